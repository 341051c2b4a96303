"""Where results go: files that are never overwritten unasked, standard output, JSON."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from openofd.cli.table import plain
from openofd.errors import MalformedDocument

__all__ = ["make_folder", "print_json", "print_text", "write_output"]


def print_json(facts: Mapping[str, object]) -> None:
    """One JSON object, as a machine and a person can read it."""
    print(json.dumps(facts, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """Text out of a stranger's file; on a terminal without what steers it."""
    if sys.stdout.isatty():
        text = "\n".join([plain(line) for line in text.split("\n")])
    print(text, end="")


def write_output(name: str, data: bytes, *, force: bool = False, private: bool = False) -> None:
    """Write a file whole, or standard output for "-". An existing file stays unless `force`.

    Args:
        name: the file.
        data: what goes into it.
        force: overwrite it.
        private: nobody but its owner may read it.

    Raises:
        MalformedDocument: FILE_EXISTS, FILE_UNWRITABLE.
    """
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(name, flags, 0o600 if private else 0o666), "wb") as file:
            file.write(data)
    except FileExistsError as error:
        raise MalformedDocument(
            "FILE_EXISTS",
            "文件已存在，没有覆盖",
            "the file exists already and was left alone",
            where=name,
        ) from error
    except OSError as error:
        message = f"the file cannot be written: {error.strerror}"
        raise MalformedDocument("FILE_UNWRITABLE", "文件无法写入", message, where=name) from error


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
