"""Requests and demonstration certificates: the `openssl` command reads them."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openofd.gm.keys import PrivateKey
from openofd.gm.x509 import PublicKeyCertificate, build_demonstration, build_request, to_pem

MakeKey = Callable[[str], PrivateKey]
Command = Callable[..., subprocess.CompletedProcess[str]]


def _demonstration(name: str, key: PrivateKey) -> PublicKeyCertificate:
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    return build_demonstration(name=name, key=key, not_before=start, not_after=end, random=b"r" * 16)


def test_the_command_verifies_a_request(tmp_path: Path, make_key: MakeKey, openssl: Command) -> None:
    request = build_request(subject={"C": "CN", "O": "某某局", "CN": "章"}, key=make_key("request"))
    (tmp_path / "r.pem").write_bytes(to_pem(request, "CERTIFICATE REQUEST"))
    options = ("-noout", "-subject", "-nameopt", "utf8", "-vfyopt", "distid:1234567812345678")
    done = openssl("req", "-in", "r.pem", "-verify", *options)
    assert "verify OK" in done.stderr + done.stdout
    assert "CN=章" in done.stdout.replace(" ", "")


@pytest.mark.parametrize(("given", "told"), [("某某局", "某某局（演示专用）"), ("演示专用局", "演示专用局")])
def test_a_demonstration_says_so(given: str, told: str, make_key: MakeKey) -> None:
    certificate = _demonstration(given, make_key("demonstration"))
    assert str(certificate.subject) == f"C=CN, CN={told}"
    assert certificate.is_signed_by(make_key("demonstration").public_key)


def test_pem_there_and_back(make_key: MakeKey) -> None:
    certificate = _demonstration("某某局", make_key("demonstration"))
    pem = to_pem(certificate.der, "CERTIFICATE")
    assert pem.startswith(b"-----BEGIN CERTIFICATE-----\n")
    assert PublicKeyCertificate.parse(pem) == certificate
