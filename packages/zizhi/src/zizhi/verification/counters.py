"""Counts in memory, written every ten seconds, so that a question never waits for a write (architecture §3).

A process that dies loses at most its last ten seconds of counting: these are figures, not evidence.
"""

import threading
from collections import Counter
from datetime import date
from typing import Final

import structlog
from django.db import DatabaseError, connection, transaction

__all__ = ["count", "flush", "start", "waiting"]

PERIOD: Final = 10.0  # seconds
_UPSERT: Final = (
    "INSERT INTO verification_verificationcount (day, means, answer, count) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (day, means, answer) "
    "DO UPDATE SET count = verification_verificationcount.count + excluded.count"
)
_log = structlog.get_logger(__name__)
_lock = threading.Lock()
_counts: Counter[tuple[date, str, str]] = Counter()
_writer: list[threading.Thread] = []


def count(*, means: str, answer: str, day: date) -> None:
    """Note one question: how it was asked ("file", "token", "number", "uscc") and what was answered."""
    with _lock:
        _counts[day, means, answer] += 1


def waiting(day: date) -> int:
    """Questions of that day that are counted but not yet written by this process."""
    with _lock:
        return sum(number for key, number in _counts.items() if key[0] == day)


def flush() -> None:
    """Write what was counted; on failure it is kept for the next time."""
    with _lock:
        taken = dict(_counts)
        _counts.clear()
    if not taken:
        return
    try:
        _write(taken)
    except DatabaseError as error:
        _log.warning("verification.counts_kept", error=str(error))
        with _lock:
            _counts.update(taken)


def start() -> None:
    """Start the writer of this process, once; it ends with the process."""
    if not _writer:
        _writer.append(threading.Thread(target=_run, name="verification-counts", daemon=True))
        _writer[0].start()


def _write(taken: dict[tuple[date, str, str], int]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [(*key, number) for key, number in taken.items()])


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(PERIOD):
        flush()
        connection.close()
