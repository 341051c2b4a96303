"""One canonical form for comparing printed text with the registry."""

import unicodedata

__all__ = ["canonical"]


def canonical(text: str) -> str:
    """NFC, without any blank; the width of characters is kept (architecture §4, face against registry)."""
    return unicodedata.normalize("NFC", "".join(text.split()))  # blanks first: they keep marks apart
