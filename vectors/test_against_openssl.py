"""What the cases are made with, before somebody else's eyes: the `openssl` command reads and verifies it."""

import subprocess

import pytest

import vectors.cases  # noqa: F401 - declares the files of trust
from openofd.gm.x509 import PublicKeyCertificate
from vectors.authority import AT, TRUST, issuing, maker, root, second_root, signer
from vectors.stamps import Token, tsa

OPTIONS = ["-vfyopt", "distid:1234567812345678", "-attime", str(int(AT.timestamp()))]


def openssl(*arguments, cwd):
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False, cwd=cwd)
    return done.stdout + done.stderr


@pytest.fixture
def pem(tmp_path):
    def written(who):
        certificate = who if isinstance(who, PublicKeyCertificate) else who.certificate
        name = f"{certificate.serial:x}"
        (tmp_path / f"{name}.der").write_bytes(certificate.der)
        openssl("x509", "-inform", "der", "-in", f"{name}.der", "-out", f"{name}.pem", cwd=tmp_path)
        return f"{name}.pem"

    return written


@pytest.mark.parametrize(
    ("issuer", "people"),
    [(root, (root, issuing)), (issuing, (signer, maker, tsa)), (second_root, (second_root,))],
)
def test_certificates_are_signed_by_their_issuers(tmp_path, pem, issuer, people):
    for who in people:
        said = openssl(
            "verify", *OPTIONS, "-partial_chain", "-CAfile", pem(issuer()), pem(who()), cwd=tmp_path
        )
        assert said.endswith(": OK\n")


def test_a_status_response_says_what_it_should(tmp_path, pem):
    (tmp_path / "good.ocsp").write_bytes(TRUST["signer-good.ocsp"]())
    arguments = ("-issuer", pem(issuing()), "-sm3", "-cert", pem(signer()), "-noverify")
    assert "good\n\tThis Update" in openssl("ocsp", "-respin", "good.ocsp", *arguments, cwd=tmp_path)


def test_a_token_says_when_and_over_what(tmp_path):
    (tmp_path / "token").write_bytes(Token()(b"value"))
    said = openssl("ts", "-reply", "-token_in", "-in", "token", "-text", cwd=tmp_path)
    assert "Hash Algorithm: sm3" in said
    assert "Time stamp: Jul  1 02:03:34 2026 GMT" in said
