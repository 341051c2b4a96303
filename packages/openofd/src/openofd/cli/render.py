"""`openofd render FILE -o page.svg`: a page as SVG, its seals drawn by what a verification says of them."""

import argparse
import sys

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input, trust_of
from openofd.cli.language import Text
from openofd.cli.numbers import whole
from openofd.cli.output import print_json, write_output
from openofd.cli.parsing import Parser
from openofd.cli.table import plain
from openofd.cli.times import moment, now
from openofd.document.document import Document
from openofd.errors import Language
from openofd.render.displaylist import DisplayList
from openofd.render.drawing import draw_page
from openofd.render.seals import SealState
from openofd.render.stamps import seal_drawings
from openofd.render.svg import TextMode, write_svg
from openofd.verify.report import Overall
from openofd.verify.verify import verify

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd render 文件.ofd --page 2 -o 第二页.svg
openofd render 文件.ofd --selectable --trust 根证书.pem > 页面.svg""",
    """openofd render file.ofd --page 2 -o page-2.svg
openofd render file.ofd --selectable --trust root.pem > page.svg""",
)

_STATES = {
    Overall.VALID: SealState.VALID,
    Overall.INVALID: SealState.INVALID,
    Overall.INDETERMINATE: SealState.UNKNOWN,
}
_OPTIONS = {
    "output": Text("输出文件；默认标准输出", "the output file; standard output by default"),
    "page": Text("页码，从 1 起", "number of the page, from 1"),
    "selectable": Text("文字可选取、可朗读", "text can be selected and read aloud"),
    "fallback": Text("缺字时使用的字体文件（可重复）", "font file for what embedded fonts lack (repeatable)"),
}
_NOTE = Text("注意：", "note: ")


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common()
    parser.trust()
    parser.add_argument("-o", "--output", metavar="SVG", default="-", help=text["output"])
    parser.add_argument("--page", type=whole(1, 9_999_999), default=1, metavar="N", help=text["page"])
    parser.add_argument("--selectable", action="store_true", help=text["selectable"])
    parser.add_argument("--fallback", action="append", default=[], metavar="FONT", help=text["fallback"])


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Draw and write; what could not be drawn as the file says goes to standard error."""
    data = read_input(arguments.file)
    document = Document.open(data)
    page = draw_page(
        document,
        arguments.page - 1,
        seals=seal_drawings(document, _states(data, arguments)),
        fallbacks=[read_input(name) for name in arguments.fallback],
    )
    mode: TextMode = "selectable" if arguments.selectable else "outlines"
    svg = write_svg(page, text=mode, prefix=f"p{arguments.page - 1}", title=document.info.title)
    if arguments.output != "-":
        write_output(arguments.output, svg.encode(), force=True)
    if arguments.json:
        print_json(_facts(arguments, document, page, svg))
    else:
        _say(arguments, page, svg, language)
    return Exit.VALID


def _states(data: bytes, arguments: argparse.Namespace) -> dict[str, SealState]:
    """What a verification says, by the path of Signature.xml. Without anchors no seal is drawn as valid."""
    report = verify(
        data,
        trust=trust_of(arguments),
        at=moment(arguments.at) or now(),
        existed_by=moment(arguments.existed_by),
    )
    # Any signature that does not hold spoils the file: no other seal is drawn as if nothing had happened.
    if report.overall is Overall.INVALID:
        return {signature.path: SealState.INVALID for signature in report.signatures}
    return {signature.path: _STATES[signature.overall] for signature in report.signatures}


def _say(arguments: argparse.Namespace, page: DisplayList, svg: str, language: Language) -> None:
    if arguments.output == "-":
        print(svg)
    for note in page.notes:
        said = note.zh if language == "zh" else note.en
        print(plain(f"{_NOTE(language)}{said} [{note.where}]"), file=sys.stderr)


def _facts(
    arguments: argparse.Namespace, document: Document, page: DisplayList, svg: str
) -> dict[str, object]:
    left, top, right, bottom = page.box
    return {
        "file": arguments.file,
        "page": arguments.page,
        "pages": len(document.pages),
        "width_mm": right - left,
        "height_mm": bottom - top,
        "output": arguments.output,
        "svg": svg if arguments.output == "-" else None,
        "notes": [note._asdict() for note in page.notes],
    }
