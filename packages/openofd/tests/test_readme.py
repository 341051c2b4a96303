"""What the README of the package shows works: its program is run, its command lines are command lines."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import time_machine

from openofd.cli.commandline import command_line
from openofd.cli.commands import COMMANDS
from openofd.gm.x509 import to_pem

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^(openofd .*?)(?:\s{2,}.*)?$", README, re.MULTILINE)


@time_machine.travel("2026-08-01")
def test_the_program(monkeypatch: Any, tmp_path: Path, authority: Any, capsys: Any) -> None:
    (tmp_path / "发票.ofd").write_bytes(authority.sealed())
    (tmp_path / "根证书.pem").write_bytes(to_pem(authority.root.der, "CERTIFICATE"))
    (tmp_path / "中级证书.pem").write_bytes(to_pem(authority.issuing.der, "CERTIFICATE"))
    monkeypatch.chdir(tmp_path)
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(program, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "资质证书 {'k': 'v'} ['licence']\nVALID\n" in said


@pytest.mark.parametrize("line", LINES)
def test_a_command_line(line: str) -> None:
    assert command_line("zh").parse_args(shlex.split(line)[1:]).command in COMMANDS


def test_every_command_is_shown() -> None:
    assert {line.split()[1] for line in LINES} == set(COMMANDS)
