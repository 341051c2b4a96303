"""What the settings refuse while they are read. Each case is a process of its own, as a start is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _python(home: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ZIZHI_")}
    own = {"ZIZHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zizhi.project.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=bare | own, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("word", "environment"),
    [
        ("62", {"ZIZHI_BASE_URL": "https://" + "a" * 55}),
        ("ZIZHI_PROFILE", {"ZIZHI_PROFILE": "prod"}),
        ("DATABASE_URL", {"DATABASE_URL": "mysql://db/hall"}),
        ("EMAIL_TIMEOUT", {"EMAIL_TIMEOUT": "1.5"}),
    ],
)
def test_refused(tmp_path: Path, word: str, environment: dict[str, str]) -> None:
    started = _python(tmp_path, "import zizhi.project.settings", **environment)
    assert started.returncode != 0
    assert word in started.stderr


def test_the_longest_base_address_is_taken(tmp_path: Path) -> None:
    started = _python(tmp_path, "import zizhi.project.settings", ZIZHI_BASE_URL="https://" + "a" * 54)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("port", "environment"),
    [
        (25, {}),
        (587, {"EMAIL_USE_TLS": "1"}),
        (465, {"EMAIL_USE_SSL": "1"}),
        (2525, {"EMAIL_USE_TLS": "1", "EMAIL_PORT": "2525"}),
    ],
)
def test_the_port_of_mail_follows_the_encryption(
    tmp_path: Path, port: int, environment: dict[str, str]
) -> None:
    started = _python(tmp_path, "from django.conf import settings; print(settings.EMAIL_PORT)", **environment)
    assert started.stdout == f"{port}\n"


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    started = _python(home, "from django.conf import settings; settings.DATABASES")
    assert (started.returncode, home.exists()) == (0, False)


def test_production_starts_when_all_is_well(tmp_path: Path) -> None:
    well = {
        "ZIZHI_PROFILE": "production",
        "ZIZHI_BASE_URL": "https://zizhi.example",
        "ZIZHI_ASSETS": str(tmp_path),
    }
    code = "from django.core import management; management.execute_from_command_line(['zizhi', 'check'])"
    started = _python(tmp_path, code, **well)
    assert started.returncode == 0, started.stderr
