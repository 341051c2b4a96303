"""`openofd render FILE -o page.svg`: pages as SVG or PNG, their seals drawn by what a verification says."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from openofd.cli.drawing import Judged, add_drawing_options, judged, say_notes
from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.numbers import whole
from openofd.cli.output import print_json, write_output
from openofd.cli.pageranges import PageRanges
from openofd.cli.parsing import Parser
from openofd.cli.progress import progress
from openofd.errors import Language, MalformedDocument
from openofd.render.displaylist import DisplayList
from openofd.render.drawing import draw_page
from openofd.render.svg import TextMode, write_svg

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd render 文件.ofd -o 首页.svg
openofd render 文件.ofd --pages 1- -o 页.png --dpi 200
openofd render 收到的.ofd --trust 根证书.pem --marks -o 标记.svg
openofd render 文件.ofd --selectable --pages 2 > 第二页.svg""",
    """openofd render file.ofd -o first.svg
openofd render file.ofd --pages 1- -o page.png --dpi 200
openofd render received.ofd --trust root.pem --marks -o marked.svg
openofd render file.ofd --selectable --pages 2 > second.svg""",
)
_OPTIONS = {
    "output": Text(
        "输出文件，几页时在名字后加页码；默认标准输出",
        "output file, with the page's number where there are several; standard output by default",
    ),
    "format": Text(
        "svg 或 png；默认看输出文件的扩展名", "svg or png; by default as the output file is named"
    ),
    "dpi": Text("PNG 每英寸的像素，默认 150", "pixels an inch of a PNG; 150 by default"),
    "selectable": Text("SVG 里的文字可选取、可朗读", "text of an SVG can be selected and read aloud"),
}
_FIRST = PageRanges(((1, 1),))


class _Picture(NamedTuple):
    """A page that was drawn."""

    number: int
    page: DisplayList
    data: bytes
    output: str


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common()
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help=text["output"])
    parser.pages(default=_FIRST)
    parser.add_argument("--format", choices=("svg", "png"), help=text["format"])
    parser.add_argument("--dpi", type=whole(1, 2400), default=150, metavar="N", help=text["dpi"])
    parser.add_argument("--selectable", action="store_true", help=text["selectable"])
    add_drawing_options(parser)
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Draw and write; what could not be drawn as the file says goes to standard error."""
    file = judged(arguments.file, arguments, language)
    wanted = arguments.pages.of(len(file.document.pages))
    if len(wanted) > 1 and arguments.output == "-":
        raise MalformedDocument(
            "OUTPUT_NEEDED", "几页要用 -o 指定输出文件", "several pages need an output file: -o"
        )
    told = []
    for picture in _pictures(file, wanted, arguments):
        if picture.output != "-" or not arguments.json:
            write_output(picture.output, picture.data, force=arguments.force)
        if not arguments.json:
            say_notes(picture.page.notes, language)
        told.append(_facts(picture))
    if arguments.json:
        print_json({"file": arguments.file, "count": len(file.document.pages), "pages": told})
    return Exit.VALID


def _pictures(file: Judged, wanted: Sequence[int], arguments: argparse.Namespace) -> Iterator[_Picture]:
    form = _format(arguments)
    for index in progress(wanted):
        page = draw_page(
            file.document,
            index,
            seals=file.seals,
            marks=file.marks,
            fallbacks=file.fallbacks,
            system_fonts=file.system_fonts,
        )
        name = arguments.output if len(wanted) == 1 else _numbered(arguments.output, index + 1)
        yield _Picture(index + 1, page, _drawn(file, index, page, form, arguments), name)


def _drawn(
    file: Judged, index: int, page: DisplayList, form: Literal["svg", "png"], arguments: argparse.Namespace
) -> bytes:
    if form == "png":
        from openofd.render.png import page_png

        return page_png(page, dpi=arguments.dpi)
    mode: TextMode = "selectable" if arguments.selectable else "outlines"
    title = file.document.info.title
    return write_svg(page, text=mode, prefix=f"p{index}", title=title, styles=True).encode()


def _format(arguments: argparse.Namespace) -> Literal["svg", "png"]:
    named = arguments.format or Path(arguments.output).suffix.lower().removeprefix(".")
    return "png" if named == "png" else "svg"


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _facts(picture: _Picture) -> dict[str, object]:
    left, top, right, bottom = picture.page.box
    return {
        "number": picture.number,
        "width_mm": right - left,
        "height_mm": bottom - top,
        "output": None if picture.output == "-" else picture.output,
        "size": len(picture.data),
        "notes": [note._asdict() for note in picture.page.notes],
    }
