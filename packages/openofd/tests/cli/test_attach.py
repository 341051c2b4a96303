"""`openofd attach`: files attached by appending."""

import json
from pathlib import Path
from typing import Any

from openofd.document.document import Document
from openofd.package.reader import Package


def test_attached_and_nothing_else_changed(openofd: Any, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "数据.xml").write_bytes(b"<a/>")
    done = openofd("attach", "pages.ofd", str(tmp_path / "数据.xml"), "-o", str(tmp_path / "out.ofd"))
    assert done.returncode == 0
    document = Document.open((tmp_path / "out.ofd").read_bytes())
    assert dict(document.attachments) == {"数据.xml": b"<a/>"}
    before = Package.open((desk / "pages.ofd").read_bytes())
    kept = [n for n in before.names if document.package.read(n) == before.read(n)]
    assert sorted(set(before.names) - set(kept)) == ["Doc_0/Document.xml"]


def test_json(openofd: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    output = str(tmp_path / "out.ofd")
    done = openofd("attach", "pages.ofd", str(tmp_path / "a.txt"), "-o", output, "--hidden", "--json")
    assert json.loads(done.stdout) == {
        "file": "pages.ofd",
        "output": output,
        "attached": [{"name": "a.txt", "size": 3}],
    }
    assert [one.visible for one in Document.open(Path(output).read_bytes()).attached_files] == [False]


def test_a_sealed_file_is_left_alone_unless_told(openofd: Any, tmp_path: Path) -> None:
    given = ("attach", "good.ofd", "root.pem", "-o", str(tmp_path / "out.ofd"))
    done = openofd(*given)
    assert (done.returncode, "EDIT_SIGNED" in done.stderr) == (3, True)
    assert openofd(*given, "--unsafely-break-signatures").returncode == 0
    assert openofd("verify", str(tmp_path / "out.ofd")).returncode == 1


def test_an_attachment_that_is_not_there(openofd: Any, tmp_path: Path) -> None:
    done = openofd("attach", "pages.ofd", "nowhere", "-o", str(tmp_path / "out.ofd"))
    assert (done.returncode, (tmp_path / "out.ofd").exists()) == (3, False)
