"""What the worker calls."""

from zizhi.core import clock
from zizhi.issuing.services import sweep

__all__ = ["advance_due"]


def advance_due() -> int:
    """One chunk of due issuances; see `services.sweep`."""
    return sweep(clock.now())
