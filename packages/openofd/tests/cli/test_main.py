"""The command itself: help, usage, languages, and a cheap import."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openofd.cli.commandline import command_line
from openofd.cli.commands import COMMANDS, load
from openofd.cli.language import choose_language
from openofd.cli.main import main
from openofd.cli.table import columns, plain
from openofd.errors import CryptoUnavailable


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
@pytest.mark.parametrize(("language", "word"), [("zh", "退出码"), ("en", "exit codes")])
def test_help(capsys: Any, command: tuple[str, ...], language: str, word: str) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help", f"--lang={language}"])
    assert left.value.code == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("info",),
        ("info", "a", "b"),
        ("verify", "a", "--at", "noon"),
        ("verify", "a", "--policy", "x"),
    ],
)
def test_a_wrong_command_line(capsys: Any, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 4
    assert "命令行有误" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("info",), "缺少 FILE"),
        (("info", "a", "--pages"), "不认识 --pages"),
        (("text", "a", "--pages"), "--pages 后面缺少内容"),
        (("render", "a", "--dpi", "x"), "--dpi 不能是 'x'"),
        (("render", "a", "--dpi", "0"), "--dpi 不能是 '0'"),
        (("keygen", "-o", "a", "--name", "b", "--days", "40000"), "--days 不能是 '40000'"),
        (("verify", "a", "--policy", "x"), "--policy 不能是 'x'，可选"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(capsys: Any, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert said in capsys.readouterr().err


def test_a_machine_without_sm2(monkeypatch: Any, capsys: Any, tmp_path: Any) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise CryptoUnavailable("CRYPTO", "缺少 SM2", "no SM2")

    (tmp_path / "a.ofd").write_bytes(b"")
    monkeypatch.setattr("openofd.cli.verify.verify", refuse)
    assert main(["verify", str(tmp_path / "a.ofd")]) == 5
    assert "缺少 SM2" in capsys.readouterr().err


def test_a_bug_is_no_answer(monkeypatch: Any, capsys: Any, tmp_path: Any) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "a.ofd").write_bytes(b"")
    monkeypatch.setattr("openofd.cli.verify.verify", stumble)
    assert main(["verify", str(tmp_path / "a.ofd")]) == 6
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "code"), [("good.ofd", 2), ("junk.ofd", 1), ("nowhere.ofd", 3)])
def test_a_process_of_its_own(desk: Path, name: str, code: int) -> None:
    command = [sys.executable, "-m", "openofd", "verify", "-", name]
    given = (desk / "good.ofd").read_bytes()
    clean = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=desk, input=given, env=clean, capture_output=True, check=False)
    assert done.returncode == code
    assert done.stdout.decode().startswith("无法判断  -")


def test_a_terminal_that_lacks_the_characters(desk: Path) -> None:
    command = [sys.executable, "-m", "openofd", "text", "pages.ofd"]
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=desk, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout.split()[0]) == (0, b"\\u7532")


def test_a_name_of_stray_bytes(desk: Path, tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/\xff.ofd")
    Path(name).write_bytes((desk / "pages.ofd").read_bytes())
    command = [sys.executable, "-m", "openofd", "info", name, "--json"]
    done = subprocess.run(command, env=os.environ | {"LC_ALL": "C.UTF-8"}, capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["file"] == name


def test_whoever_interrupts_gets_no_answer(monkeypatch: Any, capsys: Any) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("openofd.cli.info.run", interrupt)
    assert main(["info", "a"]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_who_leaves_gets_no_answer(desk: Path) -> None:
    command = [sys.executable, "-m", "openofd", "verify", "--json", str(desk / "good.ofd")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.close()
        assert running.wait() == -signal.SIGPIPE
        assert running.stderr
        assert running.stderr.read() == b""


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh"),
        (["--lang", "en"], {"LANG": "zh_CN"}, "en"),
        (["info", "--lang=zh"], {"LANG": "en_US"}, "zh"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


def test_columns_count_ideographs_twice() -> None:
    assert columns([("甲乙", "x"), ("abc", "y")]) == ["  甲乙  x", "  abc   y"]


def test_a_files_text_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b[2J\u202eb\n") == "a\ufffd[2J\ufffdb\ufffd"


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_examples_of_the_help_are_command_lines(name: str, language: Any) -> None:
    for line in load(name).EXAMPLES(language).splitlines():
        words = shlex.split(line.rpartition("| ")[2].partition(" >")[0])
        assert words[:2] == ["openofd", name]
        assert command_line(language).parse_args(words[1:]).command == name


def test_what_is_not_asked_for_is_not_imported() -> None:
    loaded = imported("import openofd; from openofd.cli.main import main; main(['--version'])")
    heavy = {
        "lxml",
        "asn1crypto",
        "uharfbuzz",
        "isal",
        "PIL",
        "pypdfium2",
        "fontTools",
        "tqdm",
        "shtab",
        "django",
    }
    assert loaded & heavy == set()
    assert "argparse" in loaded


def test_info_needs_no_picture_library() -> None:
    loaded = imported("from openofd.cli.main import main; main(['info', 'nowhere'])")
    assert loaded & {"PIL", "pypdfium2", "fontTools", "tqdm", "shtab", "django", "uharfbuzz"} == set()


def imported(code: str) -> set[str]:
    """The top-level modules a program has imported when it ends."""
    code = f"import sys, atexit; atexit.register(lambda: print('\\n', *sys.modules))\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
