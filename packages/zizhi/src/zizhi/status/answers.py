"""Answers for the public, read without the ORM: one statement on one thin connection per thread.

Expiry is not stored: an answer's state is computed for the day it is given.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

__all__ = ["Answer", "Reader", "open_reader"]

_COLUMNS = "token, number, uscc, kind, version, state, latest_token, expires_on, claim, payload, changed_at"
_BY_TOKEN = f"SELECT {_COLUMNS} FROM status_row WHERE token = ?"  # noqa: S608 - constants only
_BY_NUMBER = f"SELECT {_COLUMNS} FROM status_row WHERE number = ? ORDER BY version DESC"  # noqa: S608
_BY_USCC = (
    f"SELECT {_COLUMNS} FROM status_row WHERE uscc = ? "  # noqa: S608
    "ORDER BY kind, number, version DESC LIMIT 200"
)
_PATIENCE = 10  # seconds for a server that does not answer at all


@dataclass(frozen=True, slots=True)
class Answer:
    """One row. `payload` is the finished JSON object without state and latest token."""

    token: str
    number: str
    uscc: str
    kind: str
    version: int
    stored_state: str
    latest_token: str
    expires_on: date
    claim: bytes
    payload: str
    changed_at: datetime

    def state(self, today: date) -> str:
        """The state on a day of the department's calendar; valid through the whole last day."""
        if self.stored_state in {"in_effect", "suspended"} and today > self.expires_on:
            return "expired"
        return self.stored_state

    def to_json(self, today: date) -> str:
        """The answer as JSON text: state and tokens first, then the payload's own members."""
        head = {"token": self.token, "state": self.state(today), "latest_token": self.latest_token}
        changed = self.changed_at.isoformat(timespec="seconds")
        return f'{json.dumps(head)[:-1]}, "changed_at": "{changed}", {self.payload[1:]}'


class Reader(Protocol):
    """Where answers come from. One may be used by many threads."""

    def by_token(self, token: str) -> Answer | None:
        """The version with this token."""

    def by_number(self, number: str) -> Sequence[Answer]:
        """All versions of a certificate, the newest first."""

    def by_uscc(self, uscc: str) -> Sequence[Answer]:
        """All versions printed with this credit code, at most 200, by kind and newest first."""

    def close(self) -> None:
        """Close the connections of all threads; the next question opens a new one."""


def open_reader(database: Mapping[str, Any]) -> Reader:
    """A reader for one of Django's DATABASES entries; connects at first use, in each thread."""
    if database["ENGINE"].endswith("sqlite3"):
        return _SqliteReader(str(database["NAME"]))
    return _PostgresReader(database)


class _PerThread(threading.local):
    """The connection of the present thread, and the file it was opened on."""

    connection: Any = None
    file: tuple[int, int] | None = None


class _Reader:
    """What both share: one connection a thread, all of them known."""

    def __init__(self) -> None:
        self._here = _PerThread()
        self._open: list[Any] = []

    def close(self) -> None:
        self._here = _PerThread()
        while self._open:
            self._open.pop().close()

    def _connection(self) -> Any:
        if self._here.connection is None:
            self._here.connection = self._connect()
            self._open.append(self._here.connection)
        return self._here.connection

    def _drop(self) -> None:
        """Close this thread's connection, if it has one."""
        if self._here.connection is not None:
            self._open.remove(self._here.connection)
            self._here.connection.close()
            self._here.connection = None

    def _connect(self) -> Any:
        raise AssertionError("each kind of reader has its own")


class _SqliteReader(_Reader):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def by_token(self, token: str) -> Answer | None:
        row = self._connection().execute(_BY_TOKEN, (token,)).fetchone()
        return _from_sqlite(row) if row else None

    def by_number(self, number: str) -> Sequence[Answer]:
        return tuple(map(_from_sqlite, self._connection().execute(_BY_NUMBER, (number,))))

    def by_uscc(self, uscc: str) -> Sequence[Answer]:
        return tuple(map(_from_sqlite, self._connection().execute(_BY_USCC, (uscc,))))

    def _connection(self) -> Any:
        # a backup put back is another file under the same name: the old one must not go on answering
        file = _identity(self._path)
        if file != self._here.file:
            self._drop()
            self._here.file = file
        return super()._connection()

    def _connect(self) -> sqlite3.Connection:
        # closed by whoever calls `close`, used by the thread that opened it; a missing file is never made
        address = f"{Path(self._path).absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, uri=True, timeout=20, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA mmap_size=2147483648")  # a million rows, no read call for each page
        return connection


class _PostgresReader(_Reader):
    def __init__(self, database: Mapping[str, Any]) -> None:
        super().__init__()
        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
        self._parameters = {new: database[old] for old, new in names.items() if database.get(old)}

    def by_token(self, token: str) -> Answer | None:
        rows = self._rows(_BY_TOKEN, token)
        return rows[0] if rows else None

    def by_number(self, number: str) -> Sequence[Answer]:
        return self._rows(_BY_NUMBER, number)

    def by_uscc(self, uscc: str) -> Sequence[Answer]:
        return self._rows(_BY_USCC, uscc)

    def _rows(self, statement: str, value: str) -> Sequence[Answer]:
        import psycopg

        if "\0" in value:  # PostgreSQL holds no such text: nothing has that name, and it is no fault
            return ()
        try:
            return self._ask(statement, value)
        except psycopg.OperationalError:  # the server was restarted: ask once more on a new connection
            self._drop()
            return self._ask(statement, value)

    def _ask(self, statement: str, value: str) -> Sequence[Answer]:
        cursor = self._connection().execute(statement.replace("?", "%s"), (value,))
        return tuple(Answer(*row) for row in cursor)

    def _connect(self) -> Any:
        import psycopg

        return psycopg.connect(autocommit=True, connect_timeout=_PATIENCE, **self._parameters)


def _identity(path: str) -> tuple[int, int] | None:
    """Which file a path names now; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path costs more than the question itself
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _from_sqlite(row: tuple[Any, ...]) -> Answer:
    expires_on, changed_at = date.fromisoformat(row[7]), datetime.fromisoformat(row[10])
    return Answer(*(*row[:7], expires_on, *row[8:10], changed_at.replace(tzinfo=UTC)))
