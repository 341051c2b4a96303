"""`openofd convert`: PDF files of one or many."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def test_beside_the_input(openofd: Any, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ofd").write_bytes((desk / "pages.ofd").read_bytes())
    done = openofd("convert", str(tmp_path / "a.ofd"))
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'a.pdf'}\n")
    assert pages(tmp_path / "a.pdf") == 3


def test_into_a_folder(openofd: Any, desk: Path, tmp_path: Path) -> None:
    for name in ("in/a.ofd", "in/deep/a.ofd"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((desk / "pages.ofd").read_bytes())
    assert openofd("convert", str(tmp_path / "in"), "-d", str(tmp_path / "out")).returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a (2).pdf", "a.pdf"]


def test_pipes(desk: Path) -> None:
    command = [sys.executable, "-m", "openofd", "convert", "-"]
    done = subprocess.run(command, input=(desk / "pages.ofd").read_bytes(), capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")


def test_one_that_fails_keeps_no_other_from_it(openofd: Any, desk: Path, tmp_path: Path) -> None:
    done = openofd("convert", "junk.ofd", "pages.ofd", "-d", str(tmp_path))
    assert (done.returncode, "CONTAINER_NOT_ZIP" in done.stderr) == (3, True)
    assert [path.name for path in tmp_path.iterdir()] == ["pages.pdf"]


def test_json(openofd: Any, tmp_path: Path) -> None:
    done = openofd("convert", "good.ofd", "junk.ofd", "-d", str(tmp_path), "--json")
    good, junk = json.loads(done.stdout)["files"]
    assert (good["output"], good["notes"][0]["code"]) == (str(tmp_path / "good.pdf"), "FONT_UNREADABLE")
    assert junk["error"]["code"] == "CONTAINER_NOT_ZIP"


def test_the_copy_says_what_it_is(openofd: Any, tmp_path: Path) -> None:
    sizes = []
    for mark in ("reading", "certificate", "none"):
        output = tmp_path / f"{mark}.pdf"
        assert openofd("convert", "pages.ofd", "-o", str(output), "--copy-mark", mark).returncode == 0
        sizes.append(output.stat().st_size)
    assert sizes[2] < min(sizes[:2])


def test_nothing_is_overwritten_unasked(openofd: Any, tmp_path: Path) -> None:
    given = ("convert", "pages.ofd", "-o", str(tmp_path / "a.pdf"))
    assert [openofd(*given).returncode, openofd(*given).returncode] == [0, 3]
    assert openofd(*given, "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("pages.ofd", "good.ofd", "-o", "a.pdf"), 3),
        (("pages.ofd", "-o", "a.pdf", "-d", "b"), 4),
        (("nowhere.ofd",), 3),
    ],
)
def test_errors(openofd: Any, arguments: tuple[str, ...], code: int) -> None:
    assert openofd("convert", *arguments).returncode == code
