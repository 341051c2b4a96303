"""Working days: the yearly notices of the State Council's office, and time limits counted by them."""
