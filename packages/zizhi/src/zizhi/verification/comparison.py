"""Printed facts against the registered snapshot, field by field. Pure.

Both sides are compared in the canonical form of architecture §4: NFC, no width folding, blanks removed. What
differs is marked character by character, so that a page can show where.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from zizhi.core.text import canonical
from zizhi.verification.verdict import Comparison, Tone

__all__ = ["Row", "Run", "compare", "conclude"]

_FOLD = 8  # lines; a longer list that is equal need not be read twice
_LONG = 2_000  # characters; beyond it a value differs as a whole, since difflib is quadratic


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text that is equal on both sides, or is not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field: what the file prints, what the registry holds, and whether they are the same."""

    label: str
    printed: str | None
    """None where the file does not say."""
    registered: str
    outcome: Comparison

    @property
    def word(self) -> str:
        """The outcome for a person."""
        return {"equal": "一致", "different": "不一致", "not_made": "未能读出"}[self.outcome]

    @property
    def tone(self) -> Tone:
        """The outcome as a colour."""
        return _TONES[self.outcome]

    @property
    def folded_lines(self) -> int:
        """How many lines a page may fold away: those of a long list without a difference; else 0."""
        lines = self.registered.count("\n") + 1
        return lines if lines > _FOLD and self.outcome is Comparison.EQUAL else 0

    def to_json(self) -> dict[str, str | None]:
        """As plain values."""
        return {
            "label": self.label,
            "printed": self.printed,
            "registered": self.registered,
            "outcome": self.outcome.value,
        }

    @property
    def printed_runs(self) -> tuple[Run, ...]:
        """The printed text, what is not registered marked."""
        return _runs(self.printed or "", self.registered)

    @property
    def registered_runs(self) -> tuple[Run, ...]:
        """The registered text, what is not printed marked; unmarked where nothing could be read."""
        if self.printed is None:
            return (Run(text=self.registered, differs=False),)
        return _runs(self.registered, self.printed)


_TONES = {Comparison.EQUAL: Tone.GOOD, Comparison.DIFFERENT: Tone.BAD, Comparison.NOT_MADE: Tone.UNKNOWN}


def compare(registered: Mapping[str, str], printed: Mapping[str, str]) -> tuple[Row, ...]:
    """A row for each registered field, in the registry's order; fields only the file has do not appear."""
    return tuple(_row(label, value, printed.get(label)) for label, value in registered.items())


def conclude(rows: tuple[Row, ...]) -> Comparison:
    """One difference makes the whole different; one unread field keeps it from being equal."""
    outcomes = {row.outcome for row in rows}
    if Comparison.DIFFERENT in outcomes:
        return Comparison.DIFFERENT
    return Comparison.EQUAL if outcomes == {Comparison.EQUAL} else Comparison.NOT_MADE


def _row(label: str, registered: str, printed: str | None) -> Row:
    if printed is None:
        outcome = Comparison.NOT_MADE
    elif canonical(printed) == canonical(registered):
        outcome = Comparison.EQUAL
    else:
        outcome = Comparison.DIFFERENT
    return Row(label=label, printed=printed, registered=registered, outcome=outcome)


def _runs(text: str, other: str) -> tuple[Run, ...]:
    if not text or canonical(text) == canonical(other):
        return (Run(text=text, differs=False),) if text else ()
    if len(text) + len(other) > _LONG:
        return (Run(text=text, differs=True),)
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    return tuple(Run(text=text[a:b], differs=tag != "equal") for tag, a, b, _, _ in blocks if b > a)
