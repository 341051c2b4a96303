"""An OFD file as PDF: python examples/convert_to_pdf.py FILE PDF [FONT …]; fonts for what is missing."""

import sys
from pathlib import Path

from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.render.convert import stream_pdf
from openofd.render.stamps import seal_drawings


def main(source: str, target: str, *fonts: str) -> None:
    """Write page by page; seals are drawn grey, for nobody has verified them here."""
    document = Document.open(Path(source).read_bytes(), reading=DRAWING)
    with Path(target).open("wb") as file:
        notes = stream_pdf(
            document,
            file.write,
            seals=seal_drawings(document, {}),
            fallbacks=[Path(font).read_bytes() for font in fonts],
            progress=lambda done, total: print(f"第{done}页，共{total}页"),
        )
    for note in notes:
        print("注意", note.zh, note.where)


if __name__ == "__main__":
    main(*sys.argv[1:])
