"""Objects of a page as items of a display list: GB/T 33190-2016 chapters 8–11 and 13.

One object that is wrongly written is left out and noted; it never takes the page with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple, Protocol

from openofd.errors import LimitExceeded, MalformedDocument, UnsupportedFeature
from openofd.fonts.names import postscript_name
from openofd.model.colors import Color
from openofd.model.graphics import (
    CompositeObject,
    GraphicUnit,
    ImageObject,
    PageBlock,
    PageObject,
    PathObject,
    Pattern,
    TextObject,
    pattern_of,
)
from openofd.model.page import Layer
from openofd.model.resources import CompositeGraphicUnit
from openofd.model.units import IDENTITY, Box, Matrix
from openofd.render.colours import BLACK, Reach, colour_of, fill_of
from openofd.render.displaylist import (
    Blend,
    Colour,
    Fill,
    Glyphs,
    Gradient,
    Group,
    Item,
    Mesh,
    PathOp,
    Pen,
    Picture,
    PlacedGlyph,
    Tiling,
)
from openofd.render.frame import Frame
from openofd.render.images import Media, image_items
from openofd.render.matrix import growth, inverse
from openofd.render.notes import Notes
from openofd.render.paths import Extent, box_path, extent, moved, shape_of
from openofd.render.pictures import sniff
from openofd.render.recalling import GROUNDS, LABELS, Label, Run, label_of, refers_to_nothing, set_in
from openofd.render.style import Params, Style, style_of
from openofd.render.text import Typeface, place_text
from openofd.render.tiles import check_tiles, tiling_of

__all__ = ["Painter", "Resources"]

_NESTING, _COSTLIEST = 2, 10
_MOST_ITEMS = 300_000  # objects, glyphs, and what else costs as much: composite units multiply them
_COMPOSITE_COST = 20
_PATH_COST = 16  # characters of a path for one
_PIXEL_COST = 150  # of what must be decoded
_BOLD_FROM = 600  # Weight; lighter faces are drawn as they are
_BOLDER = 1 / 36  # em: the line that makes a regular face bold
_OPAQUE = 255
_WORTH_KEEPING = 8  # paths of a layer
_LARGEST_LAYER = 256 * 1024  # bytes
_BLENDS: dict[str, Blend] = {"Normal": "normal", "Darken": "darken", "Multiply": "multiply"}


class Resources(Media, Params, Protocol):
    """What objects refer to, by id (GB/T 33190-2016 7.9)."""

    def composite(self, unit_id: int) -> CompositeGraphicUnit | None:
        """The composite unit of that id."""
        ...


class Painter:
    """Paints objects one after the other. One painter a page: it counts what it draws."""

    def __init__(self, resources: Resources, notes: Notes) -> None:
        self._resources, self._notes, self._count = resources, notes, 0
        self._decoded: set[bytes] = set()

    def layer(self, layer: Layer) -> Iterator[Item]:
        """The items of a layer. Paths that refer to nothing look the same in every file that has them."""
        frame, units = Frame(layer_param=layer.draw_param), layer.units
        if not self._plain(layer):
            return self.paint(units, frame)
        paths = sum(isinstance(unit, PathObject) for unit in units)
        written = layer.written() if paths >= _WORTH_KEEPING else b""
        if not 0 < len(written) <= _LARGEST_LAYER:
            return self._with_labels(units, frame)
        return self._around(
            units, GROUNDS.get(written, lambda: self._runs(units, frame), len(written)), frame
        )

    def _plain(self, layer: Layer) -> bool:
        return layer.draw_param is None and self._resources.color_space(None) is None

    def _around(self, units: Sequence[PageObject], known: Sequence[Run], frame: Frame) -> Iterator[Item]:
        """What is known already, and between it what must be painted."""
        at = 0
        for run in known:
            yield from self._with_labels(units[at : run.start], frame)
            yield from self._again(run)
            at = run.stop
        yield from self._with_labels(units[at:], frame)

    def _with_labels(self, units: Sequence[PageObject], frame: Frame) -> Iterator[Item]:
        """What is painted, but for the text that is known already."""
        for unit in units:
            label = label_of(unit, self._resources)
            known = label and LABELS.get(label, partial(self._labelled, label, unit, frame), label.weight)
            yield from self._again(known) if known else self.paint((unit,), frame)

    def _again(self, run: Run) -> tuple[Item, ...]:
        self._spend(run.spent)
        for note in run.notes:
            self._notes.take(note)
        return run.items

    def _labelled(self, label: Label, unit: PageObject, frame: Frame) -> Run | None:
        run = self._run([(0, unit)], frame)
        return run if set_in(label.font, run.items) else None

    def _runs(self, units: Sequence[PageObject], frame: Frame) -> tuple[Run, ...]:
        """The paths in a row that refer to nothing."""
        numbered = groupby(enumerate(units), lambda pair: refers_to_nothing(pair[1]))
        return tuple([self._run(list(run), frame) for same, run in numbered if same])

    def _run(self, units: list[tuple[int, PageObject]], frame: Frame) -> Run:
        other = Painter(self._resources, Notes())
        items = tuple(other.paint([unit for _, unit in units], frame))
        spent, notes = other._count, other._notes.all()
        return Run(units[0][0], units[-1][0] + 1, items, notes, spent)

    def paint(self, units: Iterable[PageObject], frame: Frame) -> Iterator[Item]:
        """The items of `units` in painting order.

        Raises:
            LimitExceeded: more items than a page can have, or units nested without end.
        """
        for unit in units:
            self._spend(1)
            try:
                yield from self._painted(unit, frame)
            except (MalformedDocument, UnsupportedFeature) as error:
                self._notes.error(error, _name(unit))
            except (ValueError, OverflowError):
                self._notes.add("OBJECT_UNREADABLE", _name(unit))

    def _spend(self, count: int) -> None:
        self._count += count
        if self._count > _MOST_ITEMS:
            raise LimitExceeded("LIMIT_EXCEEDED", "页面图元过多", "too many objects on the page")

    def _painted(self, unit: PageObject, frame: Frame) -> Iterable[Item]:
        if isinstance(unit, PageBlock):
            return self.paint(unit.units, frame)
        if not isinstance(unit, GraphicUnit) or not unit.visible:
            return ()
        return self._charged(self._drawn(unit, frame), self._blend(unit))

    def _charged(self, items: Iterable[Item], blend: Blend) -> Iterator[Item]:
        """The items, each paid for with its clips: composites hand theirs to all that they hold."""
        for item in items:
            if item.clips:
                self._spend(sum([len(area.segments) for clip in item.clips for area in clip.areas]) // 8)
            yield item if blend == "normal" else replace(item, blend=blend)

    def _blend(self, unit: GraphicUnit) -> Blend:
        written = unit.blend_mode
        if written not in _BLENDS:
            self._notes.add("BLEND_MODE", f"{_name(unit)} {written}")
        return _BLENDS.get(written, "normal")

    def _drawn(self, unit: GraphicUnit, frame: Frame) -> Iterable[Item]:
        match unit:
            case TextObject():
                return self._text(unit, frame)
            case PathObject():
                return self._path(unit, frame)
            case ImageObject():
                return self._image(unit, frame)
            case CompositeObject():
                return self._composite(unit, frame)
        return ()

    def _path(self, unit: PathObject, frame: Frame) -> Iterator[Item]:
        style, matrix, alpha = self._style(unit, frame), frame.matrix_of(unit), frame.alpha_of(unit)
        text = unit.data_text
        self._spend(len(text) // _PATH_COST)
        segments = shape_of(unit, text)
        place = _Place(frame, matrix, alpha, lambda: extent(segments, IDENTITY))
        fill = self._fill(style.fill_color, place) if unit.fill and style.fill_color else None
        pen = self._pen(style, place) if unit.stroke else None
        if not segments or (fill is None and pen is None):
            return
        reach = 0.0 if pen is None else pen.width * growth(matrix) / 2
        yield PathOp(
            segments=segments,
            matrix=matrix,
            fill=fill,
            pen=pen,
            even_odd=unit.rule == "Even-Odd",
            clips=frame.clips_of(unit, _grown(extent(segments, matrix), reach), self._resources),
            object_id=unit.id,
        )

    def _text(self, unit: TextObject, frame: Frame) -> Iterator[Item]:
        face = self._resources.typeface(unit.font)
        self._spend(sum(len(code.content) for code in unit.text_codes))
        style, matrix = self._style(unit, frame), frame.matrix_of(unit)
        glyphs = place_text(unit, face, matrix)
        self._tell_substitutes(face, glyphs)
        drawn = _reach(glyphs)
        place = _Place(frame, matrix, frame.alpha_of(unit), lambda: moved(drawn, inverse(matrix)))
        fill = self._fill(style.fill_color, place) if unit.fill else None
        if glyphs:
            yield Glyphs(
                glyphs=glyphs,
                fill=fill,
                pen=self._text_pen(unit, style, fill, place, heavy=_is_heavy(unit, face, glyphs)),
                paint_matrix=matrix,
                clips=frame.clips_of(unit, drawn, self._resources),
                object_id=unit.id,
            )

    def _text_pen(
        self, unit: TextObject, style: Style, fill: Fill | None, place: "_Place", *, heavy: bool
    ) -> Pen | None:
        """The line about glyphs in page units: a real stroke, or what makes a regular face bold."""
        grown = growth(place.matrix)
        if unit.stroke and style.stroke_color is not None:
            pen = self._pen(style, place)
            dashes = tuple(dash * grown for dash in pen.dashes)
            return replace(pen, width=pen.width * grown, dashes=dashes, dash_offset=pen.dash_offset * grown)
        if not heavy or fill is None:
            return None
        plain = colour_of(style.fill_color, self._resources).faded(place.alpha)
        painted = None if isinstance(fill, Colour) else fill
        return Pen(colour=plain, paint=painted, width=unit.size * _BOLDER * grown, join="round")

    def _image(self, unit: ImageObject, frame: Frame) -> Iterator[Item]:
        for item in image_items(unit, frame, self._resources, self._notes):
            if isinstance(item, Picture) and item.original is not None and item.data not in self._decoded:
                self._decoded.add(item.data)
                self._spend(sniff(item.data).pixels // _PIXEL_COST)
            yield item

    def _composite(self, unit: CompositeObject, frame: Frame) -> Iterable[Item]:
        self._spend(_COMPOSITE_COST)
        graphic = self._resources.composite(unit.resource_id)
        if graphic is None or graphic.content is None:
            self._notes.add("RESOURCE_MISSING", f"CompositeGraphicUnit {unit.resource_id}")
            return ()
        # every level multiplies: what lies deep in others costs more than it draws
        self._spend(_NESTING ** min(frame.depth, _COSTLIEST))
        size = box_path(Box(0.0, 0.0, graphic.width, graphic.height))
        inner = frame.inside(unit, frame.clips_of(unit, extent(size, frame.matrix_of(unit)), self._resources))
        if unit.alpha >= _OPAQUE and unit.blend_mode == "Normal":
            return self.paint(graphic.content.units, inner)
        # 8.5: the composite as a whole is seen through, not each of its objects through the other
        items = self.paint(graphic.content.units, replace(inner, alpha=1.0))
        return (Group(items=tuple(items), alpha=frame.alpha_of(unit)),)

    def _style(self, unit: GraphicUnit, frame: Frame) -> Style:
        return style_of(unit, self._resources, frame.layer_param)

    def _pen(self, style: Style, place: "_Place") -> Pen:
        plain = colour_of(style.stroke_color, self._resources).faded(place.alpha)
        painted = self._fill(style.stroke_color, place)
        return replace(style.pen(plain), paint=None if isinstance(painted, Colour) else painted)

    def _fill(self, color: Color | None, place: "_Place") -> Fill:
        pattern = pattern_of(color) if color is not None and len(color.node) else None
        if pattern is not None and pattern.cell_content is not None:
            return self._tiling(pattern, pattern.cell_content.units, place)
        made = fill_of(color, self._resources, alpha=place.alpha, default=BLACK, reach=place.reach)
        if isinstance(made, Gradient):
            self._spend(len(made.stops))
        if isinstance(made, Mesh):
            self._spend(2 * len(made.triangles))
        return made

    def _tiling(self, pattern: Pattern, units: Iterable[PageObject], place: "_Place") -> Tiling:
        """Tiles stand in the object's space, or in the page's if the pattern says so (8.3.3)."""
        frame, home = place.frame, pattern.ctm
        if pattern.relative_to == "Page":
            home = home.then(inverse(place.matrix))
        tiling = tiling_of(pattern, tuple(self.paint(units, frame.tile(place.alpha))), home)
        check_tiles(tiling, place.reach())
        return tiling

    def _tell_substitutes(self, face: Typeface, glyphs: tuple[PlacedGlyph, ...]) -> None:
        own = face.embedded
        seen = [glyph for glyph in glyphs if (glyph.font is not own or own is None) and glyph.text.strip()]
        if not seen:
            return
        nowhere = dict.fromkeys(g.text for g in seen if g.font is None)
        replaced = dict.fromkeys(g.text for g in seen if g.font not in (None, face.embedded))
        if nowhere:
            self._notes.add("FONT_NONE", f"{face.name}: {''.join(nowhere)[:40]}")
        others = " + ".join(dict.fromkeys(_file(g) for g in seen if g.font not in (None, face.embedded)))
        if replaced and face.embedded is None:
            self._notes.add("FONT_SUBSTITUTED", f"{face.name} → {others}")
        elif replaced:
            self._notes.add("FONT_GLYPH_MISSING", f"{face.name}: {''.join(replaced)[:40]} → {others}")


class _Place(NamedTuple):
    """Where something is painted: its space, its own matrix, its opacity, and how far it reaches in it."""

    frame: Frame
    matrix: Matrix
    alpha: float
    reach: Reach


def _is_heavy(unit: TextObject, face: Typeface, glyphs: Iterable[PlacedGlyph]) -> bool:
    """Whether bold is wanted of a face that is not."""
    if any(glyph.font is not None and glyph.font.bold for glyph in glyphs):
        return False
    wanted = unit.weight >= _BOLD_FROM
    return wanted or face.bold if face.embedded is None else wanted and not face.bold


def _reach(glyphs: Iterable[PlacedGlyph]) -> Extent | None:
    placed = [
        (glyph.matrix, box)
        for glyph in glyphs
        if glyph.font is not None and (box := glyph.font.extents(glyph.glyph)) is not None
    ]
    if not placed:
        return None
    if all(a > 0 == b == c > d for (a, b, c, d, _, _), _ in placed):
        return _reach_upright(placed)
    lefts, tops, rights, bottoms = zip(*[_placed(box, matrix) for matrix, box in placed], strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _reach_upright(placed: Sequence[tuple[Matrix, Extent]]) -> Extent:
    """The same for what stands upright, as nearly all text does: quicker, since sides stay sides."""
    return (
        min([matrix.e + matrix.a * box[0] for matrix, box in placed]),
        min([matrix.f + matrix.d * box[3] for matrix, box in placed]),
        max([matrix.e + matrix.a * box[2] for matrix, box in placed]),
        max([matrix.f + matrix.d * box[1] for matrix, box in placed]),
    )


def _placed(box: Extent, matrix: Matrix) -> Extent:
    """The box about a transformed box: as `paths.moved`, for the thousands of glyphs of a page."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    x0, x1, x2, x3 = a * left, a * right, c * bottom, c * top
    y0, y1, y2, y3 = b * left, b * right, d * bottom, d * top
    return (
        e + (min(x1, x0)) + (min(x3, x2)),
        f + (min(y1, y0)) + (min(y3, y2)),
        e + (max(x0, x1)) + (max(x2, x3)),
        f + (max(y0, y1)) + (max(y2, y3)),
    )


def _grown(box: Extent | None, by: float) -> Extent | None:
    return None if box is None else (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _file(placed: PlacedGlyph) -> str:
    """The font that a substitute came from."""
    font = placed.font
    return "" if font is None else font.name or postscript_name(font.face)


def _name(unit: PageObject) -> str:
    return f"{unit.tag} {unit.node.get('ID', '')}".strip()
