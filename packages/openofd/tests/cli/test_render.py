"""`openofd render`: pages as SVG or PNG, their seals drawn by what holds."""

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


def test_svg_into_a_file(openofd: Any, tmp_path: Path) -> None:
    done = openofd("render", "good.ofd", "-o", str(tmp_path / "page.svg"))
    assert (done.returncode, done.stdout) == (0, "")
    assert etree.parse(tmp_path / "page.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize("given", [("-o", "page.png"), ("-o", "page", "--format", "png")])
def test_png_of_so_many_dots_an_inch(openofd: Any, tmp_path: Path, given: tuple[str, ...]) -> None:
    output = tmp_path / given[1]
    done = openofd("render", "pages.ofd", "-o", str(output), *given[2:], "--dpi", "127")
    assert done.returncode == 0
    head = output.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (500, 250)  # 100 × 50 mm


def test_several_pages_are_numbered(openofd: Any, tmp_path: Path) -> None:
    assert openofd("render", "pages.ofd", "--pages", "1,3", "-o", str(tmp_path / "p.svg")).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p-1.svg", "p-3.svg"]


@pytest.mark.parametrize(("name", "word"), [("altered.ofd", "签章无效"), ("good.ofd", "签章未确认")])
def test_a_seal_that_does_not_hold_says_so(openofd: Any, name: str, word: str) -> None:
    assert word in openofd("render", name, "--at", "2026-08-01").stdout


def test_what_was_altered_is_marked_where_asked(openofd: Any) -> None:
    marked, plain = (openofd("render", "changed.ofd", *TRUST, *more).stdout for more in (("--marks",), ()))
    assert marked.count("<path") > plain.count("<path")


def test_what_is_drawn_otherwise_is_told(openofd: Any) -> None:
    assert "字体" in openofd("render", "good.ofd").stderr


def test_json(openofd: Any, tmp_path: Path) -> None:
    output = str(tmp_path / "page.svg")
    found = json.loads(openofd("render", "good.ofd", "--json", "-o", output).stdout)
    assert (found["file"], found["count"]) == ("good.ofd", 1)
    page = found["pages"][0]
    assert (page["number"], page["width_mm"], page["output"]) == (1, 210, output)
    assert page["size"] == Path(output).stat().st_size
    assert page["notes"][0].keys() == {"code", "zh", "en", "where"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("junk.ofd",), 3),
        (("good.ofd", "--pages", "2"), 3),
        (("pages.ofd", "--pages", "1-"), 3),
        (("good.ofd", "--pages", "x"), 4),
        (("good.ofd", "--dpi", "0"), 4),
        (("nowhere",), 3),
        (("good.ofd", "-o", "nowhere/page.svg"), 3),
        (("good.ofd", "-o", "root.pem"), 3),
    ],
)
def test_errors(openofd: Any, arguments: tuple[str, ...], code: int) -> None:
    assert openofd("render", *arguments).returncode == code
