"""Certificate files under a name that people can read: `$ZIZHI_HOME/certificates/<number>-<version>.ofd`."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from zizhi.certificates.models import Version
from zizhi.vault.services import hall_vault

__all__ = ["export", "exported_path"]


def exported_path(version: Version) -> Path:
    """Where the file of a version is put for people."""
    number = version.snapshot.certificate_number.replace("/", "_")
    folder: Path = settings.ZIZHI_HOME / "certificates"
    return folder / f"{number}-{version.ordinal:03d}.ofd"


def export(version: Version) -> Path | None:
    """Write the file of a version there unless it is there already; None when the vault lacks it."""
    path, data = exported_path(version), hall_vault().get(version.file_digest)
    if data is None:
        return None
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}")
        draft.write_bytes(data)
        draft.replace(path)
    return path
