"""Private keys: encrypted files there and back, and everything that is no sound SM2 key refused."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.keys import Cipher, PrivateKey
from openofd.gm.sm2 import N

MakeKey = Callable[[str], PrivateKey]

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_generated_keys_differ_and_sign() -> None:
    one, other = PrivateKey.generate(), PrivateKey.generate()
    assert one.public_key != other.public_key
    assert sm2.verify_digest(one.public_key, b"e" * 32, one.sign_digest(b"e" * 32))


@pytest.mark.parametrize("cipher", ["sm4-cbc", "aes-256-cbc"])
def test_a_key_goes_through_encrypted_pkcs8(cipher: Cipher, make_key: MakeKey) -> None:
    key = make_key("file")
    pem = key.to_pem("口令".encode(), cipher=cipher, iterations=1000)
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert PrivateKey.from_pem(pem, "口令".encode()).public_key == key.public_key


@pytest.mark.parametrize("password", [None, b"", b"wrong"])
def test_a_wrong_password_is_told(password: bytes | None, make_key: MakeKey) -> None:
    pem = make_key("file").to_pem(b"right", iterations=1000)
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE") as caught:
        PrivateKey.from_pem(pem, password)
    assert "口令" in caught.value.explain("zh")


@pytest.mark.parametrize("password", [b"", b"a\0b", b"a" * 1001])
def test_unusable_passwords_are_refused(password: bytes, make_key: MakeKey) -> None:
    with pytest.raises(SigningFailed, match="KEY_PASSWORD"):
        make_key("file").to_pem(password)


@pytest.mark.parametrize(
    "pem", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_file_is_refused(pem: bytes) -> None:
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE"):
        PrivateKey.from_pem(pem)


@pytest.mark.parametrize("scalar", [1, 2, N - 2])
def test_scalars_at_the_edges_work(scalar: int) -> None:
    key = PrivateKey.from_scalar(scalar.to_bytes(32, "big"))
    assert sm2.verify_digest(key.public_key, b"e" * 32, key.sign_digest(b"e" * 32))


@pytest.mark.parametrize("scalar", [0, N - 1, N, N + 1, 2**256 - 1])
def test_scalars_out_of_range_are_refused(scalar: int) -> None:
    with pytest.raises(SigningFailed, match="KEY_"):
        PrivateKey.from_scalar(scalar.to_bytes(32, "big"))


def test_a_digest_has_32_bytes(make_key: MakeKey) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make_key("file").sign_digest(b"message")


def test_a_key_shows_nothing_of_itself(make_key: MakeKey) -> None:
    key = make_key("secret")
    assert key._key.scalar().hex() not in repr(key) + repr(key._key)
    with pytest.raises(TypeError):
        __import__("pickle").dumps(key)


def test_the_commands_keys_are_read(tmp_path: Path, openssl: Command) -> None:
    openssl("genpkey", "-algorithm", "SM2", "-out", "plain.pem")
    openssl("ec", "-in", "plain.pem", "-out", "ec.pem")
    openssl("pkcs8", "-topk8", "-in", "plain.pem", "-out", "p8.pem", "-scrypt", "-passout", "pass:x")
    keys = [
        PrivateKey.from_pem((tmp_path / name).read_bytes(), b"x")
        for name in ("plain.pem", "ec.pem", "p8.pem")
    ]
    assert len({key.public_key for key in keys}) == 1


@pytest.mark.parametrize(
    "options", [("RSA", "-pkeyopt", "rsa_keygen_bits:1024"), ("EC", "-pkeyopt", "ec_paramgen_curve:P-256")]
)
def test_keys_of_other_algorithms_are_refused(
    tmp_path: Path, openssl: Command, options: tuple[str, ...]
) -> None:
    openssl("genpkey", "-algorithm", *options, "-out", "key.pem")
    with pytest.raises(SigningFailed, match="KEY_NOT_SM2"):
        PrivateKey.from_pem((tmp_path / "key.pem").read_bytes())


def test_a_file_whose_public_key_is_anothers_is_refused(tmp_path: Path, openssl: Command) -> None:
    points = []
    for name in ("a", "b"):
        openssl("genpkey", "-algorithm", "SM2", "-outform", "DER", "-out", name)
        points.append((tmp_path / name).read_bytes()[-64:])
    (tmp_path / "mixed").write_bytes((tmp_path / "a").read_bytes().replace(points[0], points[1]))
    openssl("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-in", "mixed", "-out", "mixed.pem")
    with pytest.raises(SigningFailed, match="KEY_PAIR"):
        PrivateKey.from_pem((tmp_path / "mixed.pem").read_bytes())


def test_pkcs12_of_the_command_is_read(tmp_path: Path, openssl: Command, authority: Any) -> None:
    (tmp_path / "key.pem").write_bytes(authority.seal.key.to_pem(b"x", iterations=1000))
    (tmp_path / "c.der").write_bytes(authority.seal.certificate.der)
    openssl("x509", "-inform", "DER", "-in", "c.der", "-out", "c.pem")
    options = (
        "-keypbe",
        "sm4-cbc",
        "-certpbe",
        "sm4-cbc",
        "-macalg",
        "sm3",
        "-passin",
        "pass:x",
        "-passout",
        "pass:y",
    )
    openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "c.pem", *options, "-out", "a.p12")
    openssl("pkcs12", "-export", "-inkey", "key.pem", "-nocerts", *options, "-out", "bare.p12")
    both = PrivateKey.with_certificate((tmp_path / "a.p12").read_bytes(), b"y")
    assert (both[0].public_key, both[1]) == (authority.seal.key.public_key, authority.seal.certificate.der)
    assert PrivateKey.with_certificate((tmp_path / "bare.p12").read_bytes(), b"y")[1] is None
    assert PrivateKey.from_pkcs12((tmp_path / "a.p12").read_bytes(), b"y").public_key == both[0].public_key
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE"):
        PrivateKey.from_pkcs12((tmp_path / "a.p12").read_bytes(), b"x")


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x30\x00"])
def test_what_is_no_pkcs12_is_refused(data: bytes) -> None:
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE"):
        PrivateKey.from_pkcs12(data, b"")


@pytest.mark.parametrize("cipher", ["sm4-cbc", "aes-256-cbc"])
def test_a_key_goes_through_pkcs12(cipher: Cipher, authority: Any, tmp_path: Path, openssl: Command) -> None:
    holder = authority.seal
    data = holder.key.to_pkcs12(holder.certificate.der, "口令".encode(), cipher=cipher, iterations=1000)
    key, certificate = PrivateKey.with_certificate(data, "口令".encode())
    assert (key.public_key, certificate) == (holder.key.public_key, holder.certificate.der)
    (tmp_path / "a.p12").write_bytes(data)
    told = openssl("pkcs12", "-in", "a.p12", "-info", "-noout", "-passin", "pass:口令").stderr
    assert told.count(cipher.upper()) == 2  # certificate and key
    assert "MAC: sha256, Iteration 1000" in told


@pytest.mark.parametrize("certificate", [b"", "ca"])
def test_pkcs12_takes_the_keys_own_certificate_only(certificate: Any, authority: Any) -> None:
    der = certificate and authority.ca.certificate.der
    with pytest.raises(SigningFailed, match="KEY_UNREADABLE"):
        authority.seal.key.to_pkcs12(der, b"x", iterations=1000)


def test_pkcs12_needs_a_password(authority: Any) -> None:
    with pytest.raises(SigningFailed, match="KEY_PASSWORD"):
        authority.seal.key.to_pkcs12(authority.seal.certificate.der, b"")
