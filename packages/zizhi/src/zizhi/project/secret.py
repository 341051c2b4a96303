"""Django's secret key: made at first use, kept beside the database, readable by its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key in ``<home>/secret-key``, made if there is none; ``ZIZHI_SECRET_KEY`` goes before it."""
    if given := os.environ.get("ZIZHI_SECRET_KEY"):
        return given
    path = home / "secret-key"
    with suppress(FileExistsError):
        _write_new(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)  # fails when another process was first; never a half-written key
    finally:
        draft.unlink()
