"""What a start is refused for. Each case is a process of its own, as a start is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _start(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "django", "check", "--settings", "zizhi.project.settings"]
    own = {"ZIZHI_HOME": str(home), "ZIZHI_ASSETS": str(home), **environment}
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ZIZHI_")}
    return subprocess.run(command, env=bare | own, capture_output=True, text=True, check=False)


def test_a_demonstration_starts(tmp_path: Path) -> None:
    assert _start(tmp_path).returncode == 0


def test_production_starts_when_all_is_well(tmp_path: Path) -> None:
    started = _start(tmp_path, ZIZHI_PROFILE="production", ZIZHI_BASE_URL="https://zizhi.example")
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("word", "environment"),
    [
        ("zizhi.E001", {"ZIZHI_DEBUG": "1"}),
        ("zizhi.E002", {"ZIZHI_BASE_URL": "http://zizhi.example"}),
        ("zizhi.E003", {"ZIZHI_CLOCK": "+1d"}),
        ("zizhi.E004", {"ZIZHI_ASSETS": "/nowhere"}),
        ("62", {"ZIZHI_BASE_URL": "https://" + "a" * 55}),
        ("ZIZHI_PROFILE", {"ZIZHI_PROFILE": "prod"}),
        ("DATABASE_URL", {"DATABASE_URL": "mysql://db/hall"}),
    ],
)
def test_production_refuses(tmp_path: Path, word: str, environment: dict[str, str]) -> None:
    well = {"ZIZHI_PROFILE": "production", "ZIZHI_BASE_URL": "https://zizhi.example"}
    started = _start(tmp_path, **{**well, **environment})
    assert started.returncode != 0
    assert word in started.stderr
