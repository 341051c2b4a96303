"""Sealed files by their SM3 digest: put once, never overwritten."""
