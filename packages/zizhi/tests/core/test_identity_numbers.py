"""Personal identity numbers in free text."""

import pytest

from zizhi.core.identity_numbers import has_identity_number, masked
from zizhi.core.uscc import Uscc, check_character


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("张䶮（210101197003070018）", "张䶮（210101********0018）"),
        ("21010119700307001x", "210101********001x"),
        ("号码210101200012310018止", "号码210101********0018止"),
        ("210101 19700307 0018", "210101 ******** 0018"),
        ("２１０１０１１９７００３０７００１Ｘ", "２１０１０１********００１Ｘ"),
        ("210101197003070018、210101197003070026", "210101********0018、210101********0026"),
    ],
)
def test_the_middle_is_covered(text: str, covered: str) -> None:
    assert has_identity_number(text)
    assert masked(text) == covered
    assert not has_identity_number(covered)


def test_a_credit_code_of_digits_alone_is_no_identity_number():
    bodies = [f"91330119500101{n:03}" for n in range(99)]
    code = next(body + check_character(body) for body in bodies if check_character(body).isdigit())
    assert not has_identity_number(Uscc.parse(code))
    wrong = code[:17] + str((int(code[17]) + 1) % 10)
    assert has_identity_number(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "91990100MA0000001G",
        "办件 210101202611240018",
        "210101197013070018",
        "1210101197003070018",
        "83988656",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not has_identity_number(text)
    assert masked(text) == text
