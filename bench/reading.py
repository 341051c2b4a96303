"""Reading: the text of a long document, and what an import costs.

The document has 400 pages of 25 lines of 40 characters, seeded and made up, a text object a line. It is read
in a process of its own, so that the memory is that of reading and nothing else.
"""

import json
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, show
from openofd.package.draft import Member
from openofd.package.writer import write

PAGES, LINES, CHARACTERS = 400, 25, 40
SEED = 20261124

_XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_READ = """
import json, resource, sys, time
from openofd.document.document import Document
data = open(sys.argv[1], "rb").read()
start = time.process_time()
text = Document.open(data).text()
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "megabytes": peak / 1024, "characters": len(text)}))
"""
_IMPORT = """
import time
start = time.process_time()
import {}
print(time.process_time() - start)
"""


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "long.ofd"
        file.write_bytes(long_document())
        best = min((_read(file) for _ in range(3)), key=lambda each: each["seconds"])
    show(
        Figure(name="text-400-pages", value=best["seconds"], unit="s", goal=1.0, most=True),
        Figure(name="text-400-pages-memory", value=best["megabytes"], unit="MB", goal=150, most=True),
        Figure(name="import-openofd", value=_importing("openofd"), unit="ms", goal=60, most=True),
    )
    print(f"# import openofd.document.document {_importing('openofd.document.document'):.3g} ms", flush=True)


def long_document() -> bytes:
    """The package of the long document."""
    dice = random.Random(SEED)
    alphabet = [chr(code) for code in range(0x4E00, 0x5E00)]
    names = [f"Pages/Page_{number}/Content.xml" for number in range(PAGES)]
    lines = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="{name}"/>' for n, name in enumerate(names))
    listed = f"<ofd:Pages>{lines}</ofd:Pages>"
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>{area}</ofd:CommonData>"
    body = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    parts = {
        "OFD.xml": f'<ofd:OFD {_XMLNS} Version="1.0"><ofd:DocBody>{body}</ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_XMLNS}>{common}{listed}</ofd:Document>",
    }
    parts |= {f"Doc_0/{name}": _page(number, dice, alphabet) for number, name in enumerate(names)}
    return write([Member.pack(name, text.encode()) for name, text in parts.items()])


def _page(number: int, dice: random.Random, alphabet: list[str]) -> str:
    lines = [_line(1000 + number * LINES + row, row, dice, alphabet) for row in range(LINES)]
    layer = f'<ofd:Layer ID="{500 + number}">{"".join(lines)}</ofd:Layer>'
    return f"<ofd:Page {_XMLNS}><ofd:Content>{layer}</ofd:Content></ofd:Page>"


def _line(identifier: int, row: int, dice: random.Random, alphabet: list[str]) -> str:
    text = "".join(dice.choices(alphabet, k=CHARACTERS))
    code = f'<ofd:TextCode X="0" Y="4" DeltaX="g {CHARACTERS - 1} 4.2">{text}</ofd:TextCode>'
    place = f'ID="{identifier}" Boundary="20 {20 + row * 10} 170 6" Font="3" Size="4.2"'
    return f"<ofd:TextObject {place}>{code}</ofd:TextObject>"


def _read(file: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(_run(_READ, str(file)))
    # a line break after every line of a page but the last, a form feed between pages
    assert found["characters"] == PAGES * (LINES * CHARACTERS + LINES) - 1
    return found


def _importing(module: str) -> float:
    """Milliseconds of processor time, the best of several fresh processes."""
    return min(float(_run(_IMPORT.format(module))) for _ in range(7)) * 1000


def _run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
