"""Names of plain SM3, wherever a file may state its digest algorithm. GM/T 0006-2012."""

from typing import Final

__all__ = ["SM3_NAMES"]

SM3_NAMES: Final = frozenset({"SM3", "sm3", "1.2.156.10197.1.401", "1.2.156.10197.1.401.1"})
"""Names of plain SM3 met in files. `.401.2` is the keyed hash and not among them."""
