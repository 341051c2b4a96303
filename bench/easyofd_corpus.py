"""Run by bench/converting.py with a Python of its own: python easyofd_corpus.py CORPUS OUT SECONDS [FONT].

One line a file: its name, processor seconds, and whether a PDF came out. easyofd prints as it likes, so the
lines begin with a mark. It draws all text in a font named 宋体, which it looks for on Windows only; FONT
stands in for that, registered as its users do. The first file is converted once before the clock runs.
"""

import logging
import resource
import signal
import sys
import time
from pathlib import Path


def stop(*_: object) -> None:
    raise TimeoutError


def main(corpus: str, out: str, seconds: str, *fonts: str) -> None:
    from easyofd.ofd import OFD
    from loguru import logger
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for font in fonts:
        pdfmetrics.registerFont(TTFont("宋体", font))
    logger.remove()
    logging.disable()
    signal.signal(signal.SIGPROF, stop)
    files = sorted(Path(corpus).glob("*.ofd"))
    for path in [files[0], *files]:
        start, word = time.process_time(), "ok"
        signal.setitimer(signal.ITIMER_PROF, float(seconds))
        try:
            ofd = OFD()
            ofd.read(path.read_bytes(), fmt="binary")
            (Path(out) / f"{path.stem}.pdf").write_bytes(ofd.to_pdf())
        except Exception as error:  # noqa: BLE001 - it raises what it likes
            word = type(error).__name__
        signal.setitimer(signal.ITIMER_PROF, 0)
        print("\nFILE", time.process_time() - start, word, path.stem, flush=True)
    print("\nPEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


main(*sys.argv[1:])
