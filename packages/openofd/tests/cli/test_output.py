"""Where results go: nothing is overwritten unasked, nothing unfinished stays."""

import os
from pathlib import Path

import pytest

from openofd.cli.output import output_file, write_output
from openofd.errors import MalformedDocument


def test_an_existing_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(MalformedDocument) as caught:
        write_output(str(tmp_path / "a"), b"new")
    assert (caught.value.code, (tmp_path / "a").read_bytes()) == ("FILE_EXISTS", b"old")


@pytest.mark.parametrize("old", [None, b"old"])
def test_force_overwrites_and_creates(tmp_path: Path, old: bytes | None) -> None:
    if old:
        (tmp_path / "a").write_bytes(old)
    write_output(str(tmp_path / "a"), b"new", force=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"new"}


def stumble(name: str, *, force: bool) -> None:
    with output_file(name, force=force) as file:
        file.write(b"half")
        raise ZeroDivisionError


@pytest.mark.parametrize(("force", "left"), [(False, {}), (True, {"a": b"old"})])
def test_what_is_not_finished_is_removed(tmp_path: Path, force: bool, left: dict[str, bytes]) -> None:
    for name, data in left.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ZeroDivisionError):
        stumble(str(tmp_path / "a"), force=force)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == left


def test_a_pipe_is_written_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_output(str(tmp_path / "pipe"), b"through", force=True)
    assert os.read(reader, 100) == b"through"
    os.close(reader)


def test_private_files_are_their_owners(tmp_path: Path) -> None:
    write_output(str(tmp_path / "key"), b"secret", private=True)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
