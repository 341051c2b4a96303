"""What the tests of the documentation share: a demonstration hall, and a shell in a copy of it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_OURS = ("ZIZHI_", "DJANGO_", "DATABASE_", "AWS_", "LC_", "LANG")


def _environment() -> dict[str, str]:
    """That of a fresh terminal in the virtual environment; where the fonts lie is kept."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "ZIZHI_ASSETS" or not name.startswith(_OURS)
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "LC_ALL": "C.UTF-8"}


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def _demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(ROOT / "examples", folder / "examples")
    done = _run("zizhi demo", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def hall(_demonstration: Path, tmp_path: Path) -> Path:
    """A folder as a reader of the pages has it: `examples`, and `var` after `make demo`."""
    return Path(shutil.copytree(_demonstration, tmp_path / "hall"))


@pytest.fixture
def shell(hall: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs one command line in that folder."""
    return lambda command: _run(command, hall)
