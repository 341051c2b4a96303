"""The fast look-up answers as the ORM would."""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from zizhi.status.answers import Answer, Reader
from zizhi.status.services import PublicFacts, move, publish, supersede

TOKEN = "A" * 26


@pytest.fixture
def published(each_hall: Any, reader: Reader, now: datetime) -> Callable[[], Answer]:
    """One row, read again at each call."""
    facts = PublicFacts(
        token=TOKEN,
        number="D221000015",
        uscc="91990100MA0000001G",
        kind="construction",
        version=1,
        state="in_effect",
        expires_on=date(2031, 11, 21),
        claim=bytes(range(106)),
        payload='{"holder_name":"辽宁𠮷某"}',
    )
    publish([facts], at=now)

    def read() -> Answer:
        answer = reader.by_token(TOKEN)
        assert answer is not None
        return answer

    return read


def test_a_row_is_read_as_it_was_written(published: Callable[[], Answer], now: datetime) -> None:
    answer = published()
    assert (answer.claim, answer.changed_at, answer.expires_on) == (
        bytes(range(106)),
        now,
        date(2031, 11, 21),
    )


def test_it_is_valid_through_the_whole_last_day(published: Callable[[], Answer]) -> None:
    days = [date(2031, 11, 21), date(2031, 11, 22)]
    assert [published().state(day) for day in days] == ["in_effect", "expired"]


def test_the_json_is_json(published: Callable[[], Answer]) -> None:
    answer = json.loads(published().to_json(date(2032, 1, 1)))
    assert answer["state"] == "expired"
    assert (answer["holder_name"], answer["latest_token"]) == ("辽宁𠮷某", TOKEN)


def test_an_ended_one_does_not_expire(published: Callable[[], Answer], now: datetime) -> None:
    move(TOKEN, state="cancelled", at=now)
    assert published().state(date(2040, 1, 1)) == "cancelled"


def test_superseded_points_to_the_latest(published: Callable[[], Answer], now: datetime) -> None:
    supersede([TOKEN], by="B" * 26, at=now)
    assert (published().stored_state, published().latest_token) == ("superseded", "B" * 26)


def test_unknown_is_none_and_empty(each_hall: Any, reader: Reader) -> None:
    assert reader.by_token("' OR 1=1 --") is None
    assert not reader.by_number("x")
    assert not reader.by_number("x\0")
    assert not reader.by_uscc("x")


def test_many_threads_read_at_once(published: Callable[[], Answer]) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len({answer.token for answer in pool.map(lambda _: published(), range(32))}) == 1


@pytest.fixture
def database_file(hall: Any) -> Path:
    return Path(hall.database["NAME"])


def test_a_missing_database_is_an_error_and_is_not_made(
    hall: Any, reader: Reader, database_file: Path
) -> None:
    away = database_file.rename(database_file.with_suffix(".away"))
    with pytest.raises(sqlite3.OperationalError):
        reader.by_token(TOKEN)
    assert not database_file.exists()
    away.rename(database_file)
    assert reader.by_token(TOKEN) is None


def test_a_backup_put_back_is_read_at_once(hall: Any, reader: Reader, database_file: Path) -> None:
    assert reader.by_token(TOKEN) is None
    database_file.rename(database_file.with_suffix(".old"))
    sqlite3.connect(database_file).close()
    database_file.touch()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        reader.by_token(TOKEN)
