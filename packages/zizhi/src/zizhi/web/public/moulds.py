"""The answer's template, rendered once for each shape of answer and filled with values ever after.

Rendering costs five times the look-up it reports. Answers of one shape (kind, standing, the same fields, as
many items with the same dates given) differ only in texts; so the template is rendered with slots in their
place, cut at the slots, and kept. A fill escapes the texts and joins the pieces: the bytes equal those of the
template itself, which the tests compare.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Final

from django.template.loader import render_to_string

from zizhi.verification.answers import Fact, ItemLine
from zizhi.web.context import site
from zizhi.web.public.presenting import AnswerView

__all__ = ["fill"]

_SLOT: Final = re.compile("\ue000([0-9]+)\ue001")
_Shape = tuple[object, ...]


def fill(view: AnswerView, *, asked_at: str) -> str:
    """What `parts/answer.html` gives for this view."""
    pieces, order = _mould(_Key(view))
    values = [escape(text) for text in (asked_at, *_texts(view))]
    values.append("")  # after the last piece
    return "".join(
        [part for piece, slot in zip(pieces, order, strict=True) for part in (piece, values[slot])]
    )


class _Key:
    """A view as the key of its shape: equal for views that differ only in texts."""

    __slots__ = ("_shape", "view")

    def __init__(self, view: AnswerView) -> None:
        self.view, self._shape = view, _shape(view)

    def __hash__(self) -> int:
        return hash(self._shape)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._shape == other._shape


def _shape(view: AnswerView) -> _Shape:
    """Everything the template decides by, and every text that is the same for a whole kind."""
    return (
        view.title,
        view.list_label,
        view.word,
        view.tone,
        view.standing_word,
        view.standing_tone,
        view.mismatch,
        bool(view.latest_token),
        tuple([fact.label for fact in view.facts]),
        tuple([fact.label for fact in view.closing]),
        tuple([(bool(item.until), item.expired) for item in view.items]),
    )


def _texts(view: AnswerView) -> Iterator[str]:
    """The texts that differ, in the order of their slots."""
    yield view.sentence
    yield view.number
    yield view.latest_token
    for fact in view.facts:
        yield fact.value
    for fact in view.closing:
        yield fact.value
    for item in view.items:
        yield item.name
        yield item.until


@lru_cache(maxsize=512)
def _mould(key: _Key) -> tuple[list[str], list[int]]:
    """Pieces and the slot after each; the last slot is empty."""
    slots = (f"\ue000{number}\ue001" for number in range(10_000))
    context = {"site": site(), "asked_at": next(slots), "answer": _slotted(key.view, slots)}
    found = _SLOT.split(render_to_string("public/parts/answer.html", context))
    return found[::2], [int(slot) for slot in found[1::2]] + [_EMPTY]


_EMPTY: Final = -1


def _slotted(view: AnswerView, slots: Iterator[str]) -> AnswerView:
    """The view with a slot for each text, in the order of `_texts`; an absent text stays absent."""
    sentence, number, latest = next(slots), next(slots), next(slots)
    return replace(
        view,
        sentence=sentence,
        number=number,
        latest_token=latest if view.latest_token else "",
        facts=[Fact(label=fact.label, value=next(slots)) for fact in view.facts],
        closing=[Fact(label=fact.label, value=next(slots)) for fact in view.closing],
        items=[_slotted_item(item, slots) for item in view.items],
    )


def _slotted_item(item: ItemLine, slots: Iterator[str]) -> ItemLine:
    name, until = next(slots), next(slots)
    return replace(item, name=name, until=until if item.until else "")
