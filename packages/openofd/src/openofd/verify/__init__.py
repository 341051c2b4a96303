"""Judging sealed files: one report of numbered checks, for any input."""
