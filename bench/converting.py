"""The sample files to PDF: openofd beside easyofd, which is installed in a temporary environment of its own.

Each in one warm process, processor seconds, every file once, a minute at the longest. easyofd is measured as
it is installed, when it looks for its font in vain at every line, and with the font that openofd is given.
The text that a PDF should hold is what the OFD's text objects say; how much of it pdfium finds is the recall.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from bench.figures import Figure, cpu_seconds, show
from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.errors import OpenOfdError
from openofd.render.convert import to_pdf

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
LONGEST = 60
RUNNER = Path(__file__).with_name("easyofd_corpus.py")


@dataclass(kw_only=True)
class Run:
    """What a converter made: seconds by file, files without PDF, pages and characters found."""

    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    pages: int = 0
    found: int = 0


def main() -> None:
    """Measure, and print the lines."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    corpus = arguments.parse_args().corpus
    if not corpus.is_dir():
        print("# the sample files are not beside this repository; nothing to convert")
        return
    with tempfile.TemporaryDirectory(prefix="openofd-bench-") as folder:
        measure(corpus, Path(folder))


def measure(corpus: Path, folder: Path) -> None:
    """Both converters, one after the other."""
    pages, texts = expected(corpus)
    ours = judged(openofd(corpus, folder), folder / "openofd", texts)
    tell("openofd", ours, pages, texts)
    files = len(texts)
    show(
        Figure(name="corpus-pdf-files", value=files - len(ours.failed), unit="files", goal=files),
        Figure(name="corpus-pdf-text", value=100 * ours.found / total(texts), unit="%", goal=99),
    )
    python = environment(folder)
    if python is None:
        print("# easyofd cannot be installed here: no comparison")
        return
    for name, given in (("easyofd", []), ("easyofd-with-font", fonts())):
        theirs = judged(easyofd(python, corpus, folder / name, given), folder / name, texts)
        tell(name, theirs, pages, texts)
        both = set(ours.seconds) & set(theirs.seconds) - set(ours.failed) - set(theirs.failed)
        times = sum(theirs.seconds[each] for each in both) / sum(ours.seconds[each] for each in both)
        print(f"#   files that both convert: {len(both)}")
        show(Figure(name=f"corpus-pdf-{name}", value=times, unit="x", goal=10))


def expected(corpus: Path) -> tuple[int, dict[str, Counter[str]]]:
    """The pages that INDEX counts, and the characters of every file."""
    with (corpus / "INDEX.tsv").open(encoding="utf-8") as index:
        pages = sum(int(row["pages"] or 0) for row in csv.DictReader(index, delimiter="\t"))
    files = sorted(corpus.glob("*.ofd"))
    return pages, {
        path.stem: characters(Document.open(path.read_bytes(), reading=DRAWING).text()) for path in files
    }


def fonts() -> list[str]:
    """The font that stands in for 宋体, where the hall has fetched it."""
    assets = Path(os.environ.get("ZIZHI_ASSETS") or Path.home() / ".cache" / "zizhi")
    font = assets / "noto-serif-sc" / "NotoSerifSC_400Regular.ttf"
    return [str(font)] if font.is_file() else []


def openofd(corpus: Path, folder: Path) -> Run:
    """With the same font, then those of this machine."""
    run, out = Run(), folder / "openofd"
    out.mkdir()
    files, given = sorted(corpus.glob("*.ofd")), [Path(font).read_bytes() for font in fonts()]
    converted(files[0].read_bytes(), out / "warm-up.pdf", given, Run())
    for path in files:
        data, target = path.read_bytes(), out / f"{path.stem}.pdf"
        run.seconds[path.stem] = cpu_seconds(lambda d=data, t=target: converted(d, t, given, run))
    return run


def converted(data: bytes, path: Path, given: Sequence[bytes], run: Run) -> None:
    """One file; an error of the library counts as a failure."""
    try:
        document = Document.open(data, reading=DRAWING)
        path.write_bytes(to_pdf(document, copy_mark=None, fallbacks=given))
    except OpenOfdError:
        run.failed.append(path.stem)


def environment(folder: Path) -> Path | None:
    """The Python of an environment with easyofd in it; None where it cannot be made."""
    where = folder / "environment"
    python = where / "bin" / "python"
    commands = (
        [sys.executable, "-m", "venv", str(where)],
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "easyofd"],
        [str(python), "-c", "from importlib.metadata import version; print('# easyofd', version('easyofd'))"],
    )
    done = (
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode for command in commands
    )
    return python if not any(done) else None


def easyofd(python: Path, corpus: Path, out: Path, given: Sequence[str]) -> Run:
    """In a process of its own, with its own environment."""
    run = Run()
    out.mkdir()
    command = [str(python), str(RUNNER), str(corpus), str(out), str(LONGEST), *given]
    done = subprocess.run(
        command, cwd=out, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    for line in done.stdout.splitlines():
        if line.startswith("FILE "):
            _, seconds, word, name = line.split(" ", 3)
            run.seconds[name] = float(seconds)  # of the first file, the second time
            run.failed += [] if word == "ok" or name in run.failed else [name]
    return run


def judged(run: Run, out: Path, texts: dict[str, Counter[str]]) -> Run:
    """Count the pages, and the characters that are in both the PDF and the OFD."""
    for name, wanted in texts.items():
        path = out / f"{name}.pdf"
        if path.is_file() and name not in run.failed:
            found = [*page_texts(path.read_bytes())]
            run.pages += len(found)
            run.found += (wanted & characters("".join(found))).total()
    return run


def page_texts(data: bytes) -> Iterator[str]:
    """What pdfium reads on each page; nothing of a file that it cannot open."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    for page in document:
        yield page.get_textpage().get_text_range()


def characters(text: str) -> Counter[str]:
    """How often each character stands there, blanks apart."""
    return Counter("".join(text.split()))


def total(texts: dict[str, Counter[str]]) -> int:
    """How many characters there are in all."""
    return sum(text.total() for text in texts.values())


def tell(name: str, run: Run, pages: int, texts: dict[str, Counter[str]]) -> None:
    """One line for people."""
    recall = 100 * run.found / total(texts)
    spent = sum(run.seconds.values())
    made = len(run.seconds) - len(run.failed)
    print(f"# {name}: {made} of {len(texts)} files, {spent:.2f} s, {run.pages} pages (INDEX counts {pages}), "
          f"{recall:.1f} % of the characters")  # fmt: skip
    if run.failed:
        print(f"#   no PDF of: {', '.join(run.failed)}")


if __name__ == "__main__":
    main()
