"""`zizhi --help` lists our commands in Chinese."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zizhi.ops.main import COMMANDS, main


@pytest.mark.parametrize("argv", [["zizhi"], ["zizhi", "--help"]])
def test_help_lists_every_command(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(argv)
    shown = capsys.readouterr().out
    assert all(name in shown and text in shown for name, text in COMMANDS.items())


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("ZIZHI_PROFILE", "test", "demonstration 或 production"),
        ("DATABASE_URL", "mysql://x", "mysql"),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT"),
        ("ZIZHI_VAULT", "ftp://x", "ftp"),
        ("ZIZHI_HOME", "/proc/nowhere", "zizhi doctor"),
        ("ZIZHI_ASSETS", "/proc/nowhere", "zizhi doctor"),
    ],
)
def test_a_wrong_setting_is_explained_without_a_traceback(
    tmp_path: Path, setting: str, value: str, word: str
) -> None:
    environment = os.environ | {"ZIZHI_HOME": str(tmp_path), setting: value}
    command = [sys.executable, "-m", "zizhi.ops", "demo"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_without_chinese_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    main(["zizhi"])
    sys.stdout.flush()
    assert b"\\u7528\\u6cd5" in shown.getvalue()
