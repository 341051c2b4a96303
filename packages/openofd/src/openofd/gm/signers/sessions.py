"""One session with a device: opened when needed, by one thread at a time, anew in a forked child."""

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from openofd.errors import SigningFailed

__all__ = ["Sessions"]

_Session = TypeVar("_Session")
_Answer = TypeVar("_Answer")


class Sessions(Generic[_Session]):
    """Keeps a session until it fails.

    A failed act is never repeated by itself: the device may have counted it, or written it down. The next act
    begins with a new session.

    Args:
        opening: opens a session.
        closing: closes one; what it raises is of no interest.
    """

    def __init__(self, opening: Callable[[], _Session], closing: Callable[[_Session], None]) -> None:
        self._opening, self._closing = opening, closing
        self._lock = threading.Lock()
        self._process = 0
        self._session: _Session | None = None

    def use(self, act: Callable[[_Session], _Answer]) -> _Answer:
        """The answer of `act`, given the session."""
        with self._lock:
            if self._session is None or self._process != os.getpid():
                self._session, self._process = self._opening(), os.getpid()
            try:
                return act(self._session)
            except SigningFailed:
                session, self._session = self._session, None
                self._closing(session)
                raise
