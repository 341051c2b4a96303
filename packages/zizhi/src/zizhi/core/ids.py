"""Verification tokens: 128 random bits that say nothing about the certificate they point to."""

import base64
import os
import re
from collections.abc import Callable

__all__ = ["TOKEN_PATTERN", "is_token", "new_token", "token_bytes", "token_from"]

TOKEN_PATTERN = "[A-Z2-7]{25}[AEIMQUY4]"  # noqa: S105 - a pattern; the 26th character holds 3 bits and 2 zeros
_TOKEN = re.compile(TOKEN_PATTERN)


def new_token(entropy: Callable[[int], bytes] = os.urandom) -> str:
    """A fresh token: 26 characters of A–Z and 2–7."""
    return token_from(entropy(16))


def token_from(random: bytes) -> str:
    """The 26 base32 characters of 16 bytes."""
    if len(random) != 16:
        raise ValueError("a token is made of 16 bytes")
    return base64.b32encode(random)[:26].decode("ascii")


def token_bytes(token: str) -> bytes:
    """The 16 bytes of a token for which `is_token` holds."""
    return base64.b32decode(token + "======")


def is_token(text: str) -> bool:
    """Whether the text is a token in upper case, written the only possible way."""
    return _TOKEN.fullmatch(text) is not None
