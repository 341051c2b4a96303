"""Find words and mark them: python examples/highlight.py FILE WORDS OUT. Prints where they stand."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from openofd.document.document import Document
from openofd.document.edit import edit, highlight
from openofd.errors import CannotEdit


def main(file: str, words: str, out: str) -> int:
    """Write a copy in which every hit is highlighted; nothing else in it changes by a byte."""
    document = Document.open(Path(file).read_bytes())
    hits = list(document.search(words))
    for hit in hits:
        box = hit.boxes[0]
        print(f"第{hit.page_index + 1}页 {hit.text} 左 {box.x:.1f} 上 {box.y:.1f} 毫米")
    today = datetime.now(UTC).date()  # noqa: TID251 - a script is the outermost shell
    marks = [highlight(hit, creator="openofd", modified=today) for hit in hits]
    try:
        Path(out).write_bytes(edit(document, *marks))
    except CannotEdit as error:
        print(error.explain(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
