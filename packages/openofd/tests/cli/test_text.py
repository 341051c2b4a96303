"""`openofd text`: the words of the pages."""

import json
from typing import Any

import pytest


def test_pages_end_with_a_form_feed(openofd: Any) -> None:
    done = openofd("text", "pages.ofd")
    assert (done.returncode, done.stdout, done.stderr) == (0, "甲\n\f乙\n\f丙\n\f", "")


@pytest.mark.parametrize(
    ("pages", "text"), [("2", "乙\n\f"), ("3,1", "丙\n\f甲\n\f"), ("2-", "乙\n\f丙\n\f")]
)
def test_some_pages(openofd: Any, pages: str, text: str) -> None:
    assert openofd("text", "pages.ofd", "--pages", pages).stdout == text


def test_json_says_where_the_text_stands(openofd: Any) -> None:
    found = json.loads(openofd("text", "pages.ofd", "--pages", "2", "--json").stdout)
    assert (found["file"], found["count"], len(found["pages"])) == ("pages.ofd", 3, 1)
    page = found["pages"][0]
    assert (page["number"], page["id"], page["width_mm"], page["text"]) == (2, 101, 100, "乙")
    assert page["runs"] == [
        {"text": "乙", "x": 10.0, "y": 14.0, "end": 14.0, "size": 4.0, "font": 2, "object_id": 10}
    ]


def test_find_says_where(openofd: Any) -> None:
    assert openofd("text", "pages.ofd", "--find", "乙").stdout == "2  10.0,10.5 4.0×4.0  乙\n"
    assert openofd("text", "pages.ofd", "--find", "乙", "--pages", "1").stdout == ""


def test_find_for_a_machine(openofd: Any) -> None:
    found = json.loads(openofd("text", "good.ofd", "--find", "质证", "--json").stdout)
    assert (found["find"], len(found["hits"])) == ("质证", 1)
    assert found["hits"][0] | {"boxes": None} == {
        "page": 1,
        "page_id": 1,
        "text": "质证",
        "boxes": None,
        "object_ids": [5],
    }


def test_standard_input(openofd: Any, desk: Any) -> None:
    assert openofd("text", "-", stdin=(desk / "pages.ofd").read_bytes()).stdout.startswith("甲")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("pages.ofd", "--pages", "4"), 3, "PAGE_MISSING"),
        (("pages.ofd", "--pages", "a"), 4, "页码应写作"),
        (("junk.ofd",), 3, "CONTAINER_NOT_ZIP"),
    ],
)
def test_errors(openofd: Any, arguments: tuple[str, ...], code: int, word: str) -> None:
    done = openofd("text", *arguments)
    assert (done.returncode, done.stdout, word in done.stderr) == (code, "", True)


@pytest.mark.parametrize(("number", "code", "text"), [("1", 0, "甲\n\f"), ("2", 0, "乙\n\f"), ("3", 3, "")])
def test_another_document_of_the_package(
    openofd: Any, tiny: Any, tmp_path: Any, number: str, code: int, text: str
) -> None:
    first, second = tiny.parts("甲"), tiny.parts("乙")
    body = second["OFD.xml"].decode().split("<ofd:DocBody>")[1].split("</ofd:DocBody>")[0]
    both = first["OFD.xml"].decode().replace("</ofd:OFD>", f"<ofd:DocBody>{body}</ofd:DocBody></ofd:OFD>")
    moved = {name.replace("Doc_0", "Doc_1"): raw for name, raw in second.items() if name != "OFD.xml"}
    entry = both.replace("Doc_0", "Doc_1").replace("Doc_1", "Doc_0", 1)
    (tmp_path / "two.ofd").write_bytes(tiny.pack({**first, **moved, "OFD.xml": entry.encode()}))
    done = openofd("text", str(tmp_path / "two.ofd"), "--document", number)
    assert (done.returncode, done.stdout) == (code, text)
