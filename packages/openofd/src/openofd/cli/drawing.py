"""What render and convert have in common: a file opened and judged, its seals and marks, the fonts to use."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from openofd.cli.inputs import read_input, trust_of
from openofd.cli.language import Text
from openofd.cli.parsing import Parser
from openofd.cli.table import plain
from openofd.cli.times import moment, now
from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.document.reading import DRAWING
from openofd.errors import Language
from openofd.render.displaylist import Note
from openofd.render.seals import SealDrawing, SealState
from openofd.render.stamps import seal_drawings
from openofd.verify.report import Overall, Report
from openofd.verify.verify import verify

__all__ = ["Judged", "add_drawing_options", "judged", "say_notes", "seal_states"]

_STATES = {
    Overall.VALID: SealState.VALID,
    Overall.INVALID: SealState.INVALID,
    Overall.INDETERMINATE: SealState.UNKNOWN,
}
_OPTIONS = {
    "marks": Text(
        "框出被改动的、没有签章保护的地方", "frame what was altered or is protected by no signature"
    ),
    "fallback": Text("缺字时使用的字体文件（可重复）", "font file for what embedded fonts lack (repeatable)"),
    "system": Text(
        "不用本机安装的字体，处处画得一样", "no fonts of this machine: the same picture everywhere"
    ),
}
_NOTE = Text("注意：", "note: ")


class Judged(NamedTuple):
    """A file with what a verification says of it."""

    document: Document
    seals: tuple[SealDrawing, ...]
    marks: tuple[Mark, ...]
    fallbacks: tuple[bytes, ...]
    system_fonts: bool


def add_drawing_options(parser: Parser) -> None:
    """What may be trusted, what is marked, which fonts are used."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.document()
    parser.trust()
    parser.add_argument("--marks", action="store_true", help=text["marks"])
    parser.add_argument("--fallback", action="append", default=[], metavar="FONT", help=text["fallback"])
    parser.add_argument("--no-system-fonts", dest="system_fonts", action="store_false", help=text["system"])


def judged(name: str, arguments: argparse.Namespace, language: Language) -> Judged:
    """Open a file and judge it: without anchors no seal is drawn as valid.

    Raises:
        OpenOfdError: a file cannot be read.
    """
    data = read_input(name)
    document = Document.open(data, body=arguments.document - 1, reading=DRAWING)
    report = verify(
        data,
        trust=trust_of(arguments),
        at=moment(arguments.at) or now(),
        existed_by=moment(arguments.existed_by),
    )
    return Judged(
        document=document,
        seals=tuple(seal_drawings(document, seal_states(report))),
        marks=report.marks(document, language) if arguments.marks else (),
        fallbacks=tuple([read_input(font) for font in arguments.fallback]),
        system_fonts=arguments.system_fonts,
    )


def seal_states(report: Report) -> Mapping[str, SealState]:
    """How each seal is to be drawn, by the path of its Signature.xml."""
    # Any signature that does not hold spoils the file: no other seal is drawn as if nothing had happened.
    if report.overall is Overall.INVALID:
        return {signature.path: SealState.INVALID for signature in report.signatures}
    return {signature.path: _STATES[signature.overall] for signature in report.signatures}


def say_notes(notes: Iterable[Note], language: Language, *, of: str = "") -> None:
    """What could not be drawn as the file says, on standard error."""
    for note in notes:
        said = note.zh if language == "zh" else note.en
        place = ", ".join(filter(None, (of, note.where)))
        print(plain(f"{_NOTE(language)}{said} [{place}]"), file=sys.stderr)
