"""A vault in a bucket of any S3 service: plain put, get, head, list. ``<prefix>aa/aa….ofd``.

Conditional puts are not used: several services ignore them, and a digest as name makes them needless.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, cast

from zizhi.vault.contract import checked, digest_of, is_digest

__all__ = ["S3Client", "S3Vault", "connect"]


class S3Client(Protocol):
    """The part of boto3's client that is used."""

    def put_object(self, **what: object) -> object: ...
    def get_object(self, **what: object) -> dict[str, Any]: ...
    def head_object(self, **what: object) -> dict[str, Any]: ...
    def get_paginator(self, name: str) -> Any: ...


def connect(endpoint: str, *, key: str, secret: str, region: str = "us-east-1") -> S3Client:
    """A client with the settings that every service tried understands (signature v4, addresses by path)."""
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"max_attempts": 4, "mode": "standard"},
        connect_timeout=10,
        read_timeout=30,
    )
    session = boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=region)
    return cast("S3Client", session.client("s3", endpoint_url=endpoint, config=config))


class S3Vault:
    """See `zizhi.vault.contract.Vault`."""

    def __init__(self, client: S3Client, *, bucket: str, prefix: str = "") -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix

    def put(self, data: bytes) -> str:
        digest = digest_of(data)
        if self.head(digest) is None:
            self._client.put_object(
                Bucket=self._bucket, Key=self._key(digest), Body=data, ContentType="application/ofd"
            )
        return digest

    def put_many(self, files: Sequence[bytes]) -> list[str]:
        return [self.put(data) for data in files]

    def get(self, digest: str) -> bytes | None:
        if self.head(digest) is None:
            return None
        answer = self._client.get_object(Bucket=self._bucket, Key=self._key(digest))
        return checked(digest, answer["Body"].read())

    def head(self, digest: str) -> int | None:
        from botocore.exceptions import ClientError

        if not is_digest(digest):
            return None
        try:
            return int(self._client.head_object(Bucket=self._bucket, Key=self._key(digest))["ContentLength"])
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
                return None
            raise

    def list(self) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
            for entry in page.get("Contents", []):
                name = entry["Key"].rpartition("/")[2].removesuffix(".ofd")
                if is_digest(name):
                    yield name

    def leftovers(self) -> Iterator[str]:
        return iter(())  # a put is whole or not at all

    def _key(self, digest: str) -> str:
        return f"{self._prefix}{digest[:2]}/{digest}.ofd"
