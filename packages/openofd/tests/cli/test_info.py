"""`openofd info`: what a file holds."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from openofd.document.document import Document
from openofd.document.edit import edit, highlight


def test_json(openofd: Any) -> None:
    found = json.loads(openofd("info", "good.ofd", "--json").stdout)
    assert found["pages"] == [
        {"number": 1, "id": 1, "width_mm": 210, "height_mm": 297, "path": "Doc_0/Pages/Page_0/Content.xml"}
    ]
    assert found["fonts"] == [{"id": 3, "name": "Tiny", "embedded": True}]
    assert found["custom_data"] == [{"name": "k", "text": "v"}]
    assert found["attachments"] == [{"name": "licence", "size": 10}]
    assert found["signatures"][0]["seal"] == "测试专用章"
    assert found["signatures"][0]["form"] == "SES v4"
    assert found["findings"] == []


def test_a_list_for_people(openofd: Any) -> None:
    done = openofd("info", "good.ofd")
    assert done.returncode == 0
    for word in ("210 × 297", "Tiny", "已嵌入", "测试专用章", "licence"):
        assert word in done.stdout


def test_irregularities_are_listed(openofd: Any) -> None:
    found = json.loads(openofd("info", "altered.ofd", "--json").stdout)
    assert [each["code"] for each in found["findings"]].count("REF_MISSING") >= 1
    assert found["attachments"] == []


def test_an_unsealed_file_has_no_signatures(openofd: Any) -> None:
    assert json.loads(openofd("info", "unsealed.ofd", "--json").stdout)["signatures"] == []


def test_what_is_no_file_is_an_error(openofd: Any) -> None:
    done = openofd("info", "junk.ofd")
    assert (done.returncode, done.stdout) == (3, "")


def test_outline_and_versions(openofd: Any, desk: Path, tiny: Any) -> None:
    version = '<ofd:Version ID="v1" Index="1" Current="true" BaseLoc="v1.xml"/>'
    chapters = '<ofd:OutlineElem Title="第一章"><ofd:OutlineElem Title="第一节"/></ofd:OutlineElem>'
    parts = {"v1.xml": tiny.xml("DocVersion", "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>", 'ID="v1"')}
    made = tiny.ofd(
        "甲",
        entry=f"<ofd:Versions>{version}</ofd:Versions>",
        document=f"<ofd:Outlines>{chapters}</ofd:Outlines>",
        extra=parts,
    )
    (desk / "outline.ofd").write_bytes(made)
    found = json.loads(openofd("info", "outline.ofd", "--json").stdout)
    assert found["outline"] == [{"level": 1, "title": "第一章"}, {"level": 2, "title": "第一节"}]
    assert found["versions"] == [{"id": "v1", "name": "", "current": True}]


def test_annotations(openofd: Any, desk: Path, tmp_path: Path) -> None:
    document = Document.open((desk / "pages.ofd").read_bytes())
    (hit,) = document.search("乙")
    mark = replace(highlight(hit, creator="张示例", modified=date(2026, 8, 1)), remark="看这里")
    (tmp_path / "marked.ofd").write_bytes(edit(document, mark))
    found = json.loads(openofd("info", str(tmp_path / "marked.ofd"), "--json").stdout)
    assert [(a["page_id"], a["type"], a["creator"], a["text"]) for a in found["annotations"]] == [
        (101, "Highlight", "张示例", "看这里")
    ]
    assert "看这里" in openofd("info", str(tmp_path / "marked.ofd")).stdout
