"""The supervisor restarts children, passes SIGTERM on and takes its children with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SCRIPT = """
import sys
from zizhi.ops.supervisor import Program, Supervisor
Supervisor([Program(name="甲", command=sys.argv[1:])], say=lambda line: print(line, flush=True)).run()
"""
CHILD = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"


def _start(pids: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, sys.executable, "-c", CHILD, str(pids)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def _pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def _alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_child_is_restarted_and_gets_sigterm(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with _start(pids) as parent:
        _wait(lambda: len(_pids(pids)) == 1)
        os.kill(_pids(pids)[0], signal.SIGKILL)
        _wait(lambda: len(_pids(pids)) == 2)
        parent.terminate()
        assert parent.wait(10) == 0
    assert not _alive(_pids(pids)[1])


def test_child_dies_with_its_parent(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with _start(pids) as parent:
        _wait(lambda: len(_pids(pids)) == 1)
        parent.kill()
        parent.wait()
    _wait(lambda: not _alive(_pids(pids)[0]))
