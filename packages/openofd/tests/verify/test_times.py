"""SignatureDateTime as moments."""

from datetime import UTC, datetime
from typing import Any

import pytest

from openofd.verify.times import written_moments, written_time

NOON = datetime(2020, 7, 16, 12, tzinfo=UTC)
MORNING = datetime(2020, 7, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("20200716120000Z", (NOON,)),
        ("20200716120000.923Z", (NOON,)),
        ("2020-07-16T20:00:00+08:00", (NOON,)),
        ("2020-07-16T07:00:00-0500", (NOON,)),
        ("2020-07-16 12:00:00", (NOON, MORNING)),
        ("20200716120000", (NOON, MORNING)),
        ("20201316120000Z", ()),
        ("00010101000000", ()),
        ("yesterday", ()),
        ("", ()),
    ],
)
def test_what_a_text_may_mean(text: Any, moments: Any) -> Any:
    assert written_moments(text) == moments
    assert written_time(text) == (moments[-1] if moments else None)
