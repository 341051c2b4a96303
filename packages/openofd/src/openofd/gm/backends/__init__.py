"""Native libraries that do the SM2 arithmetic. A backend works on the 32-byte e and knows nothing of ZA."""
