"""How SVG elements look: presentation attributes, style attributes, class rules (SVG 1.1 chapters 6, 11)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from openofd.model.units import Matrix
from openofd.render.displaylist import Colour, Pen
from openofd.render.matrix import growth
from openofd.render.svgpaths import length, lengths

__all__ = ["Look", "Rules", "declarations", "inherited", "rules_of"]

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_NAMED = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "brown": (165, 42, 42),
    "crimson": (220, 20, 60),
    "darkred": (139, 0, 0),
    "firebrick": (178, 34, 34),
    "gray": (128, 128, 128),
    "green": (0, 128, 0),
    "grey": (128, 128, 128),
    "maroon": (128, 0, 0),
    "navy": (0, 0, 128),
    "orange": (255, 165, 0),
    "orangered": (255, 69, 0),
    "purple": (128, 0, 128),
    "red": (255, 0, 0),
    "silver": (192, 192, 192),
    "white": (255, 255, 255),
    "yellow": (255, 255, 0),
}
_BLACK = Colour(0, 0, 0)
_BOLD_FROM = 600

Rules = Mapping[str, Mapping[str, str]]
"""Class, or `url(#…)` of a gradient, → its declarations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an element inherits; opacity of groups multiplies into that of what they hold."""

    fill: Colour | None = _BLACK
    stroke: Colour | None = None
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    opacity: float = 1.0
    width: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    even_odd: bool = False
    visible: bool = True
    font_size: float = 16.0
    font_family: str = ""
    bold: bool = False
    anchor: str = "start"

    def paint(self) -> Colour | None:
        """The fill with all opacities."""
        return None if self.fill is None else self.fill.faded(self.fill_opacity * self.opacity)

    def pen(self, matrix: Matrix | None = None) -> Pen | None:
        """The line with all opacities; with a matrix in the space that it leads to."""
        if self.stroke is None or self.width <= 0:
            return None
        grown = 1.0 if matrix is None else growth(matrix)
        return Pen(
            colour=self.stroke.faded(self.stroke_opacity * self.opacity),
            width=self.width * grown,
            cap=self.cap,
            join=self.join,
            miter_limit=self.miter_limit,
            dashes=tuple(dash * grown for dash in self.dashes),
        )


def rules_of(sheet: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet for single classes; others are passed over."""
    found: dict[str, dict[str, str]] = {}
    for name, body in _RULE.findall(sheet):
        found.setdefault(name, {}).update(declarations(body))
    return found


def inherited(look: Look, attributes: Mapping[str, str], rules: Rules) -> Look:
    """The look of an element inside another."""
    said = dict(attributes)
    for name in attributes.get("class", "").split():
        said |= rules.get(name, {})
    said |= declarations(attributes.get("style", ""))
    for name in {"fill", "stroke"} & said.keys():
        # of a gradient its first colour: seals are of one
        said[name] = rules.get(said[name], {}).get("stop-color", said[name])
    return replace(
        look,
        **_painted(look, said),
        **_lined(look, said),
        **_lettered(look, said),
        opacity=look.opacity * _share(said.get("opacity"), 1.0),
        even_odd=said.get("fill-rule", "evenodd" if look.even_odd else "") == "evenodd",
        visible=_visible(look, said),
    )


def declarations(text: str) -> dict[str, str]:
    """Those of a style attribute or a rule."""
    pairs = (each.partition(":") for each in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value}


def _visible(look: Look, said: Mapping[str, str]) -> bool:
    hidden = said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"}
    return look.visible and not hidden


def _painted(look: Look, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "fill": _colour(said.get("fill"), look.fill),
        "stroke": _colour(said.get("stroke"), look.stroke),
        "fill_opacity": _share(said.get("fill-opacity"), look.fill_opacity),
        "stroke_opacity": _share(said.get("stroke-opacity"), look.stroke_opacity),
    }


def _lined(look: Look, said: Mapping[str, str]) -> dict[str, Any]:
    cap, join = said.get("stroke-linecap", look.cap), said.get("stroke-linejoin", look.join)
    dashes = tuple(lengths(said["stroke-dasharray"])) if "stroke-dasharray" in said else look.dashes
    return {
        "width": length(said.get("stroke-width"), look.width),
        "cap": cap if cap in {"butt", "round", "square"} else "butt",
        "join": join if join in {"miter", "round", "bevel"} else "miter",
        "miter_limit": length(said.get("stroke-miterlimit"), look.miter_limit),
        "dashes": dashes if all(dash >= 0 for dash in dashes) and any(dashes) else (),
    }


def _lettered(look: Look, said: Mapping[str, str]) -> dict[str, Any]:
    weight = said.get("font-weight")
    return {
        "font_size": length(said.get("font-size"), look.font_size),
        "font_family": said.get("font-family", look.font_family),
        "bold": look.bold if weight is None else weight == "bold" or length(weight) >= _BOLD_FROM,
        "anchor": said.get("text-anchor", look.anchor),
    }


def _share(text: str | None, default: float) -> float:
    if text is None:
        return default
    value = length(text.rstrip("%"), default)
    return max(0.0, min(1.0, value / 100 if text.endswith("%") else value))


def _colour(text: str | None, default: Colour | None) -> Colour | None:
    """A plain colour; black where it is none that we know."""
    if text is None or text in {"inherit", "currentColor"}:
        return default
    word = text.strip().lower()
    if word in {"none", "transparent"}:
        return None
    if word.startswith("#"):
        return _hexadecimal(word[1:])
    match = _RGB.match(word)
    if match is not None:
        return _functional(match[1])
    return Colour(*_NAMED.get(word, _BLACK[:3]))


def _hexadecimal(digits: str) -> Colour:
    if len(digits) in {3, 4}:
        digits = "".join(digit * 2 for digit in digits)
    try:
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return _BLACK
    return Colour(red, green, blue)


def _functional(inner: str) -> Colour:
    parts = [part for part in re.split(r"[\s,/]+", inner) if part]
    values = [round(255 * _share(part, 0.0)) if part.endswith("%") else round(length(part)) for part in parts]
    red, green, blue = (max(0, min(255, value)) for value in [*values[:3], 0, 0, 0][:3])
    return Colour(red, green, blue, _share(parts[3], 1.0) if len(parts) > 3 else 1.0)
