"""Where a seal shall show: a place on a page, the edges of all pages, or both."""

import argparse
from collections.abc import Callable, Iterator

from openofd.cli.language import Text
from openofd.cli.numbers import whole
from openofd.cli.parsing import Parser
from openofd.document.document import Document
from openofd.errors import MalformedDocument
from openofd.model.units import Box
from openofd.seal.making import Seal
from openofd.seal.stamps import Stamp, sheets, straddle

__all__ = ["add_place_options", "stamps_of"]

_OPTIONS = {
    "at_page": Text("盖在第几页，默认第一页", "the page to seal; the first by default"),
    "position": Text(
        "印章左上角，距页面左边、上边的毫米数；默认右下角",
        "top left of the seal, mm from the page's left and top; lower right by default",
    ),
    "straddle": Text(
        "加盖骑缝章，在各页的这一边；只盖骑缝章时不写 --at-page",
        "a straddle seal over this edge of all pages; alone unless --at-page is given",
    ),
    "offset": Text(
        "骑缝章距上边（或左边）的毫米数，默认居中", "mm from the top, or left, to the straddle seal; centred"
    ),
}
_MARGIN = 20.0
_PLACE = Text("位置应写作 X,Y，单位毫米", "write the place as X,Y in mm")


def add_place_options(parser: Parser) -> None:
    """Page and place, edge and offset."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    read = _place(lambda: argparse.ArgumentTypeError(_PLACE(parser.language)))
    parser.add_argument("--at-page", type=whole(1, 9_999_999), metavar="N", help=text["at_page"])
    parser.add_argument("--position", type=read, metavar="X,Y", help=text["position"])
    parser.add_argument("--straddle", choices=("left", "right", "top", "bottom"), help=text["straddle"])
    parser.add_argument("--offset", type=float, metavar="MM", help=text["offset"])


def _place(complain: Callable[[], Exception]) -> Callable[[str], tuple[float, float]]:
    def read(text: str) -> tuple[float, float]:
        try:
            x, y = map(float, text.split(","))
        except ValueError:
            raise complain() from None
        return x, y

    return read


def stamps_of(arguments: argparse.Namespace, document: Document, seal: Seal) -> tuple[Stamp, ...]:
    """The appearances asked for.

    Raises:
        MalformedDocument: PAGE_MISSING.
        SigningFailed: STAMP_GEOMETRY.
    """
    return (*_single(arguments, document, seal), *_strips(arguments, document, seal))


def _single(arguments: argparse.Namespace, document: Document, seal: Seal) -> Iterator[Stamp]:
    if arguments.straddle and arguments.at_page is None and arguments.position is None:
        return
    number = arguments.at_page or 1
    if number > len(document.pages):
        raise MalformedDocument("PAGE_MISSING", "没有这一页", "there is no such page", where=str(number))
    page = document.pages[number - 1]
    width, height = _size(seal)
    sheet = page.physical_box
    x, y = arguments.position or (sheet.w - width - _MARGIN, sheet.h - height - _MARGIN)
    yield Stamp(page_id=page.id, boundary=Box(max(x, 0.0), max(y, 0.0), width, height))


def _strips(arguments: argparse.Namespace, document: Document, seal: Seal) -> tuple[Stamp, ...]:
    if not arguments.straddle:
        return ()
    listed = sheets(document)
    width, height = _size(seal)
    offset = arguments.offset
    if offset is None and listed:
        sheet, along = listed[0][1], arguments.straddle in {"left", "right"}
        offset = (sheet.h - height) / 2 if along else (sheet.w - width) / 2
    return straddle(listed, width=width, height=height, offset=offset or 0.0, edge=arguments.straddle)


def _size(seal: Seal) -> tuple[float, float]:
    return float(seal.info.picture.width_mm), float(seal.info.picture.height_mm)
