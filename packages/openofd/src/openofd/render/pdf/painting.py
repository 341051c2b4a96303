"""Items of a display list as operators of a content stream. ISO 32000-1 chapters 8, 9 and 11."""

from collections.abc import Iterable
from dataclasses import replace

from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import (
    Blend,
    Clip,
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
    Stop,
    Tiling,
    Triangle,
)
from openofd.render.outlining import outlined
from openofd.render.pdf.arcs import path_operators
from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.clipping import clip_operators
from openofd.render.pdf.images import Look
from openofd.render.pdf.objects import matrix_text
from openofd.render.pdf.paints import EVERYWHERE, see_through
from openofd.render.pdf.stock import Stock
from openofd.render.pdf.text import UNSEEN, write_text

__all__ = ["Painting"]

_UPRIGHT = Matrix(1.0, 0.0, 0.0, -1.0, 0.0, 1.0)  # images stand on y upwards (8.9.5.1)
_PLAIN = Look()
_FORM = "/Type/XObject/Subtype/Form/Group<</S/Transparency/CS/DeviceRGB/I true>>" + EVERYWHERE


class Painting:
    """Paints items on a canvas.

    Args:
        stock: what the document's pages share.
        canvas: where to.
        matrix: from the items' space to the canvas's; the canvas is transformed so already.
        look: what the groups around do to colours.
    """

    def __init__(self, stock: Stock, canvas: Canvas, matrix: Matrix = IDENTITY, look: Look = _PLAIN) -> None:
        self._stock, self._canvas = stock, canvas
        self._matrix, self._look = matrix, look
        self._clips: tuple[Clip, ...] = ()

    def items(self, items: Iterable[Item]) -> None:
        """Paint, bottom to top."""
        for item in items:
            self._cut(item.clips)
            match item:
                case PathOp():
                    self._path(item)
                case Glyphs():
                    self._glyphs(item)
                case Picture():
                    self._picture(item)
                case Group():
                    self._group(item)
        self._cut(())

    def _cut(self, clips: tuple[Clip, ...]) -> None:
        """Items that follow each other under the same clips share them."""
        if clips == self._clips:
            return
        if self._clips:
            self._canvas.restore()
        if clips:
            self._canvas.save()
            for clip in clips:
                self._canvas.emit(clip_operators(clip))
        self._clips = clips

    def _path(self, item: PathOp) -> None:
        drawn = path_operators(item.segments)
        star = "*" if item.even_odd else ""
        fill, pen = item.fill, item.pen
        if pen is not None and pen.paint is None and self._opaque(fill) and self._opaque(pen.colour):
            self._canvas.line(pen)
            self._canvas.stroke(self._seen(pen.colour))
            self._fill(f"{drawn} B{star}", fill, item.matrix, item.blend)
            return
        if fill is not None:
            self._fill(f"{drawn} f{star}", fill, item.matrix, item.blend)
        if pen is not None:
            self._stroke(f"{drawn} S", pen, item.matrix, item.blend)

    def _glyphs(self, item: Glyphs) -> None:
        """Text; where the paint is no plain colour its outlines are painted, and the text is only found."""
        fill, pen = item.fill, item.pen
        if isinstance(fill, Colour | None) and (pen is None or pen.paint is None):
            self._plain_glyphs(item, fill, pen)
        else:
            self._path(replace(outlined(item), blend=item.blend))
            write_text(self._canvas, self._stock.fonts, item.glyphs, UNSEEN)

    def _plain_glyphs(self, item: Glyphs, fill: Colour | None, pen: Pen | None) -> None:
        mode = {(True, False): 0, (False, True): 1, (True, True): 2}.get(
            (fill is not None, pen is not None), UNSEEN
        )
        around = pen.colour if pen is not None else fill
        if pen is not None:
            self._canvas.line(pen)
            self._canvas.stroke(self._seen(pen.colour))
        inside = fill or around  # boxes for missing characters are only filled
        if inside is not None and around is not None:
            self._canvas.fill(self._seen(inside))
            self._canvas.look(self._seen(inside).alpha, self._seen(around).alpha, item.blend)
        write_text(self._canvas, self._stock.fonts, item.glyphs, mode)

    def _picture(self, item: Picture) -> None:
        number = self._stock.images.number(item, self._look)
        if number is None:
            return
        self._canvas.look(item.alpha, 1.0, item.blend)
        place = matrix_text(_UPRIGHT.then(item.matrix))
        self._canvas.emit(f"q {place} cm {self._canvas.refer('X', number)} Do Q")

    def _group(self, item: Group) -> None:
        look = Look(self._look.grey or item.grey, self._look.clear_white or item.clear_white)
        if item.alpha >= 1 and item.blend == "normal":
            self._canvas.save()
            self._canvas.transform(item.matrix)
            Painting(self._stock, self._canvas, item.matrix.then(self._matrix), look).items(item.items)
            self._canvas.restore()
            return
        canvas = Canvas(self._stock.states)
        Painting(self._stock, canvas, look=look).items(item.items)
        form = self._stock.form(canvas, _FORM)
        self._canvas.look(item.alpha, item.alpha, item.blend)
        self._canvas.emit(f"q {matrix_text(item.matrix)} cm {self._canvas.refer('X', form)} Do Q")

    def _fill(self, drawn: str, fill: Fill | None, place: Matrix, blend: Blend) -> None:
        """Operators that fill; they and the paint stand in the space that `place` takes to the item's."""
        if isinstance(fill, Mesh) and fill.background is not None:
            self._fill(drawn, fill.background, place, blend)
        if isinstance(fill, Colour):
            seen = self._seen(fill)
            self._canvas.fill(seen)
            self._canvas.look(seen.alpha, 1.0, blend)
            self._placed(drawn, place)
        elif fill is not None:
            self._canvas.save()
            self._canvas.fill_pattern(self._pattern(fill, place, blend))
            self._placed(drawn, place)
            self._canvas.restore()

    def _stroke(self, drawn: str, pen: Pen, place: Matrix, blend: Blend) -> None:
        """Operators that draw lines, as `_fill`."""
        self._canvas.line(pen)
        if pen.paint is None:
            seen = self._seen(pen.colour)
            self._canvas.stroke(seen)
            self._canvas.look(1.0, seen.alpha, blend)
            self._placed(drawn, place)
            return
        if isinstance(pen.paint, Mesh) and pen.paint.background is not None:
            ground = replace(pen, paint=None, colour=pen.paint.background)
            self._stroke(drawn, ground, place, blend)
        self._canvas.save()
        self._canvas.stroke_pattern(self._pattern(pen.paint, place, blend))
        self._placed(drawn, place)
        self._canvas.restore()

    def _placed(self, drawn: str, place: Matrix) -> None:
        self._canvas.emit(drawn if place == IDENTITY else f"q {matrix_text(place)} cm {drawn} Q")

    def _pattern(self, paint: Gradient | Tiling | Mesh, home: Matrix, blend: Blend) -> int:
        """The pattern of a paint; what makes it see-through is set on the canvas."""
        self._canvas.look(1.0, 1.0, blend)
        whole = home.then(self._matrix).then(self._canvas.base)
        if isinstance(paint, Tiling):
            tile = Canvas(self._stock.states)
            Painting(self._stock, tile, look=self._look).items(paint.items)
            return self._stock.paints.tiling(paint, whole, tile)
        seen = _repainted(paint, self._look)
        if see_through(seen):
            self._canvas.mask(self._stock.paints.opacity(seen, home))
        return self._stock.paints.shading(seen, whole)

    def _seen(self, colour: Colour) -> Colour:
        return _seen(colour, self._look)

    def _opaque(self, fill: Fill | None) -> bool:
        return isinstance(fill, Colour) and self._seen(fill).alpha >= 1


def _seen(colour: Colour, look: Look) -> Colour:
    """A colour as the groups around let it be seen; see `displaylist.Group`."""
    red, green, blue, alpha = colour
    if look.clear_white:
        alpha *= max(0.0, min(1.0, 3 - (red + green + blue) / 255))
    if look.grey:
        red = green = blue = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return Colour(red, green, blue, alpha)


def _repainted(paint: Gradient | Mesh, look: Look) -> Gradient | Mesh:
    if look == _PLAIN:
        return paint
    if isinstance(paint, Gradient):
        return replace(paint, stops=tuple(Stop(at, _seen(colour, look)) for at, colour in paint.stops))
    triangles = tuple(
        Triangle(corners, (_seen(one, look), _seen(two, look), _seen(three, look)))
        for corners, (one, two, three) in paint.triangles
    )
    return replace(paint, triangles=triangles)
