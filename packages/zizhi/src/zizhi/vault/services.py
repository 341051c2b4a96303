"""The vault of this hall, by its address: ``file:///folder`` or ``s3://bucket/prefix?endpoint=https://host``."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from zizhi.vault.contract import Vault, VaultFault, digest_of
from zizhi.vault.local import LocalVault
from zizhi.vault.s3 import S3Vault, connect

__all__ = ["Vault", "VaultFault", "digest_of", "hall_vault", "open_vault"]


def hall_vault() -> Vault:
    """The vault that ``ZIZHI_VAULT`` names."""
    return open_vault(settings.ZIZHI_VAULT)


def open_vault(address: str) -> Vault:
    """A vault by its address. Key and secret of S3 come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""
    parts = urlsplit(address)
    if parts.scheme == "file":
        return LocalVault(Path(unquote(parts.path)))
    if parts.scheme != "s3":
        raise ValueError(f"ZIZHI_VAULT: unknown scheme {parts.scheme!r}")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    key, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    client = connect(options["endpoint"], key=key, secret=secret, region=options.get("region", "us-east-1"))
    prefix = parts.path.lstrip("/")
    return S3Vault(client, bucket=parts.netloc, prefix=f"{prefix.rstrip('/')}/" if prefix else "")
