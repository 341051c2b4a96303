"""The sample files beside the repository: how many open, show something on page 1, and are judged as listed.

INDEX.tsv says of each signature whether its SM2 value holds over the bytes received; where it says so of a
seal, so must the maker's value. What openofd says otherwise is printed with the file's name.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bench.figures import Figure, show
from openofd.document.document import Document
from openofd.document.reading import DRAWING
from openofd.errors import OpenOfdError
from openofd.render.convert import to_png
from openofd.verify.report import Outcome, SignatureReport
from openofd.verify.trust import NO_TRUST
from openofd.verify.verify import verify

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
AT = datetime(2026, 11, 24, tzinfo=UTC)
HOLDS = {True: Outcome.PASSED, False: Outcome.FAILED}
Row = Mapping[str, str]


def main() -> None:
    """Print the figures."""
    if not CORPUS.is_dir():
        print(
            "# the sample files are not beside this repository: nothing opened, drawn or judged", flush=True
        )
        return
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    signed = [row for row in rows if row["seal_type"] not in {"", "none"}]
    show(
        Figure(name="samples-opened", value=_count(rows, _opens), unit="files", goal=len(rows)),
        Figure(name="samples-page-1-drawn", value=_count(rows, _has_ink), unit="files", goal=50),
        Figure(
            name="samples-judged-as-listed", value=_count(signed, _agrees), unit="files", goal=len(signed)
        ),
    )


def _count(rows: list[Row], holds: Callable[[Row], bool]) -> int:
    found = {row["file"]: holds(row) for row in rows}
    for file in [file for file, held in found.items() if not held]:
        print(f"# {holds.__name__.strip('_')}: not {file}", flush=True)
    return sum(found.values())


def _data(row: Row) -> bytes:
    return (CORPUS / row["file"]).read_bytes()


def _opens(row: Row) -> bool:
    try:
        document = Document.open(_data(row))
        document.text()
    except OpenOfdError:
        return False
    return len(document.pages) > 0


def _has_ink(row: Row) -> bool:
    try:
        drawn = to_png(Document.open(_data(row), reading=DRAWING), 0, dpi=30)
    except OpenOfdError:
        return False
    return sum(Image.open(io.BytesIO(drawn)).convert("L").histogram()[:240]) > 10


def _agrees(row: Row) -> bool:
    signatures = verify(_data(row), trust=NO_TRUST, at=AT).signatures
    return len(signatures) == int(row["signatures"]) and all(_as_listed(row, signatures))


def _as_listed(row: Row, signatures: tuple[SignatureReport, ...]) -> Iterator[bool]:
    for signature, stated in zip(signatures, row["sm2_over_original_bytes"].split(","), strict=True):
        if stated == "not-SES":  # the list is silent; form C brings no certificate to try it with
            yield signature.check("signature_value").outcome is not Outcome.FAILED
            continue
        yield signature.check("signature_value").outcome is HOLDS[stated.startswith("valid")]
        yield not row["seal_maker_signature"] or signature.check("seal_signature").outcome is Outcome.PASSED


if __name__ == "__main__":
    main()
