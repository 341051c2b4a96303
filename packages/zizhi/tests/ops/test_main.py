"""`zizhi --help` lists our commands in Chinese."""

import pytest

from zizhi.ops.main import COMMANDS, main


@pytest.mark.parametrize("argv", [["zizhi"], ["zizhi", "--help"]])
def test_help_lists_every_command(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(argv)
    shown = capsys.readouterr().out
    assert all(name in shown and text in shown for name, text in COMMANDS.items())
