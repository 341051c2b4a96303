"""Entry names: how they are read, and which ones deceive."""

import pytest

from openofd.package.names import UTF8_FLAG, decode, inspect


def codes(*names: str) -> list[str]:
    return [finding.code for finding in inspect(names)]


def test_ordinary_names_are_not_noted() -> None:
    assert codes("OFD.xml", "Doc_0/", "Doc_0/Pages/Page_0/Content.xml", "Doc_0/证照 1.xml") == []


@pytest.mark.parametrize("name", ["a", "Doc_0/a.xml", "证.xml"])
def test_the_same_name_twice(name: str) -> None:
    assert codes(name, "b", name) == ["CONTAINER_DUPLICATE"]


@pytest.mark.parametrize(
    "pair",
    [("Content.xml", "content.xml"), ("\u00e9.xml", "e\u0301.xml"), ("Doc_0", "Doc_0/"), ("ß", "SS")],
)
def test_names_that_some_systems_take_for_one(pair: tuple[str, str]) -> None:
    assert codes(*pair) == ["CONTAINER_NAME_COLLISION"]


@pytest.mark.parametrize("name", ["a.", "a ", "a./b", "./a", "a//b", "a\\b"])
def test_a_name_that_some_systems_change(name: str) -> None:
    assert codes(name) == ["CONTAINER_NAME_COLLISION"]


@pytest.mark.parametrize("name", ["../a", "a/../b", "/a", "\\a", "..\\a", "C:a", "a\0"])
def test_a_name_that_points_outside(name: str) -> None:
    assert codes(name) == ["PATH_TRAVERSAL"]


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        (b"a.xml", 0, "a.xml"),
        ("证".encode(), UTF8_FLAG, "证"),
        ("证".encode(), 0, "证"),
        ("证照".encode("gbk"), 0, "证照"),
        (b"\xff", 0, "\xa0"),
        (b"\xff", UTF8_FLAG, "\xa0"),
    ],
)
def test_a_name_is_utf_8_else_gbk_else_code_page_437(raw: bytes, flags: int, name: str) -> None:
    assert decode(raw, flags) == name
