"""What the arguments name, read: files and certificates."""

import re
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from openofd.errors import MalformedDocument
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.verify.seal_status import SealStatus, read_seal_statuses
from openofd.verify.trust import Trust

__all__ = ["named_files", "read_input", "trust_of"]

T = TypeVar("T")

_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)


def read_input(name: str) -> bytes:
    """The bytes of a file, of standard input for "-".

    Raises:
        MalformedDocument: FILE_UNREADABLE.
    """
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise MalformedDocument("FILE_UNREADABLE", "文件无法读取", message, where=name) from error


def named_files(names: Sequence[str]) -> list[str]:
    """The files that the arguments name; a folder stands for every .ofd file below it, in the order of names.

    Raises:
        MalformedDocument: FILE_UNREADABLE, a folder without any.
    """
    found: list[str] = []
    for name in names:
        inside = _below(Path(name)) if name != "-" and Path(name).is_dir() else [name]
        if not inside:
            raise MalformedDocument(
                "FILE_UNREADABLE", "目录里没有 OFD 文件", "there is no OFD file in the folder", where=name
            )
        found += inside
    return found


def _below(path: Path) -> list[str]:
    return sorted(str(each) for each in path.rglob("*") if each.suffix.lower() == ".ofd" and each.is_file())


def trust_of(arguments: Namespace) -> Trust:
    """Anchors, issuers and lists out of the files that `--trust`, `--intermediate`, `--crl` and so on name.

    Raises:
        MalformedDocument: a file cannot be read or holds something else.
    """
    return Trust(
        anchors=_all(arguments.trust, PublicKeyCertificate.parse),
        intermediates=_all(arguments.intermediate, PublicKeyCertificate.parse),
        crls=_all(arguments.crl, CertificateRevocationList.parse),
        seal_statuses=_statuses(arguments.seal_status),
    )


def _statuses(names: Sequence[str] | None) -> tuple[SealStatus, ...] | None:
    if names is None:
        return None
    return tuple(status for name in names for status in read_seal_statuses(read_input(name)))


def _all(names: Sequence[str] | None, parse: Callable[[bytes], T]) -> tuple[T, ...]:
    return tuple(parse(block) for name in names or () for block in _blocks(read_input(name)))


def _blocks(data: bytes) -> list[bytes]:
    """The PEM blocks of a bundle; anything without PEM is one DER structure."""
    return [found.group() for found in _PEM.finditer(data)] or [data]
