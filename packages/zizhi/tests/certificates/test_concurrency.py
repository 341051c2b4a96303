"""Numbers given out by several at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.db import connections

from zizhi.accounts.policy import COMMAND
from zizhi.audit.services import verify_chain
from zizhi.certificates.models import Certificate, NumberSeries, Version
from zizhi.certificates.requests import Request
from zizhi.certificates.services import allocate_many

MakeRequest = Callable[..., Request]


def _in_threads(chunks: list[list[Request]], now: datetime) -> list[Any]:
    def work(chunk: list[Request]) -> list[Any]:
        try:
            return allocate_many(chunk, now=now, by=COMMAND)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return [one for chunk in pool.map(work, chunks) for one in chunk]


def test_no_number_is_lost_or_used_twice(each_hall: Any, make_request: MakeRequest, now: datetime) -> None:
    kinds = ["construction", "testing", "design"]
    chunks = [
        [make_request(8 * c + n, kind=kinds[n % 3] if c % 2 else kinds[-n % 3]) for n in range(8)]
        for c in range(8)
    ]
    done = _in_threads(chunks, now)
    assert all(one.fresh for one in done)
    assert Certificate.objects.count() == 64
    series = dict(NumberSeries.objects.values_list("name", "next_serial"))
    assert sum(series.values()) == 64 + len(series)
    assert verify_chain().holds


def test_the_same_row_at_once_is_made_once(each_hall: Any, make_request: MakeRequest, now: datetime) -> None:
    done = _in_threads([[make_request(1)]] * 8, now)
    assert sum(one.fresh for one in done) == 1
    assert {one.version for one in done} == {Version.objects.get()}
