"""Draw the certificate, its seal as if it held: milliseconds of processor time a page, from the file's bytes.

Every page is of another certificate, so no file's fonts or pictures are in any cache.
"""

import argparse
from collections.abc import Callable, Sequence

from bench.data import certificates
from bench.figures import Figure, cpu_seconds, show
from bench.hall import NOW, demonstration_hall
from openofd.document.document import Document
from openofd.render.convert import CERTIFICATE_COPY, to_pdf, to_png
from openofd.render.drawing import page_svg
from openofd.render.seals import SealDrawing, SealState
from openofd.render.stamps import seal_drawings

COUNT, WARM_UP = 200, 20
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYA"


def main() -> None:
    """Measure all of it in one process."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    with demonstration_hall():
        measure(arguments.parse_args().count)


def measure(count: int) -> None:
    """Print every figure for `count` certificates."""
    from zizhi.issuing import making

    snapshots = certificates(count + WARM_UP)
    files = [making.make(snapshot, token=TOKEN, at=NOW).data for snapshot in snapshots]
    show(
        Figure(name="page-svg", value=milliseconds(svg, files), unit="ms", goal=3, most=True),
        Figure(name="page-png-150dpi", value=milliseconds(png, files), unit="ms", goal=60, most=True),
        Figure(name="page-pdf", value=milliseconds(pdf, files), unit="ms", goal=8, most=True),
    )


def milliseconds(draw: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """Of one file, after some that warm up."""
    warm, cold = files[:WARM_UP], files[WARM_UP:]
    for data in warm:
        draw(data)
    return cpu_seconds(lambda: [draw(data) for data in cold]) * 1000 / len(cold)


def opened(data: bytes) -> tuple[Document, tuple[SealDrawing, ...]]:
    """The document with its seals as if they held."""
    document = Document.open(data)
    states = {entry.path: SealState.VALID for entry in document.signatures}
    return document, seal_drawings(document, states)


def svg(data: bytes) -> str:
    """The first page as a picture of outlines."""
    document, seals = opened(data)
    return page_svg(document, 0, seals=seals)


def png(data: bytes) -> bytes:
    """The first page as pixels."""
    document, seals = opened(data)
    return to_png(document, 0, seals=seals)


def pdf(data: bytes) -> bytes:
    """The whole document, with the mark of a copy."""
    document, seals = opened(data)
    return to_pdf(document, seals=seals, copy_mark=CERTIFICATE_COPY)


if __name__ == "__main__":
    main()
