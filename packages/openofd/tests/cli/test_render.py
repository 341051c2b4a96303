"""`openofd render`: a page as SVG, its seals drawn by what holds."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

TRUST = ("--trust", "root.pem", "--intermediate", "issuing.pem", "--at", "2026-08-01")


def test_svg_on_standard_output(openofd: Any) -> None:
    done = openofd("render", "good.ofd", *TRUST)
    assert done.returncode == 0
    assert etree.fromstring(done.stdout).get("width") == "210mm"
    assert "电子印章：测试专用章" in done.stdout


def test_svg_into_a_file(openofd: Any, desk: Path) -> None:
    done = openofd("render", "good.ofd", "-o", "page.svg")
    assert (done.returncode, done.stdout) == (0, "")
    assert etree.parse(desk / "page.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize(("name", "word"), [("altered.ofd", "签章无效"), ("good.ofd", "签章未确认")])
def test_a_seal_that_does_not_hold_says_so(openofd: Any, name: str, word: str) -> None:
    assert word in openofd("render", name, "--at", "2026-08-01").stdout


def test_what_is_drawn_otherwise_is_told(openofd: Any) -> None:
    assert "字体" in openofd("render", "good.ofd").stderr


def test_json(openofd: Any) -> None:
    found = json.loads(openofd("render", "good.ofd", "--json", "-o", "page.svg").stdout)
    assert (found["page"], found["pages"], found["width_mm"], found["svg"]) == (1, 1, 210, None)
    assert found["notes"][0].keys() == {"code", "zh", "en", "where"}
    assert json.loads(openofd("render", "good.ofd", "--json").stdout)["svg"].startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("junk.ofd",), 3),
        (("good.ofd", "--page", "2"), 3),
        (("good.ofd", "--page", "x"), 4),
        (("nowhere",), 3),
    ],
)
def test_errors(openofd: Any, arguments: tuple[str, ...], code: int) -> None:
    assert openofd("render", *arguments).returncode == code


def test_a_folder_that_is_not_there_is_an_error(openofd: Any) -> None:
    done = openofd("render", "good.ofd", "-o", "nowhere/page.svg")
    assert (done.returncode, "FILE_UNWRITABLE" in done.stderr) == (3, True)
