"""A progress bar for people who wait."""

import io
from typing import Any

import pytest

from openofd.cli.progress import counter, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("errors", "items", "shown"),
    [(Terminal(), [1, 2, 3], True), (Terminal(), [1], False), (io.StringIO(), [1, 2, 3], False)],
)
def test_only_on_a_terminal_and_for_more_than_one(
    monkeypatch: Any, errors: Any, items: Any, shown: bool
) -> None:
    monkeypatch.setattr("sys.stderr", errors)
    assert list(progress(items, delay=0)) == items
    assert ("/3 [" in errors.getvalue()) is shown


def test_short_work_shows_nothing(monkeypatch: Any) -> None:
    errors = Terminal()
    monkeypatch.setattr("sys.stderr", errors)
    assert list(progress([1, 2, 3], delay=3600)) == [1, 2, 3]
    assert errors.getvalue().strip() == ""


@pytest.mark.parametrize(("errors", "shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_work_that_tells_how_much_is_done(monkeypatch: Any, errors: Any, shown: bool) -> None:
    monkeypatch.setattr("sys.stderr", errors)
    with counter(3, delay=0) as count:
        count(1, 3)
        count(3, 3)
    assert ("/3 [" in errors.getvalue()) is shown
