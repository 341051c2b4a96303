"""Signers by URI: each mistake is named with what to do."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signer import KeySigner, Signer, sign, signer_from_uri

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path, authority: Any) -> Path:
    """A folder, with a blank and Chinese in its name, of an encrypted key and two certificates."""
    folder = tmp_path / "印章 1"
    folder.mkdir()
    (folder / "key.pem").write_bytes(authority.seal.key.to_pem(b"secret", iterations=1000))
    (folder / "seal.der").write_bytes(authority.seal.certificate.der)
    (folder / "ca.der").write_bytes(authority.ca.certificate.der)
    return folder


class Liar:
    """A signer that shows one certificate and signs with another's key."""

    def __init__(self, shown: Any, used: Any) -> None:
        self.certificate, self.sign_digest = shown.certificate, used.key.sign_digest


def _uri(folder: Path, key: str, certificate: str | None = None) -> str:
    query = f"?certificate={quote(str(folder / certificate))}" if certificate else ""
    return f"file:{quote(str(folder / key), safe='/?=')}{query}"


@pytest.mark.parametrize("password", [b"secret", lambda: b"secret"])
@pytest.mark.parametrize("make", [signer_from_uri, Signer.from_uri])
def test_a_key_file_signs(folder: Path, authority: Any, make: Callable[..., Signer], password: bytes) -> None:
    signer = make(_uri(folder, "key.pem", "seal.der"), password)
    assert signer.certificate == authority.seal.certificate
    assert sm2.verify_digest(signer.certificate.public_key, b"e" * 32, signer.sign_digest(b"e" * 32))


def test_a_pkcs12_file_brings_its_certificate(
    tmp_path: Path, folder: Path, openssl: Command, authority: Any
) -> None:
    openssl("x509", "-inform", "DER", "-in", str(folder / "seal.der"), "-out", "seal.pem")
    files = ("-inkey", str(folder / "key.pem"), "-in", "seal.pem", "-out", "seal.p12")
    openssl("pkcs12", "-export", *files, "-passin", "pass:secret", "-passout", "pass:x")
    assert signer_from_uri(_uri(tmp_path, "seal.p12"), b"x").certificate == authority.seal.certificate


@pytest.mark.parametrize(
    ("key", "certificate", "password", "code"),
    [
        ("key.pem", None, b"secret", "SIGNER_CERTIFICATE"),
        ("key.pem", "key.pem", b"secret", "SIGNER_CERTIFICATE"),
        ("key.pem", "missing.pem", b"secret", "SIGNER_FILE"),
        ("missing.pem", "seal.der", b"secret", "SIGNER_FILE"),
        ("key.pem", "ca.der", b"secret", "SIGNER_MISMATCH"),
        ("key.pem", "seal.der", None, "KEY_UNREADABLE"),
        ("key.pem", "seal.der", b"wrong", "KEY_UNREADABLE"),
        ("seal.der", "seal.der", b"", "KEY_UNREADABLE"),
        ("key.pem?colour=red", None, b"secret", "SIGNER_URI"),
    ],
)
def test_mistakes_are_named(
    folder: Path, key: str, certificate: str | None, password: bytes, code: str
) -> None:
    with pytest.raises(SigningFailed) as caught:
        signer_from_uri(_uri(folder, key, certificate), password)
    assert caught.value.code == code


def test_a_pkcs12_file_without_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.PFX").write_bytes(b"")
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE"):
        signer_from_uri(_uri(tmp_path, "a.PFX"))


@pytest.mark.parametrize("uri", ["skf:token=x", "key.pem", "http://example.org/", ""])
def test_other_schemes_are_refused(uri: str) -> None:
    with pytest.raises(SigningFailed, match="SIGNER_SCHEME"):
        signer_from_uri(uri)


def test_key_and_certificate_must_belong_together(authority: Any) -> None:
    with pytest.raises(SigningFailed, match="SIGNER_MISMATCH"):
        KeySigner(certificate=authority.ca.certificate, key=authority.seal.key)


@pytest.mark.parametrize("given", [True, False])
def test_sign_signs_the_message(authority: Any, given: bool) -> None:
    signer = KeySigner(certificate=authority.seal.certificate, key=authority.seal.key)
    key = signer.certificate.public_key
    e = sm2.message_digest(key, b"message") if given else None
    assert sm2.verify(key, b"message", sign(signer, b"message", e=e))


def test_sign_checks_what_it_returns_unless_told_not_to(authority: Any) -> None:
    liar = Liar(authority.seal, authority.ca)
    with pytest.raises(SigningFailed, match="SELF_CHECK"):
        sign(liar, b"message")
    assert sm2.verify_digest(
        authority.ca.key.public_key, b"e" * 32, sign(liar, b"message", e=b"e" * 32, check=False)
    )


@given(
    scheme=st.sampled_from(["file:", "pkcs11:", "sdf:", "https:", "https://", "sdf:1?", ""]), rest=st.text()
)
@example(scheme="https:", rest="//[")
@example(scheme="https:", rest="//a?key=k&client=%00&certificate=c")
@example(scheme="pkcs11:", rest="?mechanism=1&module-path=%00")
@example(scheme="sdf:", rest="1?library=%00&certificate=c")
@example(scheme="sdf:", rest="4294967297?library=l&certificate=c")
@example(scheme="file:", rest="%00")
def test_any_address_is_refused_in_words(scheme: str, rest: str) -> None:
    with pytest.raises(SigningFailed):
        signer_from_uri(scheme + rest)
