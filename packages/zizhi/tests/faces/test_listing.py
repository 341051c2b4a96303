"""The list of items: columns, sizes, wrapping, annex pages. face.md §3 and §4."""

from datetime import date

import pytest

from openofd.compose.layout import Measure, PlacedText
from openofd.compose.typesetting import MM_PER_POINT
from zizhi.certificates.snapshot import Item
from zizhi.faces.design import load_design
from zizhi.faces.listing import Listing, lay_out_list
from zizhi.faces.services import _measure

OWN_DAY = date(2031, 11, 21)


@pytest.fixture(scope="module")
def measure() -> Measure:
    return _measure()


def _lay(measure: Measure, names: list[str], *, dated: bool = False) -> Listing:
    items = [Item(name=name, valid_until=OWN_DAY if dated else None) for name in names]
    return lay_out_list(items, load_design("construction"), measure)


def _points(lines: list[PlacedText]) -> set[float]:
    return {round(line.size / MM_PER_POINT, 1) for line in lines if line.key.startswith("name")}


@pytest.mark.parametrize("count", [1, 5, 7])
def test_one_column(measure: Measure, count: int) -> None:
    listing = _lay(measure, ["建筑工程施工总承包二级"] * count)
    assert [line.centre for line in listing.first_page] == [150 + 9.5 * n for n in range(count)]
    assert {line.x for line in listing.first_page} == {72}
    assert _points(listing.first_page) == {14}


def test_own_dates_stand_at_the_right_edge(measure: Measure) -> None:
    name, day = _lay(measure, ["建筑工程施工总承包二级"], dated=True).first_page
    assert day.text == "至2031.11.21"
    assert day.x + measure.mm(day.text, 12) == pytest.approx(180)
    assert name.centre == day.centre


def test_a_long_name_shrinks_all(measure: Measure) -> None:
    assert _points(_lay(measure, ["甲" * 22, "乙"]).first_page) == {13}
    assert _points(_lay(measure, ["甲" * 18, "乙"], dated=True).first_page) == {12}


def test_a_name_too_long_for_one_column_makes_two(measure: Measure) -> None:
    first, *_ = _lay(measure, ["甲" * 26, "乙"]).first_page
    assert (first.text, first.x, first.centre) == ("共2项", 72, 150)


@pytest.mark.parametrize(
    ("count", "points", "last"),
    [(8, 11, 178.9), (18, 11, 212.9), (24, 10.5, 217.9), (26, 10, 217.3), (30, 9, 217.3)],
)
def test_two_columns(measure: Measure, count: int, points: float, last: float) -> None:
    listing = _lay(measure, ["建筑工程施工总承包二级"] * count)
    names = listing.first_page[1:]
    assert _points(names) == {points}
    assert max(line.centre for line in names) == pytest.approx(last)
    assert {line.x for line in names} == {30, 108}
    assert not listing.annexes


def test_one_long_name_shrinks_the_whole_list(measure: Measure) -> None:
    listing = _lay(measure, ["甲" * 15, *["乙"] * 9], dated=True)
    assert _points(listing.first_page) == {9.5}


def test_sixteen_characters_stand_beside_a_date(measure: Measure) -> None:
    listing = _lay(measure, ["甲" * 16, *["乙"] * 9], dated=True)
    assert listing.first_page[1].text == "甲" * 16


def test_a_longer_name_wraps_with_indent(measure: Measure) -> None:
    head, first, second, day, *_ = _lay(measure, ["甲" * 20, *["乙"] * 9], dated=True).first_page
    assert head.text == "共10项"
    assert (first.text + second.text, day.text) == ("甲" * 20, "至2031.11.21")
    assert second.x - first.x == pytest.approx(9 * MM_PER_POINT)
    assert second.centre > first.centre == day.centre


def test_a_wrapped_item_does_not_straddle_columns(measure: Measure) -> None:
    listing = _lay(measure, [*["乙"] * 7, "甲" * 20, *["乙"] * 8], dated=True)
    long = [line for line in listing.first_page if "甲" in line.text]
    assert len(long) == 2
    assert {line.x for line in long} in ({30, 30 + 9 * MM_PER_POINT}, {108, 108 + 9 * MM_PER_POINT})


@pytest.mark.parametrize(("count", "pages"), [(31, 1), (54, 1), (55, 2), (60, 2), (109, 3)])
def test_annexes(measure: Measure, count: int, pages: int) -> None:
    listing = _lay(measure, ["建筑工程施工总承包二级"] * count, dated=True)
    assert [line.text for line in listing.first_page] == [f"共{count}项，详见附页"]
    assert len(listing.annexes) == pages
    keys = [line.key for page in listing.annexes for line in page if line.key.startswith("name")]
    assert keys == [f"name{n}" for n in range(count)]
    assert max(line.centre for page in listing.annexes for line in page) <= 214.41


def test_nothing_is_lost_when_names_wrap_on_annexes(measure: Measure) -> None:
    names = ["甲" * 40, *["建筑工程施工总承包二级"] * 40]
    listing = _lay(measure, names, dated=True)
    texts = {}
    for line in (line for page in listing.annexes for line in page):
        texts[line.key] = texts.get(line.key, "") + line.text
    assert [texts[f"name{n}"] for n in range(41)] == names


def test_no_character_stands_alone_on_a_second_line(measure: Measure) -> None:
    name = "石油天然气（海洋石油）行业（管道输送设备）专业乙级"
    for length in range(12, len(name) + 1):
        listing = _lay(measure, [name[-length:]] * 61)
        lines = [line.text for page in listing.annexes for line in page if line.key.startswith("name")]
        assert min(map(len, lines)) >= 2
