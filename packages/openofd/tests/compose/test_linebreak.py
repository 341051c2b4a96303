"""Greedy Chinese line breaking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.compose.linebreak import NOT_AT_END, NOT_AT_START, break_lines, units
from openofd.errors import CannotCompose


def _lines(text: str, width: float) -> list[str]:
    return break_lines(text, width, lambda part: float(len(part)))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("甲乙丙丁", 4, ["甲乙丙丁"]),
        ("甲乙丙丁", 3, ["甲乙丙", "丁"]),
        ("甲乙丙，丁", 3, ["甲乙", "丙，丁"]),  # no comma at the start of a line
        ("甲乙（丙丁", 3, ["甲乙", "（丙丁"]),  # no opening bracket at the end of one
        ("甲乙2301丙", 5, ["甲乙", "2301丙"]),  # digits stay together
        ("甲乙A-1座", 4, ["甲乙", "A-1座"]),
        ("甲乙》」』】〕）！？；：%", 12, ["甲", "乙》」』】〕）！？；：%"]),
        ("甲乙 丙", 2, ["甲乙", "丙"]),  # the blank at the break goes
    ],
)
def test_breaks(text: str, width: float, lines: list[str]) -> None:
    assert _lines(text, width) == lines


def test_a_word_longer_than_the_line_is_divided() -> None:
    assert _lines("ABCDEFG", 3) == ["ABC", "DEF", "G"]


def test_a_character_wider_than_the_line_is_refused() -> None:
    with pytest.raises(CannotCompose, match="LINE_NARROW"):
        _lines("甲乙", 0.5)


@given(st.text("甲乙丙，。（）《》AB12·-", min_size=1, max_size=60), st.integers(8, 20))
def test_nothing_is_lost_and_lines_fit(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert "".join(lines) == text
    assert max(map(len, lines)) <= width


@given(st.text("甲乙丙，。（）《》", min_size=1, max_size=40))
def test_forbidden_starts_and_ends(text: str) -> None:
    longest = max(map(len, units(text)))
    lines = _lines(text, max(longest, 6))
    assert not any(line[0] in NOT_AT_START for line in lines[1:])
    assert not any(line[-1] in NOT_AT_END for line in lines[:-1])
