"""A vault in a directory, ``aa/aa….ofd``. Written aside, forced to disk, then moved to its name.

Not for a network file system: rename and fsync must mean what POSIX says.
"""

import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from zizhi.vault.contract import checked, digest_of, is_digest, only_digests

__all__ = ["LocalVault"]

_ABANDONED_AFTER: Final = 3600.0  # seconds; a chunk is written and moved within a few


class LocalVault:
    """See `zizhi.vault.contract.Vault`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        return self.put_many([data])[0]

    def put_many(self, files: Sequence[bytes]) -> list[str]:
        if not files:
            return []
        digests = [digest_of(data) for data in files]
        new = {d: data for d, data in zip(digests, files, strict=True) if not self._path(d).exists()}
        drafts = {digest: self._draft(data) for digest, data in new.items()}
        for draft in drafts.values():
            _force(draft)
        for digest, draft in drafts.items():
            self._path(digest).parent.mkdir(mode=0o700, exist_ok=True)
            draft.rename(self._path(digest))  # the same bytes under the same name: a race changes nothing
        self._force_folders(digests)
        self._clear_leftovers()
        return digests

    def get(self, digest: str) -> bytes | None:
        if not is_digest(digest):
            return None
        try:
            return checked(digest, self._path(digest).read_bytes())
        except FileNotFoundError:
            return None

    def head(self, digest: str) -> int | None:
        if not is_digest(digest):
            return None
        try:
            return self._path(digest).stat().st_size
        except FileNotFoundError:
            return None

    def list(self) -> Iterator[str]:
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            yield from only_digests(path.stem for path in folder.glob("*.ofd"))

    def leftovers(self) -> Iterator[str]:
        return (path.name for path in self._abandoned())

    def _abandoned(self) -> Iterator[Path]:
        """Drafts whose writer died, by the file system's own clock: `ZIZHI_CLOCK` does not move that one."""
        before = time.time() - _ABANDONED_AFTER
        drafts = ((path, _written_at(path)) for path in sorted((self._root / "drafts").glob("*")))
        return (path for path, at in drafts if at is not None and at < before)

    def _clear_leftovers(self) -> None:
        for path in self._abandoned():
            path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / f"{digest}.ofd"

    def _draft(self, data: bytes) -> Path:
        folder = self._root / "drafts"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{os.getpid()}-{secrets.token_hex(8)}"
        draft.write_bytes(data)
        draft.chmod(0o400)
        return draft

    def _force_folders(self, digests: Iterable[str]) -> None:
        """Also for files that were there: who put them may not have come so far."""
        for folder in {self._path(digest).parent for digest in digests}:
            _force(folder)
        _force(self._root)


def _written_at(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # moved to its name in between
        return None


def _force(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
