"""The one form in which texts are compared."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from zizhi.core.text import canonical


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_composition_does_not_matter(text: str) -> None:
    assert canonical(unicodedata.normalize("NFD", text)) == canonical(text)


def test_blanks_go_and_widths_stay() -> None:
    assert canonical(" 甲　乙\n（丙）(丁)Ａ ") == "甲乙（丙）(丁)Ａ"
