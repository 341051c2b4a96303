"""Asking the registry. When it does not answer, that is said, and never taken for "no such certificate"."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Error as SqliteError
from typing import Final

from django.db import Error as DjangoError
from django.db import connection

from zizhi.certificates.models import Version
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.status.answers import Answer, Reader, open_reader

__all__ = ["Registered", "RegistryUnreachable"]

try:
    from psycopg import Error as PostgresError
except ImportError:  # an optional extra
    PostgresError = SqliteError  # type: ignore[assignment, misc]

_readers: Final[dict[str, Reader]] = {}
_FAULTS: Final = (SqliteError, DjangoError, PostgresError)


class RegistryUnreachable(Exception):  # noqa: N818 - the house's error names say what is the matter
    """The registry did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A version that has a file, as the registry holds it."""

    token: str
    identifier: str
    digest: str
    recorded_at: datetime | None
    snapshot: CertificateSnapshot


@contextmanager
def reached() -> Iterator[None]:
    """Turns a database's refusal into `RegistryUnreachable`."""
    try:
        yield
    except _FAULTS as error:
        raise RegistryUnreachable(str(error)) from error


def reader() -> Reader:
    """The reader of status rows: one a process for each database."""
    here = place()
    found = _readers.get(here)
    if found is None:
        found = _readers[here] = open_reader(connection.settings_dict)
    return found


def close_readers() -> None:
    """Close every reader's connections; the next question opens new ones."""
    while _readers:
        _readers.popitem()[1].close()


def place() -> str:
    """Which database is asked."""
    database = connection.settings_dict
    return f"{database['HOST']}:{database['PORT']}/{database['NAME']}"


def row_of(token: str) -> Answer | None:
    """The status row of a token."""
    with reached():
        return reader().by_token(token)


def rows_of_number(number: str) -> Sequence[Answer]:
    """Status rows of a number, the newest version first."""
    with reached():
        return reader().by_number(number)


def rows_of_uscc(uscc: str) -> Sequence[Answer]:
    """Status rows of a credit code, by kind and newest first."""
    with reached():
        return reader().by_uscc(uscc)


def by_digest(digest: bytes) -> Registered | None:
    """The version whose file has this SM3: the vault's record of exactly these bytes."""
    with reached():
        return _registered(
            Version.objects.filter(file_digest=digest.hex(), in_effect_at__isnull=False).first()
        )


def by_identifier(identifier: str) -> Registered | None:
    """The version with this electronic certificate identifier."""
    with reached():
        return _registered(Version.objects.filter(identifier=identifier, in_effect_at__isnull=False).first())


def by_token(token: str) -> Registered | None:
    """The version with this verification token."""
    with reached():
        return _registered(Version.objects.filter(token=token, in_effect_at__isnull=False).first())


def latest_of_number(number: str) -> Registered | None:
    """The newest version of a certificate number that ever was in effect."""
    with reached():
        versions = Version.objects.filter(certificate__number=number, in_effect_at__isnull=False)
        return _registered(versions.order_by("-ordinal").first())


def _registered(version: Version | None) -> Registered | None:
    if version is None:
        return None
    return Registered(
        token=version.token,
        identifier=version.identifier,
        digest=version.file_digest,
        recorded_at=version.in_effect_at,
        snapshot=version.snapshot,
    )
