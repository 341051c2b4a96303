"""`zizhi serve` answers on its port and stops with all its children."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def served(sealing_hall):
    """A running `zizhi serve`: its process and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"ZIZHI_HOME": str(sealing_hall.home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "zizhi.ops", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process, f"http://127.0.0.1:{port}/"
        process.kill()


def _status(address):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return None


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_it_answers_and_stops_with_its_children(served):
    process, address = served
    assert _status(address) == 200
    children = _children(process.pid)
    assert len(children) == 2
    process.terminate()
    assert process.wait(30) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert "后台任务 已启动" in process.stdout.read()


def test_a_second_hall_on_the_same_port_is_refused():
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用"):
            call_command("serve", port=port)
