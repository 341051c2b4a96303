"""Keeps a few child processes running: restart on exit, SIGTERM passed on, no child outlives its parent."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

__all__ = ["Program", "Supervisor"]

_PR_SET_PDEATHSIG = 1  # prctl(2)
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY = 20.0  # a child that lived this long failed for a new reason
_GRACE = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One child: a name for people and the command that runs it."""

    name: str
    command: Sequence[str]


class _Child:
    """One program, its current process and when the next attempt is due."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._due = 0.0
        self._pause = _FIRST_PAUSE

    def tend(self, say: Callable[[str], None]) -> None:
        """Start what should run and does not; notice what ended."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            self._note_exit(now, code, say)
        if self.process is None and now >= self._due:
            self._started = now
            self.process = _spawn(self.program.command)
            say(f"{self.program.name} 已启动（进程 {self.process.pid}）")

    def _note_exit(self, now: float, code: int, say: Callable[[str], None]) -> None:
        self._pause = _FIRST_PAUSE if now - self._started > _STEADY else min(self._pause * 2, _LONGEST_PAUSE)
        self._due, self.process = now + self._pause, None
        say(f"{self.program.name} 已退出（代码 {code}），{self._pause:.0f} 秒后重启")

    def terminate(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def bury(self, deadline: float) -> None:
        """Wait until the process is gone; kill it when its time is over."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # with the processes it started itself
            self.process.wait()


class Supervisor:
    """Runs programs until it is told to stop."""

    def __init__(self, programs: Sequence[Program], *, say: Callable[[str], None]) -> None:
        self._children = [_Child(program) for program in programs]
        self._say = say
        self._stop = threading.Event()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask for the end; has the shape of a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Keep all programs running until `stop`; then pass SIGTERM on and wait for every child."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self._stop.is_set():
            for child in self._children:
                child.tend(self._say)
            self._stop.wait(0.2)
        self._end()

    def _end(self) -> None:
        for child in self._children:
            child.terminate()
        deadline = time.monotonic() + _GRACE
        for child in self._children:
            child.bury(deadline)
        self._say("已停止")


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    parent, libc = os.getpid(), ctypes.CDLL(None)

    def die_with_parent() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # the parent went away before prctl took hold
            os._exit(1)

    # The supervisor has one thread, so code between fork and exec is safe.
    return subprocess.Popen(command, preexec_fn=die_with_parent, start_new_session=True)  # noqa: PLW1509
