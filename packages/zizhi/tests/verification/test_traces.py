"""Marks of ours in loose text."""

import pytest

from zizhi.core.profile import department
from zizhi.verification.traces import find

TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYA"


@pytest.mark.parametrize("number", ["D221000019", "DW221000019", "A221000019", "（辽）建检字第00001号"])
def test_numbers_of_this_department(number):
    assert find([f"<TextCode>{number}</TextCode>"]).numbers == (number,)


@pytest.mark.parametrize(
    "other",
    [
        "D121000019",
        "D321000019",
        "D213000019",
        "X221000019",
        "D2210000190",
        "AD221000019",
        "（鲁）建检字第00001号",
    ],
)
def test_numbers_of_others(other):
    assert not find([other])


def test_identifier_of_this_department():
    text = f"1.2.156.3005.2.11100000000013338W901.{department().authority_uscc}.2100001.001.F"
    assert find([f"标识{text}。"]).identifiers == (text,)


def test_identifier_of_another_authority():
    assert not find(["1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F"])


def test_token_of_a_qr_text_in_any_case():
    assert find([f"http://127.0.0.1:8000/v/{TOKEN.lower()}"]).tokens == (TOKEN,)


def test_each_mark_once_and_not_too_many():
    assert find(["D221000019"] * 3).numbers == ("D221000019",)
    assert len(find([f"D2210000{n:02d} " for n in range(50)]).numbers) == 8


def test_nothing_is_false():
    assert not find(["电子发票", ""])
