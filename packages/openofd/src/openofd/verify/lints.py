"""Looks at what a document shows beyond what is signed: warnings only, and only where the policy asks.

GB/T 33190-2016 chapter 14 (actions), 11.1 (fonts), chapter 15 (annotations): all of it may be signed well
and still show a reader something else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from openofd.document.bodies import bodies
from openofd.document.document import Document
from openofd.document.parts import Parts
from openofd.document.references import References
from openofd.errors import OpenOfdError
from openofd.model.annotations import Annot, PageAnnot
from openofd.model.resources import Res
from openofd.verify.lints_text import glyphs, semantics
from openofd.verify.policy import Lint
from openofd.verify.reasons import reason
from openofd.verify.report import Reason
from openofd.xml.element import local_name

__all__ = ["lint"]

_MOST: Final = 50  # warnings of one kind; a file that earns more is odd enough


def lint(
    parts: Parts, references: References, pictures: frozenset[bytes], wanted: Iterable[Lint]
) -> tuple[Reason, ...]:
    """The warnings of the lints wanted, in their order. A part that cannot be read stops only its own.

    Args:
        parts: the package.
        references: what its documents reach.
        pictures: the pictures of the seals in the file, as their makers signed them.
        wanted: which lints.
    """
    chosen = frozenset(wanted)
    found: list[Reason] = []
    if Lint.LOOKALIKES in chosen:
        found += _most(_lookalikes(parts, references, pictures))
    if Lint.EXTERNALS in chosen:
        found += _most(_externals(parts, references))
    for kind, look in _DOCUMENT_LINTS.items():
        if kind in chosen:
            for document in _documents(parts):
                found += _most(look(document))
    return tuple(dict.fromkeys(found))


_DOCUMENT_LINTS: Final[Mapping[Lint, Callable[[Document], Iterator[Reason]]]] = MappingProxyType(
    {Lint.GLYPHS: glyphs, Lint.SEMANTICS: semantics}
)


def _most(found: Iterator[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    with suppress(OpenOfdError):
        for one in found:
            kept.append(one)
            if len(kept) >= _MOST:
                break
    return kept


def _documents(parts: Parts) -> Iterator[Document]:
    with suppress(OpenOfdError):
        yield from (Document(parts, body) for body in bodies(parts))


def _lookalikes(parts: Parts, references: References, pictures: frozenset[bytes]) -> Iterator[Reason]:
    """Annotations that call themselves stamps, pictures that are a seal's own: no signature is behind them.

    GB/T 33190-2016 18.2.2: a seal shows through StampAnnot alone.
    """
    for name in references.paths("annotation"):
        for annot in _annots(parts, name):
            if annot.type == "Stamp" and annot.visible and _draws(annot):
                yield reason("UNSIGNED_STAMP_LOOKALIKE", name)
                break
    sizes = {len(picture) for picture in pictures}
    for name in references.paths("visible"):
        with suppress(OpenOfdError):
            if parts.package.entry(name).size in sizes and parts.read(name) in pictures:
                yield reason("UNSIGNED_STAMP_LOOKALIKE", name)


def _annots(parts: Parts, name: str) -> tuple[Annot, ...]:
    with suppress(OpenOfdError):
        if b"Stamp" in parts.read(name):
            return parts.parse(PageAnnot, name).annots
    return ()


def _draws(annot: Annot) -> bool:
    return annot.appearance is not None and bool(annot.appearance.units)


_ACTIONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "URI": ("打开网址的动作", "an action that opens an address"),
        "GotoA": ("打开附件的动作", "an action that opens an attachment"),
        "Sound": ("播放声音的动作", "an action that plays a sound"),
        "Movie": ("播放视频的动作", "an action that plays a film"),
    }
)


def _externals(parts: Parts, references: References) -> Iterator[Reason]:
    """Actions that leave the page, and fonts that are not in the file."""
    for name in references.paths("structure", "visible", "annotation"):
        for kind in _actions(parts, name):
            zh, en = _ACTIONS[kind]
            yield reason("EXTERNAL_DEPENDENCY", name, zh=zh, en=en)
        fonts = "、".join(_borrowed_fonts(parts, name))
        if fonts:
            yield reason(
                "EXTERNAL_DEPENDENCY", name, zh=f"未嵌入的字体 {fonts}", en=f"fonts not embedded: {fonts}"
            )


def _actions(parts: Parts, name: str) -> tuple[str, ...]:
    with suppress(OpenOfdError):
        # no element of this name, no action: saves parsing most parts
        if b"Action" in parts.read(name):
            kinds = {local_name(node) for node in parts.root(name).iter("{*}*") if len(node) or node.attrib}
            return tuple(kind for kind in _ACTIONS if kind in kinds)
    return ()


def _borrowed_fonts(parts: Parts, name: str) -> tuple[str, ...]:
    with suppress(OpenOfdError):
        # the attribute stands in resource files alone: pages and pictures need not be parsed
        if b"FontName" in parts.read(name):
            found = parts.parse(Res, name).fonts
            return tuple(font.font_name for fonts in found for font in fonts.items if not font.font_file)
    return ()
