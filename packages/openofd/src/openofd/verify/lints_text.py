"""Lints about text: what is read against what is seen, and data against the page.

GB/T 33190-2016 11.3 (CGTransform), chapter 16 (custom tags).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.errors import OpenOfdError
from openofd.model.graphics import PageBlock, PageObject, TextObject
from openofd.verify.reasons import reason
from openofd.verify.report import Reason
from openofd.xml.element import local_name
from openofd.xml.parser import Node, parse

__all__ = ["glyphs", "semantics"]


def glyphs(document: Document) -> Iterator[Reason]:
    """TEXT_GLYPH_MISMATCH: glyphs of other characters, and text that is there but cannot be seen."""
    for number, page in enumerate(document.pages, start=1):
        with suppress(OpenOfdError):
            for layer in page.layers():
                for unit in _texts(layer.units):
                    yield from _judged(unit, page, number)


def _texts(units: Iterable[PageObject]) -> Iterator[TextObject]:
    for unit in units:
        if isinstance(unit, PageBlock):
            yield from _texts(unit.units)
        elif isinstance(unit, TextObject):
            yield unit


def _judged(unit: TextObject, page: Page, number: int) -> Iterator[Reason]:
    text = "".join(code.content for code in unit.text_codes)
    if not text.strip():
        return
    where = f"page {number}: {text[:40]}"
    if _hidden(unit, page):
        yield reason("TEXT_GLYPH_MISMATCH", where, zh="文字存在但看不见", en="text that cannot be seen")
    for shown in _replaced(unit, page, text):
        yield reason(
            "TEXT_GLYPH_MISMATCH", where, zh=f"显示的字形是“{shown}”", en=f"the glyphs shown are {shown!r}"
        )


def _hidden(unit: TextObject, page: Page) -> bool:
    drawn = unit.visible and unit.alpha > 0 and (unit.fill or unit.stroke)
    return not drawn or _white(unit) or not unit.boundary.intersects(page.box)


_WHITE: Final = 250


def _white(unit: TextObject) -> bool:
    colour = unit.fill_color
    values = () if colour is None or colour.value is None else colour.value
    return len(values) == 3 and min(values) >= _WHITE and not unit.stroke


def _replaced(unit: TextObject, page: Page, text: str) -> Iterator[str]:
    """What the glyphs say instead, where the font itself has them for other characters."""
    transforms = unit.cg_transforms
    data = page.resources.font_file(unit.font) if transforms else None
    if data is None:
        return
    owners = _owners(data)
    for transform in transforms:
        start = transform.code_position
        said = text[start : start + transform.code_count]
        if transform.code_count == transform.glyph_count == len(said) == len(transform.glyphs):
            shown = "".join(_shown(owners.get(g, ""), c) for c, g in zip(said, transform.glyphs, strict=True))
            if shown != said:
                yield shown


@lru_cache(maxsize=8)
def _owners(data: bytes) -> Mapping[int, str]:
    """Glyph → every character the font's cmap gives it to."""
    from openofd.fonts.outlines import outline_font

    font = outline_font(data)
    found: dict[int, str] = {}
    for char in map(chr, sorted(font.face.unicodes)):
        glyph = font.glyph_of(char)
        if glyph is not None:
            found[glyph] = found.get(glyph, "") + char
    return found


def _shown(own: str, char: str) -> str:
    """The character a glyph stands for; the one written where the font cannot tell."""
    if not own or any(normalize("NFKC", char) == normalize("NFKC", other) for other in own):
        return char
    return min(own)


def semantics(document: Document) -> Iterator[Reason]:
    """SEMANTIC_MISMATCH: attached XML data whose fields, named as the page's tags, say something else.

    Only fields that the page shows once and the data holds once are compared.
    """
    printed = _once((tag.path[-1], tag.text) for tag in document.custom_tags if tag.complete)
    for name, data in document.attachments.items():
        with suppress(OpenOfdError):
            root = parse(data, limits=document.parts.limits, where=name)
            for field, value in _once(_leaves(root)).items():
                if field in printed and _folded(printed[field]) != _folded(value):
                    said = f"{field}: {value[:40]} / {printed[field][:40]}"
                    yield reason("SEMANTIC_MISMATCH", name, values=said)


def _once(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _leaves(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter("{*}*"):
        if not len(node) and node.text and node.text.strip():
            yield local_name(node), node.text


_DATE: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


def _folded(text: str) -> str:
    """Without blanks, widths, and the manner in which a day is written."""
    plain = "".join(normalize("NFKC", text).split())
    return _DATE.sub(lambda day: f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", plain)
