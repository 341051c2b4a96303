"""What the arguments name, read: files and certificates."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from openofd.errors import MalformedDocument
from openofd.files import read_bytes, read_trust
from openofd.verify.trust import Trust

__all__ = ["named_files", "read_input", "trust_of"]


def read_input(name: str) -> bytes:
    """The bytes of a file, of standard input for "-".

    Raises:
        MalformedDocument: FILE_UNREADABLE.
    """
    return sys.stdin.buffer.read() if name == "-" else read_bytes(name)


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
    statuses = arguments.seal_status
    return read_trust(
        anchors=_given(arguments.trust),
        intermediates=_given(arguments.intermediate),
        crls=_given(arguments.crl),
        ocsp=_given(arguments.ocsp),
        time_stamp_anchors=_given(arguments.tsa) if arguments.tsa else None,
        maker_anchors=_given(arguments.maker) if arguments.maker else None,
        seal_statuses=None if statuses is None else _given(statuses),
    )


def _given(names: Sequence[str] | None) -> list[bytes]:
    return [read_input(name) for name in names or ()]
