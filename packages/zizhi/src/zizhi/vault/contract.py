"""What every vault does. A digest is SM3 in 64 lower-case hexadecimal digits; the content is its own name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from openofd.gm.sm3 import sm3

__all__ = ["Vault", "VaultFault", "checked", "digest_of"]

_DIGEST = re.compile(r"[0-9a-f]{64}")


class VaultFault(Exception):  # noqa: N818 - whose fault it is, as in openofd.errors
    """The store answers with something else than what was put: a fault of the machine, not of a person."""


class Vault(Protocol):
    """Put once, never overwritten, never deleted by the hall."""

    def put(self, data: bytes) -> str:
        """Store bytes durably and give their digest; the same bytes again change nothing."""

    def put_many(self, files: Sequence[bytes]) -> list[str]:
        """`put` for a chunk, with one round of waiting for the disk."""

    def get(self, digest: str) -> bytes | None:
        """The bytes with this digest, checked against it.

        Raises:
            VaultFault: they are no longer what was put.
        """

    def head(self, digest: str) -> int | None:
        """Their size; None when they are not here."""

    def list(self) -> Iterator[str]:
        """All digests, in order."""

    def leftovers(self) -> Iterator[str]:
        """Names of what interrupted puts left behind: no files of the vault, cleared by a later put."""


def digest_of(data: bytes) -> str:
    """The name of the bytes."""
    return sm3(data).hex()


def checked(digest: str, data: bytes) -> bytes:
    """The bytes, if they are the ones this digest names."""
    if digest_of(data) != digest:
        raise VaultFault(f"vault object {digest} is damaged")
    return data


def is_digest(text: str) -> bool:
    """Whether the text can name bytes in a vault."""
    return _DIGEST.fullmatch(text) is not None


def only_digests(names: Iterable[str]) -> Iterator[str]:
    """The names that are digests, in order."""
    return iter(sorted(name for name in names if is_digest(name)))
