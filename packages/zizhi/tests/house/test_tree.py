"""What no file of the tree may contain, and what every module must."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
HOSTS = ("py" + "pi", "python" + "hosted", "npm" + "js", "npm" + "mirror", "jsdelivr", "unpkg", "cdnjs")
FORBIDDEN = {
    "unfinished": re.compile(r"\b(?:" + "TO" + "DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error"),
    "registry": re.compile(r"\b(?:" + "|".join(HOSTS) + r")\.(?:org|com|cn|net)\b"),
    "home": re.compile(r"(?<![\w.-])/(?:root|home/\w+|Users/\w+)/"),
    "merge": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


def files() -> list[Path]:
    """Everything that is, or would be, committed."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return sorted({path for path in paths if path.is_file()})


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.fixture(scope="module")
def tree():
    return texts()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(tree, what):
    assert [str(path) for path, text in tree if FORBIDDEN[what].search(text)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("unfinished", "# TO" + "DO: later"),
        ("registry", "https://registry.npm" + "js.org/x"),
        ("home", '"/ro' + 'ot/.cache"'),
        ("merge", "<" * 7 + " ours"),
    ],
)
def test_the_patterns_find_what_they_are_for(what, text):
    assert FORBIDDEN[what].search(text)


def test_every_module_has_a_docstring(tree):
    bare = [
        str(path.relative_to(ROOT))
        for path, text in tree
        if path.suffix == ".py"
        and text.strip()
        and "migrations" not in path.parts
        and ast.get_docstring(ast.parse(text)) is None
    ]
    assert bare == []
