"""`openofd text FILE`: the visible text, page by page, with its place for a machine."""

import argparse

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json, print_text
from openofd.cli.parsing import Parser
from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.document.text import Run
from openofd.errors import Language

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd text 发票.ofd
openofd text 报告.ofd --pages 1,3-5
openofd text 发票.ofd --json > 文字.json""",
    """openofd text invoice.ofd
openofd text report.ofd --pages 1,3-5
openofd text invoice.ofd --json > text.json""",
)


def configure(parser: Parser) -> None:
    """The command's arguments."""
    parser.common()
    parser.pages()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Print the text of the pages asked for; each ends with a form feed."""
    document = Document.open(read_input(arguments.file))
    wanted = arguments.pages.of(len(document.pages))
    if arguments.json:
        pages = [_facts(index + 1, document.pages[index]) for index in wanted]
        print_json({"file": arguments.file, "count": len(document.pages), "pages": pages})
    else:
        for index in wanted:
            print_text(document.pages[index].text() + "\n\f")
    return Exit.VALID


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
