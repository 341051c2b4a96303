"""What the worker calls."""

from zizhi.applications.deadlines import deadlines
from zizhi.applications.services import accept_by_silence, recount
from zizhi.core import clock

__all__ = ["accept_what_waited", "count_again"]


def accept_what_waited() -> int:
    """Cases that nobody answered in time count as accepted; see `services.accept_by_silence`."""
    return accept_by_silence(now=clock.now(), deadlines=deadlines())


def count_again() -> int:
    """Days that were provisional, by the notices known now; see `services.recount`."""
    return recount(deadlines=deadlines(), now=clock.now())
