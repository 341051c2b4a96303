"""What the worker calls."""

from zizhi.core import clock
from zizhi.messages import sending

__all__ = ["deliver_due"]


def deliver_due() -> int:
    """One chunk of due copies; see `sending.deliver_due`."""
    return sending.deliver_due(clock.now())
