"""`openofd extract`: what a file carries, as files of a folder."""

import json
from pathlib import Path
from typing import Any

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
RESOURCES = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>'
    '<ofd:MultiMedia ID="7" Type="Image" Format="JPG"><ofd:MediaFile>{}</ofd:MediaFile></ofd:MultiMedia>'
    "</ofd:MultiMedias></ofd:Res>"
)
ATTACHED = (
    '<ofd:Attachments xmlns:ofd="http://www.ofdspec.org/2016">'
    '<ofd:Attachment ID="A1" Name="../../a"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Attachment>'
    '<ofd:Attachment ID="A2" Name="../../a"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Attachment>'
    '<ofd:Attachment ID="A3" Name="b"><ofd:FileLoc>gone.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>'
)


def inside(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_everything(openofd: Any, tmp_path: Path) -> None:
    done = openofd("extract", "good.ofd", "-o", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
    found = inside(tmp_path / "out")
    assert sorted(found) == [
        "attachments/licence.xml",
        "custom-data/custom-data.json",
        "fonts/3 Tiny.bin",
        "tags/Lic.xml",
        "tags/tags.json",
    ]
    assert found["attachments/licence.xml"] == b"<licence/>"
    assert json.loads(found["custom-data/custom-data.json"]) == {"k": "v"}
    assert json.loads(found["tags/tags.json"])[0]["text"] == "资质证书"


def test_only_what_is_asked_for(openofd: Any, tmp_path: Path) -> None:
    openofd("extract", "good.ofd", "-o", str(tmp_path), "--only", "custom-data")
    assert sorted(inside(tmp_path)) == ["custom-data/custom-data.json"]


def test_json(openofd: Any, tmp_path: Path) -> None:
    done = openofd("extract", "good.ofd", "-o", str(tmp_path), "--only", "attachments", "--json")
    path = str(tmp_path / "attachments/licence.xml")
    assert json.loads(done.stdout) == {
        "file": "good.ofd",
        "written": [{"kind": "attachments", "path": path, "size": 10}],
        "troubles": [],
    }


def test_nothing_is_overwritten_unasked(openofd: Any, tmp_path: Path) -> None:
    given = ("extract", "good.ofd", "-o", str(tmp_path), "--only", "attachments")
    assert openofd(*given).returncode == 0
    (tmp_path / "attachments/licence.xml").write_bytes(b"mine")
    refused = openofd(*given)
    assert (refused.returncode, "FILE_EXISTS" in refused.stderr) == (3, True)
    assert inside(tmp_path) == {"attachments/licence.xml": b"mine"}
    assert openofd(*given, "--force").returncode == 0
    assert inside(tmp_path) == {"attachments/licence.xml": b"<licence/>"}


def test_a_link_in_the_folder_is_not_followed(openofd: Any, tmp_path: Path) -> None:
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments/licence.xml").symlink_to(tmp_path / "elsewhere")
    assert openofd("extract", "good.ofd", "-o", str(tmp_path), "--only", "attachments").returncode == 3
    assert not (tmp_path / "elsewhere").exists()


def test_names_stay_in_the_folder_and_what_is_missing_is_told(
    openofd: Any, desk: Path, tmp_path: Path, tiny: Any
) -> None:
    extra = {"Doc_0/Attachs.xml": ATTACHED, "Doc_0/a.xml": "<a/>"}
    listed = "<ofd:Attachments>Attachs.xml</ofd:Attachments>"
    (desk / "attached.ofd").write_bytes(tiny.ofd("甲", document=listed, extra=extra))
    done = openofd("extract", "attached.ofd", "-o", str(tmp_path / "out"))
    assert (done.returncode, "gone.xml" in done.stderr) == (3, True)
    assert sorted(inside(tmp_path)) == ["out/attachments/_.._a (2).xml", "out/attachments/_.._a.xml"]


def test_pictures_are_named_by_what_they_are(openofd: Any, desk: Path, tmp_path: Path, tiny: Any) -> None:
    common = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
    extra = {"Doc_0/Res.xml": RESOURCES.format("p.jpg"), "Doc_0/Res/p.jpg": PNG}
    (desk / "picture.ofd").write_bytes(tiny.ofd("甲", common=common, extra=extra))
    assert openofd("extract", "picture.ofd", "-o", str(tmp_path)).returncode == 0
    assert inside(tmp_path) == {"images/7.png": PNG}


@pytest.mark.parametrize(("name", "code"), [("junk.ofd", 3), ("pages.ofd", 0)])
def test_where_there_is_nothing(openofd: Any, tmp_path: Path, name: str, code: int) -> None:
    assert openofd("extract", name, "-o", str(tmp_path / "out")).returncode == code
    assert inside(tmp_path) == {}


def test_a_folder_that_cannot_be_made(openofd: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = openofd("extract", "good.ofd", "-o", str(tmp_path / "file"))
    assert (done.returncode, "FILE_UNWRITABLE" in done.stderr) == (3, True)
