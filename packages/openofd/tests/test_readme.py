"""What the README of the package shows works: its program is run, its command lines are command lines."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from openofd.cli.commandline import command_line
from openofd.cli.commands import COMMANDS
from openofd.cli.main import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^(openofd .*?)(?:\s{2,}.*)?$", README, re.MULTILINE)


def sealed_today(folder: Path, tiny: Any, monkeypatch: Any) -> None:
    """发票.ofd under a demonstration's seal, and the certificates to judge it by."""
    monkeypatch.setenv("P", "secret")
    data = '<ofd:CustomDatas><ofd:CustomData Name="k">v</ofd:CustomData></ofd:CustomDatas>'
    (folder / "in.ofd").write_bytes(tiny.ofd("资质证书", info=data))
    key = ["--password-env", "P"]
    assert main(["keygen", "-o", str(folder), "--name", "a", "--demonstration", *key]) == 0
    signer = f"file:{folder}/key.pem?certificate={folder}/certificate.pem"
    given = ["-o", str(folder / "发票.ofd"), "--seal", str(folder / "seal.esl"), "--signer", signer]
    assert main(["seal", str(folder / "in.ofd"), *given, *key]) == 0
    for name in ("根证书.pem", "中级证书.pem"):
        (folder / name).write_bytes((folder / "certificate.pem").read_bytes())


def test_the_program(monkeypatch: Any, tmp_path: Path, tiny: Any, capsys: Any) -> None:
    sealed_today(tmp_path, tiny, monkeypatch)
    monkeypatch.chdir(tmp_path)
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(program, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "资质证书 {'k': 'v'} []\nVALID\n" in said


@pytest.mark.parametrize("line", LINES)
def test_a_command_line(line: str) -> None:
    assert command_line("zh").parse_args(shlex.split(line)[1:]).command in COMMANDS


def test_every_command_is_shown() -> None:
    assert {line.split()[1] for line in LINES} == set(COMMANDS)
