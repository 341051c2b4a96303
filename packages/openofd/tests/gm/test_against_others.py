"""The same signatures through other hands: the `openssl` command, and gmalg, which shares no code with it."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gmalg
import pytest

from openofd.gm import sm2
from openofd.gm.keys import PrivateKey
from openofd.gm.sm2 import PublicKey

MakeKey = Callable[[str], PrivateKey]

Command = Callable[..., subprocess.CompletedProcess[str]]
DISTID = ("-pkeyopt", "distid:1234567812345678")
MESSAGE = "沈阳某某建设工程有限公司".encode()


@pytest.fixture
def private(tmp_path: Path, make_key: MakeKey, openssl: Command) -> PrivateKey:
    """A key that lies in `key.pem` and `public.der` too, and a message in `m`."""
    key = make_key("command")
    (tmp_path / "key.pem").write_bytes(key.to_pem(b"secret", iterations=1000))
    (tmp_path / "public.der").write_bytes(key.public_key.spki)
    (tmp_path / "m").write_bytes(MESSAGE)
    return key


def _sign(openssl: Command, *options: str) -> None:
    key = ("-inkey", "key.pem", "-passin", "pass:secret")
    done = openssl("pkeyutl", "-sign", *key, "-rawin", "-digest", "sm3", "-in", "m", "-out", "sig", *options)
    assert done.returncode == 0, done.stderr


def _verify(openssl: Command, *options: str) -> bool:
    key = ("-pubin", "-keyform", "DER", "-inkey", "public.der")
    done = openssl(
        "pkeyutl", "-verify", *key, "-rawin", "-digest", "sm3", "-in", "m", "-sigfile", "sig", *options
    )
    return "Signature Verified Successfully" in done.stdout


def test_the_command_verifies_ours(tmp_path: Path, private: PrivateKey, openssl: Command) -> None:
    e = sm2.message_digest(private.public_key, MESSAGE)
    (tmp_path / "sig").write_bytes(private.sign_digest(e))
    assert _verify(openssl, *DISTID)
    assert not _verify(openssl)  # its own default is the empty user id


def test_we_verify_the_commands(tmp_path: Path, private: PrivateKey, openssl: Command) -> None:
    _sign(openssl, *DISTID)
    assert sm2.verify(private.public_key, MESSAGE, (tmp_path / "sig").read_bytes())


def test_the_commands_empty_user_id_does_not_verify(
    tmp_path: Path, private: PrivateKey, openssl: Command
) -> None:
    _sign(openssl)
    signature = (tmp_path / "sig").read_bytes()
    assert not sm2.verify(private.public_key, MESSAGE, signature)
    assert sm2.verify(private.public_key, MESSAGE, signature, user_id=b"")


@pytest.mark.parametrize("number", range(10))
def test_gmalg_agrees_both_ways(number: int, make_key: MakeKey) -> None:
    scalar = (number + 1).to_bytes(1, "big") * 32
    ours, message = PrivateKey.from_scalar(scalar), MESSAGE * number
    theirs = gmalg.SM2(sk=scalar, uid=sm2.DEFAULT_ID, pk=b"\x04" + ours.public_key.xy)
    raw = sm2.signature_to_raw(ours.sign_digest(sm2.message_digest(ours.public_key, message)))
    assert theirs.verify(message, raw[:32], raw[32:])
    returned = b"".join(part.rjust(32, b"\0") for part in theirs.sign(message))  # it drops leading zeros
    assert sm2.verify(ours.public_key, message, sm2.signature_from_raw(returned))
    assert PublicKey(theirs.generate_pk(scalar)[1:]) == ours.public_key


def test_the_command_reads_our_certificates(tmp_path: Path, authority: Any, openssl: Command) -> None:
    (tmp_path / "seal.der").write_bytes(authority.seal.certificate.der)
    done = openssl("x509", "-inform", "DER", "-in", "seal.der", "-noout", "-text", "-nameopt", "utf8")
    assert done.returncode == 0, done.stderr
    for line in ("Version: 3", "SM2-with-SM3", "ASN1 OID: SM2", "Digital Signature", "CN=电子证照专用章"):
        assert line in done.stdout


def test_the_command_reads_our_revocation_lists(tmp_path: Path, authority: Any, openssl: Command) -> None:
    (tmp_path / "crl.der").write_bytes(authority.ca.crl().der)
    done = openssl("crl", "-inform", "DER", "-in", "crl.der", "-noout", "-text")
    assert "No Revoked Certificates." in done.stdout, done.stderr


@pytest.mark.parametrize(("upper", "lower"), [("root", "ca"), ("ca", "seal")])
def test_the_command_verifies_each_link(
    tmp_path: Path, authority: Any, openssl: Command, upper: str, lower: str
) -> None:
    """One link at a time: OpenSSL 3.0 passes the user id to the lowest certificate only."""
    for name in (upper, lower):
        der = getattr(authority, name).certificate.der
        (tmp_path / f"{name}.der").write_bytes(der)
        openssl("x509", "-inform", "DER", "-in", f"{name}.der", "-out", f"{name}.pem")
    trust = ("-partial_chain", "-attime", "1780000000", "-trusted", f"{upper}.pem")
    done = openssl("verify", "-vfyopt", "distid:1234567812345678", *trust, f"{lower}.pem")
    assert done.returncode == 0, done.stderr


def test_we_read_the_commands_certificates(tmp_path: Path, private: PrivateKey, openssl: Command) -> None:
    from openofd.gm.x509 import PublicKeyCertificate

    key = ("-key", "key.pem", "-passin", "pass:secret", "-sm3", "-sigopt", "distid:1234567812345678")
    done = openssl(
        "req", "-x509", "-new", *key, "-utf8", "-subj", "/C=CN/O=某某局/CN=章", "-days", "9", "-out", "c.pem"
    )
    assert done.returncode == 0, done.stderr
    certificate = PublicKeyCertificate.parse((tmp_path / "c.pem").read_bytes())
    assert str(certificate.subject) == "C=CN, O=某某局, CN=章"
    assert certificate.is_signed_by(private.public_key)
