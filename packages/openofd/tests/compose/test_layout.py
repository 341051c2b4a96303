"""The ladder of sizes, spread labels, stacked lines."""

import pytest

from openofd.compose.layout import Block, Measure, Step, fit, spread_track, stack
from openofd.compose.typesetting import MM_PER_POINT
from openofd.errors import CannotCompose
from openofd.fonts.fallback import FontChain

LADDER = [Step(14, 1), Step(13, 1), Step(12, 2), Step(11, 2), Step(10, 2), Step(9.5, 2), Step(9, 3)]


@pytest.mark.parametrize(
    ("count", "points", "lines"),
    [
        *((21, 14, 1), (22, 13, 1), (23, 13, 1), (24, 12, 1), (26, 12, 2), (50, 12, 2), (51, 11, 2)),
        *((54, 11, 2), (55, 10, 2), (60, 10, 2), (61, 9.5, 2), (64, 9.5, 2), (65, 9, 2), (102, 9, 3)),
    ],
)
def test_first_step_that_holds_the_value(chain: FontChain, count: int, points: float, lines: int) -> None:
    block = fit("甲" * count, 108, LADDER, Measure(chain))
    assert (block.points, len(block.lines)) == (points, lines)
    assert "".join(block.lines) == "甲" * count


def test_a_fourth_line_at_the_least_size_is_refused(chain: FontChain) -> None:
    with pytest.raises(CannotCompose, match="TEXT_TOO_LONG"):
        fit("甲" * 103, 108, LADDER, Measure(chain))


def test_fallback_characters_are_measured_in_their_own_font(chain: FontChain) -> None:
    assert Measure(chain).em("甲丙A") == pytest.approx(1 + 0.9 + 0.5)


def test_lines_are_centred_on_the_row() -> None:
    size = 10 * MM_PER_POINT
    lines = stack(Block(["甲", "乙", "丙"], 10), 72, 90, "0 0 0", "k")
    assert [line.centre for line in lines] == pytest.approx([90 - 1.25 * size, 90, 90 + 1.25 * size])


def test_spread_labels() -> None:
    size = 13 * MM_PER_POINT
    assert spread_track(8, size, 36) == pytest.approx(-0.1, abs=0.02)
    assert spread_track(4, size, 21) == pytest.approx(0.89, abs=0.01)
