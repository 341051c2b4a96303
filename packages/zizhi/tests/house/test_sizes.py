"""Small functions, small files (house style, rule 1). The ten longest are printed with -s."""

import ast
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

MOST_LINES_OF_FUNCTION = 60
MOST_LINES_OF_FILE = 600
EXCEPTIONS: dict[str, str] = {}
"""Name to reason, in words."""

REPOSITORY = Path(__file__).parents[4]
ROOTS = [Path(str(files(package))) for package in ("openofd", "zizhi")]


def _sources() -> Iterator[Path]:
    for root in ROOTS:
        yield from (path for path in root.rglob("*.py") if "migrations" not in path.parts)


def _functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1, f"{path.parent.name}/{path.name}:{node.name}"


def test_no_function_is_too_long() -> None:
    longest = sorted((found for path in _sources() for found in _functions(path)), reverse=True)
    for lines, name in longest[:10]:
        sys.stdout.write(f"{lines:4} {name}\n")
    assert not [name for lines, name in longest if lines > MOST_LINES_OF_FUNCTION and name not in EXCEPTIONS]


def _all_files() -> Iterator[Path]:
    for folder in ("packages", "vectors", "bench", "fuzz", "docs", "examples", "tools"):
        yield from (REPOSITORY / folder).rglob("*.py")


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _all_files()}
    assert not [str(path) for path, lines in lengths.items() if lines > MOST_LINES_OF_FILE]
