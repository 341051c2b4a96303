"""Unified social credit codes, GB 32100-2015."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.core.errors import RuleViolation
from zizhi.core.uscc import ALPHABET, Uscc, check_character

REAL = ["11100000000013338W", "11110000000021135M", "113700000045030270", "11220000013544541J"]
bodies = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize("code", REAL)
def test_published_codes_hold(code: str) -> None:
    assert Uscc.parse(code) == code


@given(bodies)
def test_number_and_back(body: str) -> None:
    code = Uscc.parse(body + check_character(body))
    assert Uscc.from_number(code.number) == code
    assert code.number.bit_length() <= 96


@given(bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_shows(body: str, place: int, other: str) -> None:
    wrong = body[:place] + other + body[place + 1 :] + check_character(body)
    if wrong[place] != body[place]:
        with pytest.raises(RuleViolation, match="USCC_CHECK"):
            Uscc.parse(wrong)


@pytest.mark.parametrize("text", ["", "9121", "91210000MA0UQ5X5I0", "９" * 18, "91 210000MA0UQ5X5X"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="USCC_FORM"):
        Uscc.parse(text)


def test_lower_case_and_outer_blanks_are_forgiven() -> None:
    assert Uscc.parse(" 11100000000013338w ") == "11100000000013338W"


def test_region_99_is_made_up() -> None:
    assert Uscc("919901000000000000").is_made_up
    assert not Uscc(REAL[0]).is_made_up
