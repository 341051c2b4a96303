"""One tree of errors, divided by whose fault it is. Every error can tell a person what to do.

::

    OpenOfdError
     ├ MalformedDocument    the file breaks the standard
     ├ UnsupportedFeature   the file may be right; openofd cannot handle this part of it
     ├ LimitExceeded        the file asks for more than openofd.limits allows
     ├ CannotEdit           the change would break a signature, or has no place in the document
     ├ CannotCompose        what shall be printed does not fit or has no glyph
     ├ SigningFailed        the signer, its key or its device
     └ CryptoUnavailable    this machine lacks SM2 or SM3, or its self-test failed
"""

from typing import Literal

__all__ = [
    "CannotCompose",
    "CannotEdit",
    "CryptoUnavailable",
    "LimitExceeded",
    "MalformedDocument",
    "OpenOfdError",
    "SigningFailed",
    "UnsupportedFeature",
]

Language = Literal["zh", "en"]


class OpenOfdError(Exception):
    """Base of every error openofd raises on purpose.

    Args:
        code: stable, upper case, for machines ("XML_DTD").
        zh: one Chinese sentence for a person, saying what is wrong and, where possible, what to do.
        en: the same in English.
        where: package path, field or position the error is about; empty if it is about the whole.
    """

    def __init__(self, code: str, zh: str, en: str, *, where: str = "") -> None:
        super().__init__(f"{code}: {en}" + (f" [{where}]" if where else ""))
        self.code, self.zh, self.en, self.where = code, zh, en, where

    def explain(self, language: Language = "zh") -> str:
        """The sentence for a person, with the place if there is one."""
        if language == "zh":
            return f"{self.zh}（{self.where}）" if self.where else self.zh
        return f"{self.en} ({self.where})" if self.where else self.en


class MalformedDocument(OpenOfdError):  # noqa: N818 - the house's error names say whose fault it is
    """The file breaks the standard."""


class UnsupportedFeature(OpenOfdError):  # noqa: N818
    """The file may be right; openofd cannot handle this part of it."""


class LimitExceeded(OpenOfdError):  # noqa: N818
    """The file asks for more than `openofd.limits` allows."""


class CannotEdit(OpenOfdError):  # noqa: N818
    """The change would break a signature, or has no place in the document."""


class CannotCompose(OpenOfdError):  # noqa: N818
    """What shall be printed does not fit on the face or has no glyph in any font."""


class SigningFailed(OpenOfdError):  # noqa: N818
    """The signer, its key or its device failed."""


class CryptoUnavailable(OpenOfdError):  # noqa: N818
    """This machine's libcrypto lacks SM2 or SM3, or its self-test failed."""
