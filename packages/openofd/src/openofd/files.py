"""Files by their paths or as bytes: what most programs need, on top of the rooms that do the work.

The names stand in the package itself: `openofd.open`, `openofd.verify_file`, `openofd.read_trust`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TypeVar

from openofd.document.document import Document
from openofd.document.reading import LENIENT, Reading
from openofd.errors import MalformedDocument
from openofd.gm.ocsp import OcspResponse
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.verify.policy import STANDARD, Policy
from openofd.verify.report import Report
from openofd.verify.seal_status import read_seal_statuses
from openofd.verify.trust import Trust
from openofd.verify.verify import verify

__all__ = ["File", "open", "read_bytes", "read_trust", "verify_file"]

T = TypeVar("T")

File = bytes | str | PathLike[str]
"""The bytes of a file, or its path."""

_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)


def read_bytes(file: File) -> bytes:
    """The bytes of a file.

    Raises:
        MalformedDocument: FILE_UNREADABLE.
    """
    if isinstance(file, bytes):
        return file
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        message = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise MalformedDocument("FILE_UNREADABLE", "文件无法读取", message, where=str(file)) from error


def open(file: File, *, body: int = 0, reading: Reading = LENIENT) -> Document:  # noqa: A001 - as gzip and codecs have it
    """Open an OFD file.

    Args:
        file: its bytes or its path.
        body: which document of the package, from 0; nearly all packages hold one.
        reading: what is forgiven; see `openofd.document.reading`.

    Raises:
        OpenOfdError: it cannot be read, is no OFD file, or is beyond the ceilings.
    """
    return Document.open(read_bytes(file), body=body, reading=reading)


def verify_file(
    file: File,
    *,
    trust: Trust,
    at: datetime,
    policy: Policy = STANDARD,
    existed_by: datetime | None = None,
) -> Report:
    """Judge a file; see `openofd.verify.verify.verify` for the arguments.

    Raises:
        MalformedDocument: FILE_UNREADABLE. Whatever the file holds is an answer, not an error.
        ValueError: a time has no zone.
        CryptoUnavailable: this machine cannot compute SM2 or SM3.
    """
    return verify(read_bytes(file), trust=trust, at=at, policy=policy, existed_by=existed_by)


def read_trust(
    *,
    anchors: Iterable[File],
    intermediates: Iterable[File] = (),
    crls: Iterable[File] = (),
    ocsp: Iterable[File] = (),
    time_stamp_anchors: Iterable[File] | None = None,
    maker_anchors: Iterable[File] | None = None,
    seal_statuses: Iterable[File] | None = None,
) -> Trust:
    """What a verification may rely on, out of files of PEM (one may hold many) or DER.

    Args:
        anchors: root certificates, from a source you trust, never from the file that is to be judged.
        intermediates: issuing certificates.
        crls: revocation lists.
        ocsp: status responses, DER.
        time_stamp_anchors: roots trusted for time stamps; None: the same as for seals.
        maker_anchors: roots trusted for makers of seals, or makers themselves; None: the same as for seals.
        seal_statuses: lists of seal statuses; None where there is none.

    Raises:
        MalformedDocument: a file cannot be read or holds something else.
    """
    statuses = None if seal_statuses is None else [read_seal_statuses(read_bytes(f)) for f in seal_statuses]
    return Trust(
        anchors=_all(anchors, PublicKeyCertificate.parse),
        intermediates=_all(intermediates, PublicKeyCertificate.parse),
        crls=_all(crls, CertificateRevocationList.parse),
        ocsp=tuple([OcspResponse.parse(read_bytes(file)) for file in ocsp]),
        time_stamp_anchors=_own(time_stamp_anchors),
        maker_anchors=_own(maker_anchors),
        seal_statuses=None if statuses is None else tuple([line for lines in statuses for line in lines]),
    )


def _own(anchors: Iterable[File] | None) -> tuple[PublicKeyCertificate, ...] | None:
    return None if anchors is None else _all(anchors, PublicKeyCertificate.parse)


def _all(files: Iterable[File], parse: Callable[[bytes], T]) -> tuple[T, ...]:
    return tuple([parse(block) for file in files for block in _blocks(read_bytes(file))])


def _blocks(data: bytes) -> list[bytes]:
    """The PEM blocks of a bundle; anything without PEM is one DER structure."""
    return [found.group() for found in _PEM.finditer(data)] or [data]
