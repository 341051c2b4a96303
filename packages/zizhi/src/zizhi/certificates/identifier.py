"""Electronic certificate identifiers: GB/T 36904-2018, with the check character of ISO/IEC 7064 MOD 37,36.

1.2.156.3005.2 . kind code (21) . authority (18) . serial . version (3) . check character
"""

import re
from dataclasses import dataclass
from typing import Self

from zizhi.core.errors import RuleViolation

__all__ = ["ROOT", "CertificateIdentifier", "mod_37_36"]

ROOT = "1.2.156.3005.2"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM = re.compile(
    r"1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,32})\.([0-9]{3})\.([0-9A-Z])"
)


def mod_37_36(text: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36 (hybrid system) for digits and capital letters."""
    product = 36
    for character in text:
        total = (product + _ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIdentifier:
    """The parts of an identifier; `str()` gives the whole, check character included.

    Args:
        kind_code: 21 characters, the defining authority's credit code and a sequence of 3.
        authority: the issuing department's credit code.
        serial: chosen by the issuer; the same for all versions of a certificate.
        version: from 1.
    """

    kind_code: str
    authority: str
    serial: str
    version: int

    def __str__(self) -> str:
        body = (self.kind_code, self.authority, self.serial, f"{self.version:03d}")
        return ".".join(
            (ROOT, *body, mod_37_36("".join(body)))
        )  # GB/T 36904: over the body without dots or OID

    @classmethod
    def parse(cls, text: str, *, field: str = "certificate_identifier") -> Self:
        """Read an identifier.

        Raises:
            RuleViolation: `IDENTIFIER_FORM` or `IDENTIFIER_CHECK`.
        """
        match = _FORM.fullmatch(text.strip().upper())
        if not match:
            raise RuleViolation("IDENTIFIER_FORM", f"「{text}」不是电子证照标识。", field)
        kind_code, authority, serial, version, check = match.groups()
        if mod_37_36(kind_code + authority + serial + version) != check:
            raise RuleViolation("IDENTIFIER_CHECK", f"电子证照标识「{text}」的校验位不正确。", field)
        return cls(kind_code=kind_code, authority=authority, serial=serial, version=int(version))
