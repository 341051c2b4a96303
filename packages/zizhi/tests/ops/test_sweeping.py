"""The worker's loop calls what is due and survives what fails."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from zizhi.ops import sweeping
from zizhi.ops.sweeping import Loop

CALLS: list[str] = []
MOVED = {"busy": 1, "idle": 0}


def _loop(monkeypatch: pytest.MonkeyPatch, *names: str) -> Loop:
    def find(name: str) -> object:
        def call() -> int:
            CALLS.append(name)
            return MOVED[name]  # KeyError for the failing one

        return call

    monkeypatch.setattr(sweeping, "import_string", find)
    CALLS.clear()
    period = timedelta(seconds=10)
    return Loop([SimpleNamespace(name=name, period=period, function=name) for name in names])


def test_idle_sweep_waits_for_its_period(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = _loop(monkeypatch, "idle")
    for now in (100.0, 105.0, 110.0):
        loop.once(now)
    assert CALLS == ["idle", "idle"]


def test_busy_sweep_is_called_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = _loop(monkeypatch, "busy")
    for now in (100.0, 100.5):
        loop.once(now)
    assert CALLS == ["busy", "busy"]


def test_failing_sweep_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = _loop(monkeypatch, "failing", "idle")
    loop.once(100.0)
    assert CALLS == ["failing", "idle"]


def test_stopped_loop_calls_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = _loop(monkeypatch, "busy")
    loop.stop()
    loop.once(100.0)
    assert CALLS == []
