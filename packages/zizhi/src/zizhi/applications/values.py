"""What an applicant entered, and what the act of a case takes, as values."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from zizhi.applications.items import Field
from zizhi.applications.models import Application
from zizhi.core.errors import RuleViolation
from zizhi.core.uscc import Uscc

__all__ = ["FaceJudge", "Outcome", "entered", "tidy"]

FaceJudge = Callable[[str, Mapping[Field, str]], Sequence[RuleViolation]]
"""(kind, new values) to what the face cannot carry: lengths and characters. `faces` answers."""


class Outcome(StrEnum):
    """What a decision says."""

    APPROVED = "approved"
    REFUSED = "refused"


def entered(application: Application) -> Mapping[Field, str]:
    """The new values so far."""
    return {Field(one.field): one.new for one in application.changes.all()}


def tidy(field: Field, value: str) -> str:
    """Without outer blanks; a valid code in its written form."""
    if field is not Field.USCC:
        return value.strip()
    try:
        return Uscc.parse(value)
    except RuleViolation:
        return value.strip()
