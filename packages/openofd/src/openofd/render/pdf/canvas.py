"""A content stream in the making: operators, what they refer to, what is set already (ISO 32000-1 7.8.2)."""

from dataclasses import dataclass, replace

from openofd.model.units import IDENTITY, Matrix
from openofd.render.displaylist import Blend, Colour, Pen
from openofd.render.pdf.objects import matrix_text, number, numbers
from openofd.render.pdf.states import States

__all__ = ["Canvas"]

_CATEGORIES = {"F": "Font", "X": "XObject", "E": "ExtGState", "P": "Pattern", "S": "Shading"}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_PARTS = tuple(number(value / 255) for value in range(256))


@dataclass(slots=True)
class _State:
    """What the graphics state holds; operators that would change nothing are not written."""

    fill: str = "0 g"
    stroke: str = "0 G"
    line: str = ""
    look: tuple[float, float, Blend] = (1.0, 1.0, "normal")
    font: str = ""
    mode: int = 0


class Canvas:
    """One content stream: a page, a form or a tile.

    Args:
        states: where extended graphics states are kept.
        base: from this stream's space to the space its patterns are measured in (8.7.3.1).
    """

    def __init__(self, states: States, base: Matrix = IDENTITY) -> None:
        self.base = base
        self._states = states
        self._out: list[str] = []
        self._used: dict[str, dict[int, None]] = {}
        self._state, self._saved = _State(), list[_State]()

    def emit(self, operators: str) -> None:
        """Write operators."""
        self._out.append(operators)

    def save(self) -> None:
        """Keep the graphics state."""
        self._out.append("q")
        self._saved.append(replace(self._state))

    def restore(self) -> None:
        """Go back to what was kept."""
        self._out.append("Q")
        self._state = self._saved.pop()

    def transform(self, matrix: Matrix) -> None:
        """Everything that follows stands in the space that `matrix` takes to this one."""
        self._out.append(f"{matrix_text(matrix)} cm")

    def refer(self, kind: str, to: int) -> str:
        """The name in this stream of the object `to`; kinds: F font, X form or image, E state, P, S."""
        self._used.setdefault(kind, {})[to] = None
        return f"/{kind}{to}"

    def fill(self, colour: Colour) -> None:
        """Fill with a plain colour; its opacity is set by `look`."""
        operator = f"{_rgb(colour)} rg"
        if operator != self._state.fill:
            self._state.fill = operator
            self._out.append(operator)

    def stroke(self, colour: Colour) -> None:
        """Draw lines in a plain colour; the opacity is set by `look`."""
        operator = f"{_rgb(colour)} RG"
        if operator != self._state.stroke:
            self._state.stroke = operator
            self._out.append(operator)

    def fill_pattern(self, pattern: int) -> None:
        """Fill with a pattern."""
        self._state.fill = f"/Pattern cs {self.refer('P', pattern)} scn"
        self._out.append(self._state.fill)

    def stroke_pattern(self, pattern: int) -> None:
        """Draw lines with a pattern."""
        self._state.stroke = f"/Pattern CS {self.refer('P', pattern)} SCN"
        self._out.append(self._state.stroke)

    def look(self, fill: float = 1.0, stroke: float = 1.0, blend: Blend = "normal") -> None:
        """The opacities, and how what is drawn meets what is below."""
        wanted = (fill, stroke, blend)
        if wanted != self._state.look:
            self._state.look = wanted
            self._out.append(f"{self.refer('E', self._states.look(*wanted))} gs")

    def mask(self, form: int) -> None:
        """From here on, things are as opaque as the form is bright (11.6.5.3); between save and restore."""
        self._out.append(f"{self.refer('E', self._states.mask(form))} gs")

    def line(self, pen: Pen) -> None:
        """The shape of lines. Width 0 is the device's thinnest, here as there (8.4.3.2)."""
        limit = f" {number(max(pen.miter_limit, 1.0))} M" if pen.join == "miter" else ""
        # a dash phase is not negative (8.4.3.6): whole periods change nothing
        phase = pen.dash_offset % (2 * sum(pen.dashes)) if pen.dashes else 0.0
        dashes = f"[{numbers(*pen.dashes)}] {number(phase)} d"
        width = f"{number(pen.width)} w {_CAPS[pen.cap]} J {_JOINS[pen.join]} j"
        operators = f"{width}{limit} {dashes}"
        if operators != self._state.line:
            self._state.line = operators
            self._out.append(operators)

    def text(self, font: int, size: float, mode: int) -> None:
        """The font, its size and whether text is filled (0), stroked (1), both (2) or unseen (3)."""
        operator = f"{self.refer('F', font)} {number(size)} Tf"
        if operator != self._state.font:
            self._state.font = operator
            self._out.append(operator)
        if mode != self._state.mode:
            self._state.mode = mode
            self._out.append(f"{mode} Tr")

    def content(self) -> bytes:
        """The stream's bytes."""
        return "\n".join(self._out).encode("ascii")

    def resources(self) -> str:
        """The dictionary of what the stream names (7.8.3)."""
        return "".join(
            f"/{_CATEGORIES[kind]}<<{''.join(f'/{kind}{to} {to} 0 R' for to in used)}>>"
            for kind, used in self._used.items()
        )


def _rgb(colour: Colour) -> str:
    return f"{_PARTS[colour.red]} {_PARTS[colour.green]} {_PARTS[colour.blue]}"
