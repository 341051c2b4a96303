"""Certificate numbers and their check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.certificates.kinds import CertificateKind, all_kinds, kind
from zizhi.certificates.numbers import build, check_digit, parse, with_digits
from zizhi.core.errors import RuleViolation

kinds = st.sampled_from(all_kinds())


@pytest.mark.parametrize("number", ["D253000012", "A134001942", "A151008377", "D151101420", "D244255414"])
def test_published_numbers_have_their_check_digit(number: str) -> None:
    assert check_digit(number[1:9]) == number[9]


@given(kinds, st.data())
def test_a_built_number_is_taken_apart_again(its_kind: CertificateKind, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(list(its_kind.numbers)))
    serial = data.draw(st.integers(1, 99_999))
    number = parse(build(form, level=2, province="21", serial=serial), its_kind.numbers)
    assert (number.form, number.serial, number.check_holds) == (form.index, serial, True)
    assert with_digits(form, number.value) == number.text


def test_a_wrong_check_digit_is_told_not_refused() -> None:
    assert not parse("A132000058", kind("design").numbers).check_holds


def test_level_and_province_are_read() -> None:
    number = parse("DW121000017", kind("construction").numbers)
    assert (number.form, number.level, number.province) == (2, 1, "21")


@given(kinds, st.text(max_size=24))
def test_anything_may_be_an_old_paper_number(its_kind: CertificateKind, text: str) -> None:
    assert parse(text, its_kind.numbers).text == text.strip()


@pytest.mark.parametrize("text", ["D22100001", "D2210000123", "d221000015", "D２21000015", "A221000015"])
def test_other_forms_are_form_0(text: str) -> None:
    assert parse(text, kind("construction").numbers).form == 0


@pytest.mark.parametrize("serial", [0, 100_000])
def test_exhausted_serials_are_refused(serial: int) -> None:
    with pytest.raises(RuleViolation, match="NUMBERS_EXHAUSTED"):
        build(kind("survey").numbers[0], level=2, province="21", serial=serial)
