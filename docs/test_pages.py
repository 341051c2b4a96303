"""Every command and every program the pages show is run, in order, in a folder as the reader has it."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("tutorial", "guide", "operations")
BLOCK = re.compile(
    r"(?:^ *<!-- not run: (?P<why>[^\n]+) -->\n)?"
    r"^(?P<indent> *)```(?P<language>console|python|bash)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
EXIT = re.compile(r"\s+# 退出码 (\d+)$")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")


class Block(NamedTuple):
    """One fenced block; `why` says why it is not run."""

    language: str
    text: str
    why: str


def blocks(page: Path) -> Iterator[Block]:
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["language"], textwrap.dedent(found["text"]), found["why"] or "")


def to_run(page: Path) -> list[Block]:
    return [block for block in blocks(page) if block.language != "bash" and not block.why]


def pages() -> list[Path]:
    inside = [page for folder in FOLDERS for page in sorted((ROOT / "docs" / folder).glob("*.md"))]
    return [ROOT / "README.md", *inside]


@pytest.mark.parametrize("page", [p for p in pages() if to_run(p)], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_blocks(page, shell, hall, monkeypatch):
    monkeypatch.chdir(hall)
    names = {"__name__": page.stem}
    for block in to_run(page):
        if block.language == "python":
            exec(compile(block.text, str(page), "exec"), names)
        else:
            run_console(block.text, shell)


def run_console(text, shell):
    for line in text.replace(" \\\n", "").splitlines():
        if line.startswith("$ "):
            expected = int(found[1]) if (found := EXIT.search(line)) else 0
            done = shell(line.removeprefix("$ "))
            assert done.returncode == expected, f"{line}\n{done.stdout}{done.stderr}"


def test_altered_character_is_named(shell):
    page = ROOT / "docs" / "tutorial" / "index.md"
    commands = [b.text for b in to_run(page)]
    chapter = next(i for i, text in enumerate(commands) if "sed -i" in text)
    for text in commands[: chapter + 1]:
        run_console(text, shell)
    report = shell("openofd verify 改过.ofd").stdout
    quoted = re.search(r"`(文件内容被改动[^`]*)`", page.read_text(encoding="utf-8"))[1]
    assert quoted in report


def test_targets_of_make_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {
        name
        for page in [*pages(), ROOT / "CONTRIBUTING.md"]
        for block in blocks(page)
        for name in TARGET.findall(block.text)
    }
    assert told
    assert told <= targets


def test_every_example_is_told_of():
    scripts = {f"examples/{path.name}" for path in (ROOT / "examples").glob("*.py")}
    text = (ROOT / "docs" / "guide" / "index.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(examples/\w+\.py)`", text, re.MULTILINE))
    assert told == scripts - {"examples/test_examples.py"}


def test_there_are_blocks_to_run():
    assert sum(len(to_run(page)) for page in pages()) > 20
