"""Where results go: files that are never overwritten unasked, standard output, JSON."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openofd.cli.table import plain
from openofd.errors import MalformedDocument

__all__ = ["make_folder", "output_file", "print_json", "print_text", "write_output"]


def print_json(facts: Mapping[str, object]) -> None:
    """One JSON object, as a machine and a person can read it."""
    print(json.dumps(facts, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Text out of a stranger's file; on a terminal without what steers it."""
    if sys.stdout.isatty():
        text = "\n".join([plain(line) for line in text.split("\n")])
    print(text, end="")


def write_output(name: str, data: bytes, *, force: bool = False, private: bool = False) -> None:
    """Write a file whole; arguments and errors as `output_file`."""
    with output_file(name, force=force, private=private) as file:
        file.write(data)


@contextmanager
def output_file(name: str, *, force: bool = False, private: bool = False) -> Iterator[BinaryIO]:
    """A file to be written, or standard output for "-". What is not finished is removed.

    Args:
        name: the file; if it exists it stays as it is, unless `force`.
        force: overwrite it.
        private: nobody but its owner may read it.

    Raises:
        MalformedDocument: FILE_EXISTS, FILE_UNWRITABLE.
    """
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    # an old file is only replaced by a finished one; a device or a pipe cannot be replaced
    part = path.with_name(f".{path.name}.{os.getpid()}") if force and path.is_file() else path
    direct = force and path.exists() and not path.is_file()
    try:
        with _opened(part, force=direct, private=private) as file:
            try:
                yield file
            except BaseException:
                if not direct:
                    part.unlink(missing_ok=True)
                raise
        if part != path:
            part.replace(path)
    except FileExistsError as error:
        raise MalformedDocument(
            "FILE_EXISTS", "文件已存在，没有覆盖", "the file exists already and was left alone", where=name
        ) from error
    except OSError as error:
        message = f"the file cannot be written: {error.strerror}"
        raise MalformedDocument("FILE_UNWRITABLE", "文件无法写入", message, where=name) from error


def _opened(path: Path, *, force: bool, private: bool) -> BinaryIO:
    flags = os.O_WRONLY | (os.O_TRUNC if force else os.O_CREAT | os.O_EXCL) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb")


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there.

    Raises:
        MalformedDocument: FILE_UNWRITABLE.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder cannot be made: {error.strerror}"
        raise MalformedDocument("FILE_UNWRITABLE", "目录无法建立", message, where=str(folder)) from error
    return folder
