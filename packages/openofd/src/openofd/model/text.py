"""Text objects. GB/T 33190-2016 chapter 11."""

from openofd.errors import LimitExceeded
from openofd.limits import LIMITS, Limits
from openofd.model.units import number, words
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, ChildText

__all__ = ["CGTransform", "TextCode", "offsets"]


def offsets(text: str, count: int, *, limits: Limits = LIMITS) -> tuple[float, ...]:
    """The first `count` values of DeltaX or DeltaY, millimetres.

    "g n v" stands for n times v; a list that is too short goes on with its last value (11.3).

    Raises:
        ValueError: not a delta list.
        LimitExceeded: a repetition above the glyph ceiling.
    """
    values: list[float] = []
    rest = iter(words(text))
    for word in rest:
        if word == "g":
            repeat, value = int(next(rest, "")), number(next(rest, ""))
            _check_repeat(repeat, limits)
            values += [value] * min(repeat, count)
        else:
            values.append(number(word))
        if len(values) >= count:
            break
    if values and len(values) < count:
        values += [values[-1]] * (count - len(values))
    return tuple(values[:count])


def _check_repeat(repeat: int, limits: Limits) -> None:
    if repeat < 0:
        raise ValueError(repeat)
    if repeat > limits.glyphs:
        raise LimitExceeded("LIMIT_EXCEEDED", "字形位置过多", f"a delta repeated {repeat} times")


def _glyph_ids(text: str) -> tuple[int, ...]:
    """Glyph numbers of a font."""
    return tuple([int(word) for word in words(text)])


_NO_GLYPHS: tuple[int, ...] = ()


class CGTransform(Element):
    """Characters replaced by glyphs of the embedded font."""

    tag = "CGTransform"
    code_position = Attribute("CodePosition", int, required=True)
    code_count = Attribute("CodeCount", int, default=1)
    glyph_count = Attribute("GlyphCount", int, default=1)
    glyphs = ChildText("Glyphs", _glyph_ids, default=_NO_GLYPHS)


class TextCode(Element):
    """A piece of text with the place of its first glyph and the steps between glyphs."""

    tag = "TextCode"
    x = Attribute("X", number)
    y = Attribute("Y", number)
    delta_x = Attribute("DeltaX", str)
    delta_y = Attribute("DeltaY", str)

    @property
    def content(self) -> str:
        """The text; line breaks come from indentation and are dropped."""
        text = self.text
        return text.replace("\n", "").replace("\r", "") if "\n" in text or "\r" in text else text
