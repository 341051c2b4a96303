"""The worker's loop: calls each sweep of the hall when its period is over, forgets nothing when one fails."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import FrameType
from typing import Final, Protocol

import structlog
from django.db import close_old_connections
from django.utils.module_loading import import_string

__all__ = ["Loop", "Planned"]

_LIST: Final = "zizhi.project.sweeps.SWEEPS"  # by name: the list lives in the room above, as settings do
_log = structlog.get_logger(__name__)


class Planned(Protocol):
    """A sweep of the list; `function` names a callable that returns how many rows it moved."""

    @property
    def name(self) -> str: ...
    @property
    def period(self) -> timedelta: ...
    @property
    def function(self) -> str: ...


class _Turn:
    """One sweep and when it is due."""

    def __init__(self, planned: Planned) -> None:
        self.planned = planned
        self.call: Callable[[], int] = import_string(planned.function)
        self.due = 0.0

    def take(self, now: float) -> None:
        """Run it once. A sweep that moved something is due again at once: there may be more."""
        close_old_connections()
        try:
            moved = self.call()
        except Exception:  # noqa: BLE001 - one sweep's bug must not stop the others
            _log.exception("sweep failed", sweep=self.planned.name)
            moved = 0
        self.due = now if moved else now + self.planned.period.total_seconds()


class Loop:
    """Runs sweeps one after another until `stop`."""

    def __init__(self, sweeps: Sequence[Planned] | None = None) -> None:
        self._turns = [_Turn(planned) for planned in (import_string(_LIST) if sweeps is None else sweeps)]
        self._stop = threading.Event()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """End after the sweep that is running; has the shape of a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self._stop.is_set():
            self.once(time.monotonic())
            self._stop.wait(0.5)

    def once(self, now: float) -> None:
        """Run every sweep that is due at `now` (seconds of a monotonic clock)."""
        for turn in self._turns:
            if turn.due <= now and not self._stop.is_set():
                turn.take(now)
