"""A progress bar for people who wait: on standard error, on a terminal, for work that takes a while."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["progress"]

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
