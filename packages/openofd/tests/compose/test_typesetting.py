"""TextObjects: boundaries, deltas, what cannot be printed."""

import pytest

from openofd.compose.typesetting import Typeface, escape, number, refuse_invisible
from openofd.errors import CannotCompose
from openofd.fonts.fallback import FontChain


@pytest.fixture
def face(chain: FontChain) -> Typeface:
    return Typeface(7, chain.main)


def test_boundary_and_baseline(face: Typeface) -> None:
    xml = face.text_object(5, "甲乙甲", 72, 90, 10, "1 2 3")
    assert 'ID="5" Boundary="72 83.5 30 13" Font="7" Size="10"' in xml
    assert '<ofd:TextCode X="0" Y="10.3" DeltaX="10 10">甲乙甲</ofd:TextCode>' in xml


@pytest.mark.parametrize(
    ("text", "delta"),
    [
        ("甲", None),
        ("甲乙", "10"),
        ("甲乙甲乙", "g 3 10"),
        ("甲A乙", "10 5"),
        ("甲甲甲甲AAAA乙", "g 4 10 g 4 5"),
    ],
)
def test_deltas_are_real_advances(face: Typeface, text: str, delta: str | None) -> None:
    code = face.shape(text, 10).code
    assert code == (f' DeltaX="{delta}">{text}' if delta else f">{text}")


def test_track_stops_before_the_tail(face: Typeface) -> None:
    assert face.shape("甲乙", 10, 2, "：").code == ' DeltaX="12 10">甲乙：'


def test_escape() -> None:
    assert escape('<&>"甲') == "&lt;&amp;&gt;&quot;甲"


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.125, "0.12"), (-0.1, "-0.1"), (100, "100")])
def test_number(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    "char", ["\x00", "\t", "\n", "\x7f", "\x85", "\u200b", "\u202e", "\ufeff", "\ud800", "\ufffe"]
)
def test_invisible_characters_are_refused(char: str) -> None:
    with pytest.raises(CannotCompose, match=f"U\\+{ord(char):04X}"):
        refuse_invisible(f"甲{char}乙")


def test_ordinary_text_is_not_refused() -> None:
    refuse_invisible("辽宁·ABC（集团）　有限公司 𠮷")
