"""The table that comes with the software, and notices as officials write them."""

from collections.abc import Callable
from importlib.resources import files

import pytest

from zizhi.workdays.calendar import HolidayTable
from zizhi.workdays.notices import read_notices


@pytest.fixture(scope="session")
def shipped() -> HolidayTable:
    """2018 to 2026; of 2027 nothing is known."""
    return HolidayTable.of(read_notices((files("zizhi.workdays") / "notices.csv").read_bytes()))


@pytest.fixture
def written() -> Callable[..., bytes]:
    """`written(*lines)`: a made-up notice of 2027 (演示), more lines after its own."""
    return _written


def _written(*lines: str, document: str = "演示〔2026〕1号") -> bytes:
    own = [
        f"2027,{document},放假,2027-01-01,2027-01-03",
        f"2027,{document},放假,2027-02-05,2027-02-11",
        f"2027,{document},上班,2027-02-13,",
        f"2027,{document},放假,2027-05-01,2027-05-03",
        f"2027,{document},放假,2027-10-01,2027-10-07",
    ]
    return "\n".join(["年份,文号,安排,起,止", *own, *lines]).encode()
