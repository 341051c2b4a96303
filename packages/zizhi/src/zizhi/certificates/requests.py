"""What is asked of the registry, as values, and what becomes of it."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from openofd.gm.sm3 import sm3
from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.snapshot import Item

__all__ = ["Holder", "Request", "SealedFile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The enterprise as the decision names it."""

    uscc: str
    name: str
    legal_representative: str
    registered_address: str
    registered_capital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One row of a decision list. Its key is decision document, USCC, kind and purpose.

    Args:
        valid_from: None where the purpose leaves it as it is, or where it is the day of issue.
        valid_until: None likewise, or where every item has its own last day.
        items: empty where the purpose leaves them as they are.
        previous_uscc: the code under which the holder is registered, when this decision changes it.
        paper_number: number of the valid paper certificate this one takes the place of.
        foreign_funded: number with W.
    """

    decision_document: str
    purpose: Purpose
    kind: str
    holder: Holder
    items: tuple[Item, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    previous_uscc: str = ""
    paper_number: str = ""
    foreign_funded: bool = False

    def digest(self) -> str:
        """SM3 of all that is said, hexadecimal.

        What is left empty does not count, so a field added to this class later changes no old row's digest.
        """
        text = json.dumps(_said(asdict(self)), ensure_ascii=False, sort_keys=True, default=str)
        return sm3(text.encode()).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """The file of a version: SM3 (hexadecimal) and size of its bytes, and the 106 bytes of its QR claim."""

    digest: str
    size: int
    claim: bytes


def _said(value: object) -> object:
    if isinstance(value, dict):
        return {name: _said(part) for name, part in value.items() if part not in ("", None, (), False)}
    if isinstance(value, tuple):
        return [_said(part) for part in value]
    return value
