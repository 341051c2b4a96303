"""DATABASE_URL."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from zizhi.project.databases import database_from_url

HOME = Path("/srv/zizhi")


def test_a_file_in_the_home_by_default() -> None:
    assert database_from_url("", home=HOME)["NAME"] == "/srv/zizhi/zizhi.sqlite3"


def test_a_file_by_its_path() -> None:
    assert database_from_url("sqlite:///data/my%20hall.sqlite3", home=HOME)["NAME"] == "/data/my hall.sqlite3"


def test_a_server() -> None:
    database = database_from_url("postgres://u:p%40ss@db:5433/hall?sslmode=require", home=HOME)
    values = [database[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME", "OPTIONS")]
    assert values == ["db", "5433", "u", "p@ss", "hall", {"sslmode": "require"}]


def test_others_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        database_from_url("mysql://db/hall", home=HOME)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20000)],
)
def test_sqlite_is_opened_as_the_architecture_says(hall: Any, pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)
