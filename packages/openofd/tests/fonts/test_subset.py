"""Subsets: what they hold, and what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openofd.errors import CannotCompose
from openofd.fonts.subset import FontSource, code_points

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


@pytest.fixture
def source(make_tiny_font: MakeFont) -> FontSource:
    return FontSource(make_tiny_font({"甲": (500, 800, 600), "乙": (500, 800, 1000), "A": (1, 1, 250)}))


def test_measures(source: FontSource) -> None:
    assert (source.upem, source.units("甲"), source.advance("A")) == (1000, 600, 0.25)


def test_subset_has_its_own_cmap_and_metrics(source: FontSource) -> None:
    cut = FontSource(source.subset("乙A乙"))
    assert (cut.characters, cut.units("乙"), cut.covers("甲")) == ({"乙", "A"}, 1000, False)


def test_subset_is_the_same_every_time(source: FontSource) -> None:
    first = source.subset("甲乙")
    source.subset("A")
    assert source.subset("乙甲") == first


@pytest.mark.parametrize("act", ["subset", "units"])
def test_unknown_character_is_named(source: FontSource, act: str) -> None:
    with pytest.raises(CannotCompose, match="𰻝（U\\+30EDD）"):
        getattr(source, act)("𰻝")


def test_threads_share_a_source(source: FontSource) -> None:
    wanted = ["甲", "乙", "A", "甲乙"] * 25
    with ThreadPoolExecutor(4) as pool:
        cut = list(pool.map(source.subset, wanted))
    assert [FontSource(font).characters for font in cut] == [set(chars) for chars in wanted]


def test_from_path(make_tiny_font: MakeFont, tmp_path: Path) -> None:
    (tmp_path / "f.ttf").write_bytes(make_tiny_font({"甲": (5, 8, 6)}))
    assert FontSource.from_path(tmp_path / "f.ttf").covers("甲")


def test_code_points() -> None:
    assert code_points("甲𠮷") == "甲（U+7532）、𠮷（U+20BB7）"
