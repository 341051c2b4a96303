"""Pages as people name them."""

import pytest

from openofd.cli.pageranges import PageRanges, page_ranges
from openofd.errors import MalformedDocument


class WrongError(Exception):
    """What the command line would complain of."""


read = page_ranges(WrongError)


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("1", (0,)),
        ("5", (4,)),
        ("2-4", (1, 2, 3)),
        ("4-", (3, 4)),
        ("-2", (0, 1)),
        ("5,1", (4, 0)),
        ("1-3, 2-4", (0, 1, 2, 3)),
    ],
)
def test_of_five_pages(text: str, indices: tuple[int, ...]) -> None:
    assert read(text).of(5) == indices


def test_none_stands_for_all() -> None:
    assert list(PageRanges().of(3)) == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "0", "x", "1,", "-", "3-2", "1--2", "1.5", "²", "12345678"])
def test_what_names_no_pages(text: str) -> None:
    with pytest.raises(WrongError):
        read(text)


@pytest.mark.parametrize("text", ["6", "1-6", "7-"])
def test_a_page_that_is_not_there(text: str) -> None:
    with pytest.raises(MalformedDocument) as caught:
        read(text).of(5)
    assert caught.value.code == "PAGE_MISSING"
