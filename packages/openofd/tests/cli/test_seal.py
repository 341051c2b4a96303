"""`openofd seal`: seals appended to files, judged by `openofd verify`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openofd.document.document import Document

PASSWORD = ("--password-env", "P")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory, desk: Path) -> Any:
    """A demonstration key, certificate and seal, made by the command."""
    folder = tmp_path_factory.mktemp("keys")
    command = [sys.executable, "-m", "openofd", "keygen", "-o", str(folder), "--name", "张示例", "--json"]
    done = subprocess.run(
        [*command, "--demonstration", *PASSWORD],
        env=os.environ | {"P": "secret"},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def seal(openofd: Any, keys: Any, tmp_path: Path) -> Any:
    """Seals a file of the desk; gives the process and the output."""

    def act(name: str, *more: str, output: str = "out.ofd", stdin: bytes = b"") -> Any:
        target = tmp_path / output
        given = ("--signer", keys["signer"], *PASSWORD, *more)
        return openofd("seal", name, "-o", str(target), *given, P="secret", stdin=stdin), target

    return act


def with_seal(keys: Any, *more: str) -> tuple[str, ...]:
    return ("--seal", keys["seal"], *more)


def stamps(path: Path) -> list[tuple[int, str]]:
    document = Document.open(path.read_bytes())
    parts = document.signature_parts(document.signatures[-1])
    return [(s.page_ref, s.boundary.format()) for s in parts.model.signed_info.stamp_annots]


def test_sealed_and_verified(openofd: Any, keys: Any, seal: Any) -> None:
    done, path = seal("pages.ofd", *with_seal(keys))
    assert (done.returncode, done.stdout.startswith("已签章：")) == (0, True)
    assert openofd("verify", str(path), "--trust", keys["certificate"]).returncode == 0
    assert openofd("verify", str(path)).returncode == 2


def test_the_seal_stands_lower_right_on_the_first_page(keys: Any, seal: Any) -> None:
    _, path = seal("unsealed.ofd", *with_seal(keys))
    assert stamps(path) == [(1, "148 235 42 42")]


def test_a_page_and_a_place(keys: Any, seal: Any) -> None:
    _, path = seal("pages.ofd", *with_seal(keys, "--at-page", "3", "--position", "1.5,2"))
    assert stamps(path) == [(102, "1.5 2 42 42")]


def test_a_straddle_seal_on_every_page(openofd: Any, keys: Any, seal: Any) -> None:
    _, path = seal("pages.ofd", *with_seal(keys, "--straddle", "right", "--at-page", "1"))
    assert [page for page, _ in stamps(path)] == [100, 100, 101, 102]
    assert openofd("verify", str(path), "--trust", keys["certificate"]).returncode == 0


def test_a_signature_without_a_seal(openofd: Any, keys: Any, seal: Any) -> None:
    done, path = seal("pages.ofd", "--json")
    assert json.loads(done.stdout).keys() == {"file", "output", "size", "signer", "time"}
    assert stamps(path) == []
    assert openofd("verify", str(path), "--trust", keys["certificate"]).returncode == 0


def test_a_lock_ends_it(keys: Any, seal: Any, tmp_path: Path) -> None:
    _, first = seal("pages.ofd", *with_seal(keys), output="first.ofd")
    second, path = seal(str(first), *with_seal(keys, "--lock"), output="second.ofd")
    third, _ = seal(str(path), *with_seal(keys), output="third.ofd")
    assert (second.returncode, third.returncode, "FILE_LOCKED" in third.stderr) == (0, 3, True)


def test_the_time_of_signing(keys: Any, seal: Any) -> None:
    done, path = seal("pages.ofd", *with_seal(keys, "--time", "2020-01-01"))
    assert (done.returncode, "SEAL_PERIOD" in done.stderr, path.exists()) == (3, True, False)


def test_pipes(openofd: Any, keys: Any, desk: Path) -> None:
    given = ("--signer", keys["signer"], *PASSWORD, "--seal", keys["seal"])
    done = subprocess.run(
        [sys.executable, "-m", "openofd", "seal", "-", "-o", "-", *given],
        input=(desk / "pages.ofd").read_bytes(),
        env=os.environ | {"P": "secret"},
        capture_output=True,
        check=True,
    )
    assert len(Document.open(done.stdout).signatures) == 1


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        (("--password-env", "NOT_THERE"), 3, "PASSWORD_MISSING"),
        (("--at-page", "9"), 3, "PAGE_MISSING"),
        (("--position", "here"), 4, "X,Y"),
        (("--position", "500,500"), 3, "STAMP_GEOMETRY"),
        (("--signer", "ftp:x"), 3, "SIGNER_SCHEME"),
        (("--time", "noon"), 4, "时间"),
    ],
)
def test_errors_write_nothing(keys: Any, seal: Any, more: tuple[str, ...], code: int, word: str) -> None:
    done, path = seal("pages.ofd", *with_seal(keys, *more))
    assert (done.returncode, word in done.stderr, path.exists()) == (code, True, False)
