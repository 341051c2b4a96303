"""What is asked of the registry, as a value."""

from collections.abc import Callable
from typing import Any

import pytest

from zizhi.certificates.requests import Request
from zizhi.certificates.snapshot import Item


def test_equal_requests_have_equal_digests(make_request: Callable[..., Request]) -> None:
    assert make_request(1).digest() == make_request(1).digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": {"registered_capital": "1万元"}},
        {"holder": {"name": "另一名称"}},
        {"items": (Item(name="甲"), Item(name="乙"))},
        {"valid_until": None},
        {"foreign_funded": True},
    ],
    ids=str,
)
def test_every_word_counts(make_request: Callable[..., Request], changes: dict[str, Any]) -> None:
    assert make_request(1, **changes).digest() != make_request(1).digest()


def test_digests_do_not_change_with_the_software(make_request: Callable[..., Request]) -> None:
    assert make_request(1).digest() == "208babea7d8cdf86845c2310f8a68c9a2c6f53bcc36cbbc735848ecf29961edd"
