"""`openofd completion`: scripts that the shells accept and that know every command."""

import subprocess
from typing import Any

import pytest

from openofd.cli.commands import COMMANDS


def completed(openofd: Any, tmp_path: Any, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    (tmp_path / "openofd.bash").write_text(openofd("completion", "bash").stdout)
    line = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _shtab_openofd"
    script = f'. ./openofd.bash; {line} openofd {words[-1]}; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_bash_completes_commands(openofd: Any, tmp_path: Any) -> None:
    assert completed(openofd, tmp_path, "openofd", "ver") == ["verify"]


def test_bash_completes_options(openofd: Any, tmp_path: Any) -> None:
    assert completed(openofd, tmp_path, "openofd", "verify", "--tru") == ["--trust"]


def test_bash_completes_files(openofd: Any, tmp_path: Any) -> None:
    (tmp_path / "licence.ofd").touch()
    assert completed(openofd, tmp_path, "openofd", "info", "lic") == ["licence.ofd"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_shell_learns_every_command(openofd: Any, shell: str, language: str) -> None:
    done = openofd("completion", shell, "--lang", language)
    assert done.returncode == 0
    assert [name for name in COMMANDS if name not in done.stdout] == []


def test_an_unknown_shell_is_refused(openofd: Any) -> None:
    assert openofd("completion", "fish").returncode == 4
