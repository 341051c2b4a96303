"""SM2, SM3, DER and X.509 the Chinese way (GB/T 32918, GB/T 32905, GB/T 20518). Knows nothing of OFD."""
