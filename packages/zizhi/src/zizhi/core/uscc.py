"""Unified social credit codes: GB 32100-2015, 18 characters, the last one a check character."""

from typing import Self

from zizhi.core.errors import RuleViolation

__all__ = ["ALPHABET", "Uscc", "check_character"]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015 4.2: 31 characters, without I O S V Z."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))  # GB 32100-2015 5: Wi = 3^(i-1) mod 31


def check_character(body: str) -> str:
    """The 18th character for the first 17, all of `ALPHABET`."""
    total = sum(weight * _VALUES[character] for weight, character in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[-total % 31]


class Uscc(str):
    """A valid code. It is a `str`; `parse` is the way to make one."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str, *, field: str = "uscc") -> Self:
        """Check a code as somebody wrote it; lower case and outer blanks are forgiven.

        Raises:
            RuleViolation: `USCC_FORM` or `USCC_CHECK`.
        """
        code = text.strip().upper()
        if len(code) != 18 or any(character not in _VALUES for character in code):
            message = f"统一社会信用代码「{text}」应为 18 位数字或大写字母（不含 I、O、S、V、Z）。"
            raise RuleViolation("USCC_FORM", message, field)
        if check_character(code[:17]) != code[17]:
            raise RuleViolation("USCC_CHECK", f"统一社会信用代码「{text}」的校验位不正确。", field)
        return cls(code)

    @classmethod
    def from_number(cls, number: int) -> Self:
        """The inverse of `number`; a code whose check character is wrong raises RuleViolation."""
        characters = []
        for _ in range(18):
            number, digit = divmod(number, 31)
            characters.append(ALPHABET[digit])
        return cls.parse("".join(reversed(characters)))

    @property
    def number(self) -> int:
        """The 18 characters read as an integer of base 31: below 2**90 (architecture §4, QR)."""
        value = 0
        for character in self:
            value = value * 31 + _VALUES[character]
        return value

    @property
    def is_made_up(self) -> bool:
        """Whether it was made up for demonstration: registration region 99xxxx, which no office has."""
        return self[2:4] == "99"
