"""Certificate numbers: the national rule of 2007 and free patterns, each a form of kind.toml.

A form is a prefix, a fixed count of digits and a suffix: a number is (form, digits as an integer) and back.
Form 0 is the name for "none of ours", such as an old paper number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zizhi.core.errors import RuleViolation

__all__ = ["CertificateNumber", "Level", "NumberForm", "build", "check_digit", "parse", "with_digits"]

Rule = Literal["national", "plain"]
_WEIGHTS = (7, 9, 5, 1, 4, 2, 6, 8)


class Level:
    """Second position of a national number: who approved."""

    MINISTRY, PROVINCE, CITY = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """One pattern of a kind.

    Args:
        index: 1 and up; the order in kind.toml, carried in the QR claim, never changed once used.
        prefix: what stands before the digits, such as ``D`` or ``（辽）建检字第``.
        digits: how many digits.
        suffix: what stands after them.
        rule: `national` (level, province, serial of 5, check digit) or `plain` (serial only).
    """

    index: int
    prefix: str
    digits: int
    suffix: str
    rule: Rule

    def matches(self, text: str) -> str:
        """The digits of a number of this form; empty when it is of another."""
        pattern = re.escape(self.prefix) + rf"([0-9]{{{self.digits}}})" + re.escape(self.suffix)
        match = re.fullmatch(pattern, text)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateNumber:
    """A number taken apart. `form` 0 means that no pattern of the kind fits; then `digits` is empty.

    `level`, `province` are 0 and empty where the form does not carry them.
    """

    text: str
    form: int
    digits: str
    level: int = 0
    province: str = ""
    serial: int = 0
    check_holds: bool = True

    @property
    def value(self) -> int:
        """The digits as an integer (architecture §4, QR)."""
        return int(self.digits or 0)


def check_digit(digits: str) -> str:
    """The tenth position for positions two to nine: weights 7 9 5 1 4 2 6 8, sum modulo 10."""
    return str(sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 10)


def parse(text: str, forms: Sequence[NumberForm]) -> CertificateNumber:
    """Take a number apart by the first form that fits. Never raises: old paper numbers may be anything.

    A wrong check digit is reported by `check_holds`; the circular's own example has one, so it is a warning.
    """
    text = text.strip()
    for form in forms:
        if digits := form.matches(text):
            return _taken_apart(text, form, digits)
    return CertificateNumber(text=text, form=0, digits="")


def build(form: NumberForm, *, level: int, province: str, serial: int) -> str:
    """The number of a form for an enterprise's serial.

    Raises:
        RuleViolation: `NUMBERS_EXHAUSTED` when the serial has more digits than the form.
    """
    width = 5 if form.rule == "national" else form.digits
    if not 0 < serial < 10**width:
        raise RuleViolation("NUMBERS_EXHAUSTED", f"编号流水已用尽（{width} 位），请先扩充编号规则。")
    if form.rule == "plain":
        return with_digits(form, serial)
    body = f"{level}{province}{serial:05d}"
    return f"{form.prefix}{body}{check_digit(body)}{form.suffix}"


def with_digits(form: NumberForm, value: int) -> str:
    """The text of a number from its form and integer: the inverse of `CertificateNumber.value`."""
    return f"{form.prefix}{value:0{form.digits}d}{form.suffix}"


def _taken_apart(text: str, form: NumberForm, digits: str) -> CertificateNumber:
    if form.rule == "plain":
        return CertificateNumber(text=text, form=form.index, digits=digits, serial=int(digits))
    return CertificateNumber(
        text=text,
        form=form.index,
        digits=digits,
        level=int(digits[0]),
        province=digits[1:3],
        serial=int(digits[3:8]),
        check_holds=check_digit(digits[:8]) == digits[8],
    )
