"""`openofd text FILE`: the visible text, page by page, with its place for a machine."""

import argparse
from collections.abc import Iterator, Sequence

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json, print_text
from openofd.cli.parsing import Parser
from openofd.cli.table import columns
from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.document.reading import DRAWING
from openofd.document.search import Hit, search
from openofd.document.text import Run
from openofd.errors import Language
from openofd.model.units import Box

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd text 发票.ofd
openofd text 报告.ofd --pages 1,3-5 --find 价税合计
openofd text 发票.ofd --json > 文字.json""",
    """openofd text invoice.ofd
openofd text report.ofd --pages 1,3-5 --find total
openofd text invoice.ofd --json > text.json""",
)

_FIND = Text(
    "只列出这些字所在的页和位置（毫米），不分大小写、全角半角",
    "only where these words stand: page, place in mm",
)


def configure(parser: Parser) -> None:
    """The command's arguments."""
    parser.common()
    parser.document()
    parser.pages()
    parser.add_argument("--find", metavar="WORDS", help=_FIND(parser.language))


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Print the text of the pages asked for; each ends with a form feed."""
    document = Document.open(read_input(arguments.file), body=arguments.document - 1, reading=DRAWING)
    wanted = arguments.pages.of(len(document.pages))
    if arguments.find is not None:
        hits = [hit for index in wanted for hit in _hits(document.pages[index], index, arguments.find)]
        _say_hits(arguments, hits)
    elif arguments.json:
        pages = [_facts(index + 1, document.pages[index]) for index in wanted]
        print_json({"file": arguments.file, "count": len(document.pages), "pages": pages})
    else:
        for index in wanted:
            print_text(document.pages[index].text() + "\n\f")
    return Exit.VALID


def _hits(page: Page, index: int, wanted: str) -> Iterator[Hit]:
    return search(page.runs(), wanted, page_index=index, page_id=page.id)


def _say_hits(arguments: argparse.Namespace, hits: Sequence[Hit]) -> None:
    if arguments.json:
        print_json({"file": arguments.file, "find": arguments.find, "hits": [_hit(hit) for hit in hits]})
        return
    rows = [(str(hit.page_index + 1), _box_text(hit.boxes[0]), hit.text) for hit in hits]
    for line in columns(rows, indent=""):
        print(line)


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "page": hit.page_index + 1,
        "page_id": hit.page_id,
        "text": hit.text,
        "boxes": [[round(side, 3) for side in (box.x, box.y, box.w, box.h)] for box in hit.boxes],
        "object_ids": list(hit.object_ids),
    }


def _box_text(box: Box) -> str:
    return f"{box.x:.1f},{box.y:.1f} {box.w:.1f}×{box.h:.1f}"


def _facts(number: int, page: Page) -> dict[str, object]:
    width, height = page.size
    return {
        "number": number,
        "id": page.id,
        "width_mm": width,
        "height_mm": height,
        "text": page.text(),
        "runs": [_run(run) for run in page.runs()],
    }


def _run(run: Run) -> dict[str, object]:
    place = {name: round(getattr(run, name), 3) for name in ("x", "y", "end", "size")}
    return {"text": run.text, **place, "font": run.font, "object_id": run.object_id}
