"""The vault of this hall, by its address: ``file:///folder`` or ``s3://bucket/prefix?endpoint=https://host``."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

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
        raise ImproperlyConfigured(
            f"ZIZHI_VAULT 不支持「{parts.scheme}」，应为 file:///目录 或 s3://桶?endpoint=https://地址。"
        )
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    try:
        endpoint = options["endpoint"]
        key, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    except KeyError as error:
        raise ImproperlyConfigured(f"ZIZHI_VAULT 用 s3 时还需要 {error.args[0]}。") from error
    client = connect(endpoint, key=key, secret=secret, region=options.get("region", "us-east-1"))
    prefix = parts.path.lstrip("/")
    return S3Vault(client, bucket=parts.netloc, prefix=f"{prefix.rstrip('/')}/" if prefix else "")
