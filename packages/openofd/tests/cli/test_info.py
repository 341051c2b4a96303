"""`openofd info`: what a file holds."""

import json
from typing import Any


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
