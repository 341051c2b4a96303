"""What a reader noticed without having to stop. Codes as in the error tree: stable, upper case."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "Severity"]

Severity = Literal["error", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One irregularity.

    Attributes:
        code: for machines ("CONTAINER_DUPLICATE").
        zh: one Chinese sentence for a person.
        en: the same in English.
        where: entry name or position; empty if it is about the whole file.
        severity: "error" must fail a verification; "note" is a leniency that changes no content.
    """

    code: str
    zh: str
    en: str
    where: str = ""
    severity: Severity = "error"
