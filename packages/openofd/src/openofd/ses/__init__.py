"""Seal and seal-signature structures: reading and encoding only, no judgement."""
