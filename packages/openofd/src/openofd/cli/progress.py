"""A progress bar for people who wait: on standard error, on a terminal, for work that takes a while."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["counter", "progress"]

T = TypeVar("T")

_PATIENCE = 1.0
"""Seconds before anything is shown."""


def progress(items: Sequence[T], *, delay: float = _PATIENCE) -> Iterator[T]:
    """The items, one by one, while a bar counts them."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, file=sys.stderr, delay=delay, leave=False, dynamic_ncols=True)


@contextmanager
def counter(total: int, *, delay: float = _PATIENCE) -> Iterator[Callable[[int, int], object]]:
    """The same for work that tells how much is done: a function to be called with (done, all)."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from tqdm import tqdm

    with tqdm(total=total, file=sys.stderr, delay=delay, leave=False, dynamic_ncols=True) as bar:
        yield lambda done, _: bar.update(done - bar.n)
