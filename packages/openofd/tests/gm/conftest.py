"""A small authority in memory: keys of fixed scalars, a root, an issuing CA and whoever they certify."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from openofd.gm.keys import PrivateKey
from openofd.gm.sm3 import sm3
from openofd.gm.x509 import (
    CertificateRevocationList,
    PublicKeyCertificate,
    Revocation,
    build_certificate,
    build_crl,
    new_serial,
)

CA_USAGE = ("keyCertSign", "cRLSign")


def key_of(name: str) -> PrivateKey:
    return PrivateKey.from_scalar(b"\0" + sm3(name.encode())[1:])


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A certificate and the key that belongs to it."""

    certificate: PublicKeyCertificate
    key: PrivateKey

    def issue(self, name: str, **changes: Any) -> "Holder":
        return make(name, self, **changes)

    def crl(
        self, revoked: Mapping[int, Revocation] | None = None, **changes: Any
    ) -> CertificateRevocationList:
        fields: dict[str, Any] = {
            "issuer": self.certificate,
            "issuer_key": self.key,
            "number": 1,
            "this_update": datetime(2026, 6, 1, tzinfo=UTC),
            "next_update": datetime(2026, 7, 1, tzinfo=UTC),
            "revoked": revoked or {},
        }
        return build_crl(**fields | changes)


def make(name: str, issuer: Holder | None, **changes: Any) -> Holder:
    key = changes.pop("key", None) or key_of(name)
    fields: dict[str, Any] = {
        "subject": {"C": "CN", "O": "演示", "CN": name},
        "public_key": key.public_key,
        "issuer": issuer.certificate if issuer else None,
        "issuer_key": issuer.key if issuer else key,
        "serial": new_serial(sm3(name.encode())[:16]),
        "not_before": datetime(2026, 1, 1, tzinfo=UTC),
        "not_after": datetime(2029, 1, 1, tzinfo=UTC),
        "key_usage": CA_USAGE if changes.get("ca") else ("digitalSignature",),
    }
    return Holder(certificate=build_certificate(**fields | changes), key=key)


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Root → issuing CA → seal; and a way to make others."""

    root: Holder = field(default_factory=lambda: make("Root", None, ca=True))
    ca: Holder = field(init=False)
    seal: Holder = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ca", self.root.issue("CA", ca=True, path_length=0))
        object.__setattr__(self, "seal", self.ca.issue("电子证照专用章"))


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def make_root() -> Callable[..., Holder]:
    """`make_root(name, **changes)`: a self-signed holder."""
    return lambda name, **changes: make(name, None, **changes)


@pytest.fixture(scope="session")
def make_key() -> Callable[[str], PrivateKey]:
    """`make_key(name)`: always the same key for a name."""
    return key_of


@pytest.fixture
def openssl(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`openssl("x509", …)`: the command, run in `tmp_path`."""
    command = shutil.which("openssl") or pytest.fail("install the openssl command: apt-get install openssl")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run
