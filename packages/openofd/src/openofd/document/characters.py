"""Where each character of a text stands on the page, near enough to mark it. GB/T 33190-2016 chapter 11.

Steps between glyphs are those of the file; the width of a glyph is guessed where no step tells it, for the
font is not asked: East Asian characters are as wide as high, all others half as wide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from openofd.errors import MalformedDocument
from openofd.limits import Limits
from openofd.model.graphics import TextObject
from openofd.model.text import CGTransform, TextCode, offsets
from openofd.model.units import Box, Matrix

__all__ = ["PLACEHOLDER", "Character", "Placement", "advance_of", "characters_of", "glyphs_of", "span_of"]

PLACEHOLDER = "\u00a4"
"""Stands where a file names only the glyph (GB/T 33190-2016 11.4.1)."""

_ASCENT, _DESCENT = 0.88, 0.12
"""Of the em, above and below the baseline."""
_WIDEST = 1.5
"""A step longer than so many ems leaves a gap behind the character."""
_TURNS = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}
_WIDE = frozenset("WFA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One character and the box around it, millimetres from the page's top left."""

    text: str
    box: Box


class Placement(NamedTuple):
    """A TextCode of an object.

    Attributes:
        unit: the object.
        code: the TextCode.
        text: its characters.
        number: which TextCode of the object.
        x: where its first glyph begins, in the object's space.
        y: its baseline.
        size: height of an em in the object's space.
        em: width of an em.
        matrix: to the page.
        limits: ceilings.
    """

    unit: TextObject
    code: TextCode
    text: str
    number: int
    x: float
    y: float
    size: float
    em: float
    matrix: Matrix
    limits: Limits


class _Group(NamedTuple):
    """Characters that share glyphs; one and one unless a CGTransform says otherwise."""

    text: str
    glyphs: int


_Step = tuple[float, float]


def advance_of(char: str) -> float:
    """The width of a character, in ems."""
    return 1.0 if char == PLACEHOLDER or (char > "\u02ff" and east_asian_width(char) in _WIDE) else 0.5


def span_of(place: Placement) -> _Step:
    """From the first glyph's origin to the end of the last, in the object's space."""
    text, dx, dy = place.text, place.code.delta_x, place.code.delta_y
    if not text:
        return 0.0, 0.0
    if dx is None and dy is None:
        return _along(place, sum(map(advance_of, text)))
    wide, high = _steps_of(place, dx, dy, len(text) - 1)
    return sum(wide) + advance_of(text[-1]) * place.em, sum(high)


def characters_of(place: Placement) -> tuple[Character, ...]:
    """The characters in the order of the file.

    Raises:
        MalformedDocument: a delta list or a glyph list is none.
    """
    groups = list(_groups(place))
    pens = _pens(place, groups)
    found: list[Character] = []
    at = 0
    for group in groups:
        start, stop = pens[at], pens[at + group.glyphs]
        found += _divided(place, group, start, stop)
        at += group.glyphs
    return tuple(found)


def glyphs_of(place: Placement) -> Iterator[tuple[int, int]]:
    """Number of a character and the glyph that stands for it alone, where the file names one."""
    start = _first_of(place)
    for change in place.unit.cg_transforms:
        if len(change.glyphs) == max(change.code_count, 1):
            first = change.code_position - start
            yield from [(n, g) for n, g in enumerate(change.glyphs, first) if 0 <= n < len(place.text)]


def _first_of(place: Placement) -> int:
    """Positions count from the first character of the object (11.4.1)."""
    return sum(len(code.content) for code in place.unit.text_codes[: place.number])


def _groups(place: Placement) -> Iterator[_Group]:
    changes: Mapping[int, CGTransform] = {change.code_position: change for change in place.unit.cg_transforms}
    if not changes:
        yield from [_Group(char, 1) for char in place.text]
        return
    start = _first_of(place)
    at = 0
    while at < len(place.text):
        change = changes.get(start + at)
        glyphs = change.glyphs if change else ()
        text = place.text[at : at + max(change.code_count, 1)] if change and glyphs else place.text[at]
        yield from (
            [_Group(c, 1) for c in text] if len(glyphs) in {0, len(text)} else [_Group(text, len(glyphs))]
        )
        at += len(text)


def _pens(place: Placement, groups: Sequence[_Group]) -> list[_Step]:
    """The origin of every glyph, and the end of the last, in the object's space."""
    dx, dy = place.code.delta_x, place.code.delta_y
    if dx is None and dy is None:
        wide = [advance_of(group.text[0]) for group in groups for _ in range(group.glyphs)]
        steps = [_along(place, each) for each in wide]
    else:
        count = max(sum(group.glyphs for group in groups) - 1, 0)
        xs, ys = _steps_of(place, dx, dy, count)
        last = advance_of(groups[-1].text[-1]) if groups else 0.0
        steps = [*zip(xs or (0.0,) * count, ys or (0.0,) * count, strict=True), _along(place, last)]
    return list(
        accumulate(steps, lambda pen, step: (pen[0] + step[0], pen[1] + step[1]), initial=(place.x, place.y))
    )


def _steps_of(
    place: Placement, dx: str | None, dy: str | None, count: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    try:
        return (
            offsets(dx, count, limits=place.limits) if dx else (),
            offsets(dy, count, limits=place.limits) if dy else (),
        )
    except ValueError:
        raise MalformedDocument("XML_VALUE", "字符偏移的写法不合标准", "a delta list is not legal") from None


def _along(place: Placement, ems: float) -> _Step:
    """So many ems in the direction of reading."""
    length = ems * place.em
    x, y = _TURNS.get(place.unit.read_direction % 360, (1.0, 0.0))
    return x * length, y * length


def _divided(place: Placement, group: _Group, start: _Step, stop: _Step) -> Iterator[Character]:
    """The characters of a group, each with its share of the way."""
    size = place.size
    guess = advance_of(group.text[0]) * place.em
    step = stop[0] - start[0]
    level = abs(stop[1] - start[1]) < size * _DESCENT
    wide = step if level and 0 < step <= _WIDEST * size * group.glyphs else guess * group.glyphs
    count = len(group.text)
    edges = [wide * n / count for n in range(count + 1)]
    for char, (left, right) in zip(group.text, pairwise(edges), strict=True):
        yield Character(text=char, box=_box(place, start, left, right))


def _box(place: Placement, pen: _Step, left: float, right: float) -> Box:
    size = place.size
    cos, sin = _TURNS.get(place.unit.char_direction % 360, (1.0, 0.0))
    corners = [
        place.matrix.apply(pen[0] + x * cos - y * sin, pen[1] + x * sin + y * cos)
        for x in (left, right)
        for y in (-_ASCENT * size, _DESCENT * size)
    ]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
