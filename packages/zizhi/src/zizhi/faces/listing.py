"""The list of items: one column, two columns under the label, or annex pages. Pure."""

from collections.abc import Iterator, Sequence
from itertools import count, islice
from math import ceil
from typing import NamedTuple

from openofd.compose.layout import Measure, PlacedText
from openofd.compose.linebreak import break_lines
from openofd.compose.typesetting import MM_PER_POINT
from openofd.compose.units import rgb
from zizhi.certificates.snapshot import Item
from zizhi.faces.design import FaceDesign

__all__ = ["DATE_KEYS", "NAME_KEYS", "Listing", "lay_out_list"]

MOST_ITEMS = 2_000
NAME_KEYS = tuple(islice((f"name{i}" for i in count()), MOST_ITEMS))
DATE_KEYS = tuple(islice((f"date{i}" for i in count()), MOST_ITEMS))
"""Keys of the placed texts of item i, for the custom tags."""


class Entry(NamedTuple):
    """An item broken into lines; its date stands on the first."""

    number: int
    lines: list[str]
    date: str


class Style(NamedTuple):
    """How a list in columns is set; sizes in points, lengths in mm."""

    points: float
    pitch: float
    first: float


class Listing(NamedTuple):
    """The list on page one, and on each annex page."""

    first_page: list[PlacedText]
    annexes: list[list[PlacedText]]


def lay_out_list(items: Sequence[Item], design: FaceDesign, measure: Measure) -> Listing:
    """Place all items. Never divided: page one holds the whole list, or the annex does."""
    dated = [(item.name, item.printed_end()) for item in items]
    single = _single(dated, design, measure)
    if single is not None:
        return Listing(single, [])
    double = _double(dated, design, measure)
    if double is not None:
        return Listing([_note(design, design.list.count_note, len(items)), *double], [])
    return Listing([_note(design, design.list.annex_note, len(items))], _annexes(dated, design, measure))


def _note(design: FaceDesign, text: str, number: int) -> PlacedText:
    size = design.list.single.points[0] * MM_PER_POINT
    ink = rgb(design.colours.ink)
    return PlacedText(text.format(count=number), design.values.x, design.list.centre, size, ink, "KZ_XMS")


def _single(
    dated: Sequence[tuple[str, str]], design: FaceDesign, measure: Measure
) -> list[PlacedText] | None:
    """§3 A: a column in the place of the values; None if there are too many or a name is too long."""
    how, values = design.list.single, design.values
    if len(dated) > how.most:
        return None
    for points in how.points:
        date_points = min(points, how.date_points)
        room = values.width / MM_PER_POINT
        if all(
            measure.em(name) * points
            + (measure.em(date) * date_points + how.gap / MM_PER_POINT if date else 0)
            <= room
            for name, date in dated
        ):
            entries = [Entry(i, [name], date) for i, (name, date) in enumerate(dated)]
            columns = [(values.x, values.x + values.width, entries)]
            style = Style(points, how.pitch, design.list.centre)
            return list(_place(columns, style, date_points, design, measure))
    return None


def _double(
    dated: Sequence[tuple[str, str]], design: FaceDesign, measure: Measure
) -> list[PlacedText] | None:
    """§3 B: two columns under the label; None if they need more than thirty lines."""
    how = design.list.double
    most_rows = how.lines // 2
    if len(dated) > how.lines:
        return None
    wanted = next(points for rows, points, _ in how.steps if len(dated) <= 2 * rows)
    points, entries = _shrink(dated, wanted, design, measure)
    divided = _divide(entries, most_rows)
    if divided is None:
        return None
    rows, columns = divided
    step_points, pitch = next((size, pitch) for most, size, pitch in how.steps if rows <= most)
    style = Style(min(points, step_points), pitch, how.first)
    return list(_place(_edges(columns, design), style, how.date_points, design, measure))


def _annexes(
    dated: Sequence[tuple[str, str]], design: FaceDesign, measure: Measure
) -> list[list[PlacedText]]:
    """§4: as many pages of two columns as it takes."""
    annex = design.annex
    points, entries = _shrink(dated, annex.points, design, measure)
    style = Style(points, annex.pitch, annex.first)
    pages = []
    while entries:
        page = _take(entries, annex.rows)
        page += _take(entries[len(page) :], annex.rows)
        entries = entries[len(page) :]
        _, columns = _divide(page, annex.rows) or (0, (page, []))
        placed = _place(_edges(columns, design), style, design.list.double.date_points, design, measure)
        pages.append(list(placed))
    return pages


def _shrink(
    dated: Sequence[tuple[str, str]], points: float, design: FaceDesign, measure: Measure
) -> tuple[float, list[Entry]]:
    """The size at which every name stands beside its date, the same for all; at the least size names wrap."""
    how = design.list.double
    room = how.fit / MM_PER_POINT
    widths = [(measure.em(name), measure.em(date) * how.date_points) for name, date in dated]
    most = min([(room - until) / em for em, until in widths])
    while points > how.least_points and points > most:
        points = max(points - how.shrink, how.least_points)
    if points <= most:
        return points, [Entry(i, [name], date) for i, (name, date) in enumerate(dated)]
    entries = [
        Entry(i, [name] if em * points + until <= room else _wrap(name, until, points, design, measure), date)
        for i, ((name, date), (em, until)) in enumerate(zip(dated, widths, strict=True))
    ]
    return points, entries


def _wrap(name: str, until: float, points: float, design: FaceDesign, measure: Measure) -> list[str]:
    """The first line leaves room for the date, the others are indented."""
    how = design.list.double
    room = how.fit / MM_PER_POINT
    first = break_lines(name, (room - until) / points, measure.em)[0]
    if len(name) - len(first) == 1:  # 「…乙 / 级」: no character stands alone, and the grade stays together
        first = first[:-1]
    rest = name[len(first) :].lstrip(" ")
    return [first, *break_lines(rest, room / points - how.indent, measure.em)]


def _divide(
    entries: Sequence[Entry], most: int
) -> tuple[int, tuple[Sequence[Entry], Sequence[Entry]]] | None:
    """The least rows a column in which both columns hold all entries, none of them straddling."""
    total = sum(len(entry.lines) for entry in entries)
    for rows in range(ceil(total / 2), most + 1):
        left = _take(entries, rows)
        right = entries[len(left) :]
        if sum(len(entry.lines) for entry in right) <= rows:
            return rows, (left, right)
    return None


def _take(entries: Sequence[Entry], rows: int) -> list[Entry]:
    """The entries, from the first, that fit into so many rows."""
    taken, used = [], 0
    for entry in entries:
        used += len(entry.lines)
        if used > rows:
            break
        taken.append(entry)
    return taken


Columns = Sequence[tuple[float, float, Sequence[Entry]]]


def _edges(columns: tuple[Sequence[Entry], Sequence[Entry]], design: FaceDesign) -> Columns:
    how = design.list.double
    return [(left, left + how.width, entries) for left, entries in zip(how.left, columns, strict=True)]


def _place(
    columns: Columns, style: Style, date_points: float, design: FaceDesign, measure: Measure
) -> Iterator[PlacedText]:
    size, date_size = style.points * MM_PER_POINT, date_points * MM_PER_POINT
    ink, grey = rgb(design.colours.ink), rgb(design.colours.grey)
    indent = design.list.double.indent * size
    for left, right, entries in columns:
        row = 0
        for index, lines, date in entries:
            centre = style.first + row * style.pitch
            yield PlacedText(lines[0], left, centre, size, ink, NAME_KEYS[index])
            for line in lines[1:]:
                row += 1
                yield PlacedText(
                    line, left + indent, style.first + row * style.pitch, size, ink, NAME_KEYS[index]
                )
            if date:
                x = right - measure.em(date) * date_size
                yield PlacedText(date, x, centre, date_size, grey, DATE_KEYS[index])
            row += 1
