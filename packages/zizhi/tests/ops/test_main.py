"""`zizhi --help` lists our commands in Chinese."""

import io
import sys

import pytest

from zizhi.ops.main import COMMANDS, main


@pytest.mark.parametrize("argv", [["zizhi"], ["zizhi", "--help"]])
def test_help_lists_every_command(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(argv)
    shown = capsys.readouterr().out
    assert all(name in shown and text in shown for name, text in COMMANDS.items())


def test_a_terminal_without_chinese_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    main(["zizhi"])
    sys.stdout.flush()
    assert b"\\u7528\\u6cd5" in shown.getvalue()
