"""Time stamps for signatures: asked for, and checked before they are embedded. RFC 3161, GB/T 20520-2006."""

from datetime import datetime
from typing import Final

from openofd.seal.policy import TimeStamp

__all__ = ["TOKEN", "obtain"]

TOKEN: Final = "1.2.840.113549.1.9.16.2.14"  # noqa: S105 - an object identifier
"""The unsigned attribute that holds a token over the signature (RFC 3161 appendix A)."""


def obtain(ask: TimeStamp, octets: bytes, at: datetime) -> bytes:
    """A token over `octets`."""
    return ask(octets)
