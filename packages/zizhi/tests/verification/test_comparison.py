"""Field-by-field comparison."""

import pytest

from zizhi.verification.comparison import compare, conclude
from zizhi.verification.verdict import Comparison


@pytest.mark.parametrize("printed", ["沈阳 甲建设", "沈阳甲建设", "沈\n阳\u3000甲建设"])
def test_blanks_do_not_count(printed):
    assert compare({"企业名称": "沈阳甲建设"}, {"企业名称": printed})[0].outcome is Comparison.EQUAL


@pytest.mark.parametrize("printed", ["沈阳乙建设", "沈阳甲建设(集团)", "沈阳甲建设（集团)"])
def test_one_character_or_its_width_counts(printed):
    row = compare({"企业名称": "沈阳甲建设（集团）"}, {"企业名称": printed})[0]
    assert row.outcome is Comparison.DIFFERENT


def test_composed_and_decomposed_are_the_same():
    assert compare({"企业名称": "é"}, {"企业名称": "e\u0301"})[0].outcome is Comparison.EQUAL


def test_what_differs_is_marked_on_both_sides():
    row = compare({"资质等级": "施工总承包二级"}, {"资质等级": "施工总承包一级"})[0]
    assert [run.text for run in row.printed_runs if run.differs] == ["一"]
    assert [run.text for run in row.registered_runs if run.differs] == ["二"]


def test_an_unread_field_is_not_equal():
    rows = compare({"甲": "1", "乙": "2"}, {"甲": "1"})
    assert conclude(rows) is Comparison.NOT_MADE
    assert rows[1].printed_runs == ()


def test_one_difference_wins_over_an_unread_field():
    assert conclude(compare({"甲": "1", "乙": "2"}, {"甲": "3"})) is Comparison.DIFFERENT


def test_nothing_compared_is_not_equal():
    assert conclude(()) is Comparison.NOT_MADE


def test_a_very_long_value_differs_as_a_whole():
    row = compare({"甲": "一" * 5000}, {"甲": "二" * 5000})[0]
    assert len(row.printed_runs) == 1


def test_only_a_long_list_without_a_difference_is_folded():
    long = "\n".join(f"第{n}项" for n in range(9))
    rows = compare({"甲": long, "乙": long, "丙": "一行"}, {"甲": long, "乙": long[:-1], "丙": "一行"})
    assert [row.folded_lines for row in rows] == [9, 0, 0]
