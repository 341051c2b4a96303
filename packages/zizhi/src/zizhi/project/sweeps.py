"""The background work of the hall: functions that find due rows and advance them (architecture §3)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One idempotent function, called again and again.

    Args:
        name: for logs and the operator.
        period: from one start to the next.
        function: dotted path of a function without arguments that returns how many rows it advanced.
    """

    name: str
    period: timedelta
    function: str


SWEEPS: tuple[Sweep, ...] = (
    Sweep(name="issuing", period=timedelta(seconds=5), function="zizhi.issuing.tasks.advance_due"),
    Sweep(name="messages", period=timedelta(seconds=15), function="zizhi.messages.tasks.deliver_due"),
    Sweep(
        name="acceptance",
        period=timedelta(minutes=1),
        function="zizhi.applications.tasks.accept_what_waited",
    ),
    Sweep(name="deadlines", period=timedelta(hours=1), function="zizhi.applications.tasks.count_again"),
)
