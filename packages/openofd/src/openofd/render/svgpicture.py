"""An SVG file as a seal's picture: GB/T 38540-2020 6.1.4. What we know is drawn, nothing else gets through.

The file is read, never passed on: scripts, foreign objects, animations, links, style sheets and addresses
outside the file have no way into what is drawn. Shapes, groups, uses, texts and raster images within the file
are drawn; gradients are one colour, text on paths is left out and noted.
"""

import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.fonts.fallback import Fallback
from openofd.model.units import Box, Matrix
from openofd.render.displaylist import Clip, ClipArea, Glyphs, Group, Item, PathOp, PlacedGlyph
from openofd.render.images import frame_picture
from openofd.render.library import Fonts, stand_in
from openofd.render.matrix import scaling
from openofd.render.notes import Notes
from openofd.render.paths import box_path
from openofd.render.svglook import Look, Rules, declarations, inherited, rules_of
from openofd.render.svgpaths import SHAPES, length, lengths, transform_of
from openofd.xml.element import local_name
from openofd.xml.parser import Node, parse

__all__ = ["svg_picture"]

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[\]<>]*>")  # one without an internal subset declares nothing
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif);base64,", re.IGNORECASE)
_GROUPS = {"g", "svg", "a", "switch"}
_SILENT = {"defs", "title", "desc", "metadata", "style", "symbol", "linearGradient", "radialGradient"}
_DEEPEST = 24
_PATH_COST = 24  # characters of a path that count as an element
_MOST = 50_000  # elements, uses counted as often as they are made


def svg_picture(data: bytes, place: Matrix, notes: Notes, fonts: Fonts, *, where: str = "") -> Group:
    """The picture in the unit square that `place` puts somewhere, cut at its edges.

    Raises:
        MalformedDocument: it is no SVG.
        LimitExceeded: too many elements, or uses of uses without end.
    """
    root = parse(_DOCTYPE.sub(b"", data, count=1), where=where)
    box = _view(root) if local_name(root) == "svg" else None
    if box is None:
        raise MalformedDocument("IMAGE_UNREADABLE", "SVG 图像无法读取", "no SVG with a size", where=where)
    fit = Matrix.translation(-box.x, -box.y).then(scaling(1 / box.w, 1 / box.h))
    painter = _Painter(root, notes, fonts, where)
    items = tuple(painter.children(root, _Frame(fit, inherited(Look(), _attributes(root), painter.rules))))
    edge = Clip(areas=(ClipArea(box_path(Box(0.0, 0.0, 1.0, 1.0)), place),))
    return Group(items=items, matrix=place, clips=(edge,))


def _view(root: Node) -> Box | None:
    has = _attributes(root)
    values = lengths(has.get("viewBox", "")) or [
        0.0,
        0.0,
        length(has.get("width")),
        length(has.get("height")),
    ]
    usable = len(values) == 4 and values[2] > 0 and values[3] > 0
    return Box(*values) if usable else None


class _Frame(NamedTuple):
    """Where an element stands, how it looks, and within how many others."""

    matrix: Matrix
    look: Look
    depth: int = 0


class _Painter:
    """Draws element after element; counts them."""

    def __init__(self, root: Node, notes: Notes, fonts: Fonts, where: str) -> None:
        self._notes, self._fonts, self._where, self._count = notes, fonts, where, 0
        self._by_id = {node.get("id"): node for node in root.iter() if node.get("id")}
        sheets = [node.text or "" for node in root.iter() if local_name(node) == "style"]
        self.rules: Rules = rules_of("".join(sheets)) | {
            f"url(#{name})": _first_stop(node) for name, node in self._by_id.items()
        }

    def children(self, node: Node, frame: _Frame) -> Iterator[Item]:
        if frame.depth > _DEEPEST:
            raise LimitExceeded("LIMIT_EXCEEDED", "SVG 嵌套过深", "SVG elements nested too deeply")
        for child in node:
            yield from self._drawn(child, frame)

    def _drawn(self, node: Node, frame: _Frame) -> Iterable[Item]:
        self._spend(1)
        has = _attributes(node)
        look = inherited(frame.look, has, self.rules)
        inner = _Frame(transform_of(has.get("transform", "")).then(frame.matrix), look, frame.depth + 1)
        if not look.visible:
            return ()
        name = local_name(node)
        if name in _GROUPS:
            return self.children(node, inner)
        if name in SHAPES:
            return self._shape(name, has, inner)
        return self._other(name, node, has, inner)

    def _spend(self, count: int) -> None:
        self._count += count
        if self._count > _MOST:
            raise LimitExceeded("LIMIT_EXCEEDED", "SVG 元素过多", "too many SVG elements")

    def _other(self, name: str, node: Node, has: Mapping[str, str], frame: _Frame) -> Iterable[Item]:
        match name:
            case "use":
                return self._use(has, frame)
            case "image":
                return self._image(has, frame)
            case "text":
                return self._text(node, frame)
        if name not in _SILENT:
            self._notes.add("SVG_PART", f"{self._where} {name}".strip())
        return ()

    def _shape(self, name: str, has: Mapping[str, str], frame: _Frame) -> Iterator[Item]:
        self._spend(len(has.get("d", "")) // _PATH_COST)
        segments, look = SHAPES[name](has), frame.look
        fill, pen = look.paint(), look.pen()
        if segments and (fill is not None or pen is not None):
            yield PathOp(segments=segments, matrix=frame.matrix, fill=fill, pen=pen, even_odd=look.even_odd)

    def _use(self, has: Mapping[str, str], frame: _Frame) -> Iterator[Item]:
        target = self._by_id.get(has.get("href", "").removeprefix("#"))
        if target is None or not has.get("href", "").startswith("#"):
            self._notes.add("SVG_PART", f"{self._where} use".strip())
            return
        moved = Matrix.translation(length(has.get("x")), length(has.get("y"))).then(frame.matrix)
        inner = frame._replace(matrix=moved)
        if local_name(target) == "symbol":
            yield from self.children(target, inner)
        elif frame.depth <= _DEEPEST:
            yield from self._drawn(target, inner)
        else:
            raise LimitExceeded("LIMIT_EXCEEDED", "SVG 嵌套过深", "SVG uses nested too deeply")

    def _image(self, has: Mapping[str, str], frame: _Frame) -> Iterator[Item]:
        match = _RASTER.match(has.get("href", ""))
        if match is None:
            self._notes.add("SVG_PART", f"{self._where} image".strip())
            return
        try:
            data = binascii.a2b_base64(has["href"][match.end() :])
        except binascii.Error:
            data = b""
        size = scaling(length(has.get("width")), length(has.get("height")))
        corner = Matrix.translation(length(has.get("x")), length(has.get("y")))
        place = size.then(corner).then(frame.matrix)
        yield frame_picture(data, place, self._notes, alpha=frame.look.opacity, where=self._where)

    def _text(self, node: Node, frame: _Frame) -> Iterator[Item]:
        line = _Line(self._fonts, frame.matrix)
        self._write(node, frame.look, line)
        fill, pen = frame.look.paint(), frame.look.pen(frame.matrix)
        if line.glyphs:
            yield Glyphs(glyphs=tuple(line.glyphs), fill=fill, pen=pen)

    def _write(self, node: Node, look: Look, line: "_Line") -> None:
        has = _attributes(node)
        line.go_to(has)
        line.write(node.text or "", look)
        for child in node:
            if local_name(child) == "tspan":
                self._write(child, inherited(look, _attributes(child), self.rules), line)
            else:
                self._notes.add("SVG_PART", f"{self._where} {local_name(child)}".strip())
            line.write(child.tail or "", look)


class _Line:
    """Glyphs one after the other from where the text begins."""

    def __init__(self, fonts: Fonts, matrix: Matrix) -> None:
        self.glyphs: list[PlacedGlyph] = []
        self._fonts, self._matrix, self._x, self._y = fonts, matrix, 0.0, 0.0
        self._known: dict[tuple[str, bool], Fallback] = {}

    def go_to(self, has: Mapping[str, str]) -> None:
        """An element's own place."""
        self._x = length(has.get("x"), self._x) + length(has.get("dx"))
        self._y = length(has.get("y"), self._y) + length(has.get("dy"))

    def write(self, text: str, look: Look) -> None:
        """The characters, blanks in a row as one; text that ends or is centred at its place is moved back."""
        chars = re.sub(r"\s+", " ", text) if text.strip() else ""
        fallback = self._font(look)
        found = [(char, *fallback.glyph(char)) for char in chars]
        widths = [(font.advance(glyph) if font else 1.0) * look.font_size for _, font, glyph in found]
        self._x -= sum(widths) * {"middle": 0.5, "end": 1.0}.get(look.anchor, 0.0)
        for (char, font, glyph), width in zip(found, widths, strict=True):
            place = Matrix(look.font_size, 0.0, 0.0, -look.font_size, self._x, self._y)
            self.glyphs.append(PlacedGlyph(font, glyph, char, place.then(self._matrix)))
            self._x += width

    def _font(self, look: Look) -> Fallback:
        key = (look.font_family, look.bold)
        if key not in self._known:
            self._known[key] = stand_in(self._fonts, look.font_family, bold=look.bold)
        return self._known[key]


def _first_stop(node: Node) -> dict[str, str]:
    """The look of a gradient's first stop; nothing of other elements."""
    stop = next((child for child in node if local_name(child) == "stop"), None)
    if stop is None:
        return {}
    has = _attributes(stop)
    return has | declarations(has.get("style", ""))


def _attributes(node: Node) -> dict[str, str]:
    """By local name: `xlink:href` is `href`."""
    return {str(name)[str(name).rfind("}") + 1 :]: str(value) for name, value in node.items()}
