"""`openofd vectors`: a verifier held against conformance cases."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CASES = [("good", "good.ofd", "VALID", True), ("altered", "altered.ofd", "INVALID", False)]


@pytest.fixture
def cases(desk: Path) -> Path:
    """Two cases over the files of the desk."""
    entries = [
        {
            "id": f"made-up-{name}",
            "row": "1",
            "title": {"zh": name, "en": name},
            "file": file,
            "trust": {"anchors": ["root.pem"], "intermediates": ["issuing.pem"]},
            "at": "2026-08-01T00:00:00+08:00",
            "policy": "standard",
            "expected": {"overall": overall, "codes": []},
            "optional": optional,
        }
        for name, file, overall, optional in CASES
    ]
    (desk / "cases.json").write_text(json.dumps({"cases": entries}))
    return desk


def test_openofd_agrees(openofd: Any, cases: Path) -> None:
    done = openofd("vectors", "run", ".")
    assert (done.returncode, done.stdout) == (0, "共 2 例：一致 2\n")


def test_what_differs_is_listed_and_is_the_exit_code(openofd: Any, cases: Path) -> None:
    other = f"{sys.executable} -c 'import sys; sys.exit(1)' {{file}}"
    done = openofd("vectors", "run", ".", "--command", other)
    assert done.returncode == 1
    assert "made-up-good  INVALID" in done.stdout
    assert done.stdout.endswith("共 2 例：一致 1，不一致 1\n")


@pytest.mark.parametrize(("more", "ids"), [(("--no-optional",), ["made-up-altered"]), (("--only", "x"), [])])
def test_some_cases_for_a_machine(openofd: Any, cases: Path, more: tuple[str, ...], ids: list[str]) -> None:
    found = json.loads(openofd("vectors", "run", ".", "--json", *more).stdout)
    assert [each["id"] for each in found["results"]] == ids


def test_a_folder_without_cases(openofd: Any, tmp_path: Path) -> None:
    done = openofd("vectors", "run", str(tmp_path))
    assert (done.returncode, "VECTORS_INDEX" in done.stderr) == (3, True)


def test_generators_are_in_the_source_tree_only(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "openofd", "vectors", "make", "cases"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "VECTORS_GENERATORS" in done.stderr) == (3, True)
