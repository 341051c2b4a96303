"""Which font draws which character."""

from collections.abc import Callable

import pytest

from openofd.errors import CannotCompose
from openofd.fonts.fallback import FontChain
from openofd.fonts.subset import FontSource

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


@pytest.fixture
def chain(make_tiny_font: MakeFont) -> FontChain:
    return FontChain(
        [
            FontSource(make_tiny_font({"甲": (5, 8, 1000)})),
            FontSource(make_tiny_font({"甲": (5, 8, 1), "丙": (5, 8, 900)})),
        ]
    )


def test_split_into_runs(chain: FontChain) -> None:
    assert chain.split("甲甲丙甲") == [(0, "甲甲"), (1, "丙"), (0, "甲")]


def test_the_first_font_that_has_it_wins(chain: FontChain) -> None:
    assert (chain.advance("甲"), chain.advance("丙")) == (1.0, 0.9)


def test_missing_once_in_order(chain: FontChain) -> None:
    assert chain.missing("甲丁戊丁") == "丁戊"


def test_no_font_at_all(chain: FontChain) -> None:
    with pytest.raises(CannotCompose, match="U\\+4E01"):
        chain.index("丁")
