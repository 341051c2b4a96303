"""Counting in memory, writing from time to time."""

from datetime import date

import pytest
from django.db import DatabaseError

from zizhi.verification import counters, registry, services
from zizhi.verification.models import VerificationCount

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _nothing_waits(hall):
    counters.flush()
    VerificationCount.objects.all().delete()
    yield
    registry.close_readers()


def _rows():
    return list(VerificationCount.objects.order_by("answer").values_list("day", "means", "answer", "count"))


def _ask(answer="altered", times=1):
    for _ in range(times):
        counters.count(means="file", answer=answer, day=DAY)


def test_nothing_is_written_before_the_flush():
    _ask(times=3)
    assert (_rows(), counters.waiting(DAY)) == ([], 3)


def test_counts_of_several_flushes_add_up():
    _ask(times=2)
    counters.flush()
    _ask()
    _ask("genuine")
    counters.flush()
    assert _rows() == [(DAY, "file", "altered", 3), (DAY, "file", "genuine", 1)]


def test_a_database_that_is_away_loses_nothing(monkeypatch):
    def away(_):
        raise DatabaseError("gone")

    _ask()
    with monkeypatch.context() as patch:
        patch.setattr(counters, "_write", away)
        counters.flush()
    assert counters.waiting(DAY) == 1
    counters.flush()
    assert _rows() == [(DAY, "file", "altered", 1)]


def test_questions_are_counted_by_means_and_answer(issue, now):
    version, data = issue()
    services.examine(data, now=now)
    services.by_token(version.token, now=now)
    services.by_number("D221999999", now=now)
    counters.flush()
    counted = {(means, answer): count for _, means, answer, count in _rows()}
    assert counted == {("file", "genuine"): 1, ("token", "in_effect"): 1, ("number", "not_found"): 1}


@pytest.mark.postgres
def test_the_same_on_postgresql(issue, now):
    version, data = issue()
    for _ in range(2):
        assert services.examine(data, now=now).verdict.in_effect
        assert (
            services.by_token(version.token, now=now).number == services.ask("d221000015", now=now)[0].number
        )
        counters.flush()
    assert {(means, count) for _, means, _, count in _rows()} == {("file", 2), ("token", 2), ("number", 2)}
