"""The two SM2 signatures of a certificate hold for the `openssl` command alone."""

import subprocess

import pytest
from asn1crypto import core

from openofd.gm.x509 import PublicKeyCertificate

SIGNED_VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"


@pytest.fixture
def signed_value(sealed_members):
    return [part.dump() for part in core.SequenceOf.load(sealed_members[SIGNED_VALUE], spec=core.Any)]


def openssl_verifies(folder, message, signature_bits, certificate_octets):
    certificate = core.OctetString.load(certificate_octets).native
    (folder / "message").write_bytes(message)
    (folder / "signature").write_bytes(bytes(core.OctetBitString.load(signature_bits)))
    (folder / "certificate").write_bytes(PublicKeyCertificate.parse(certificate).der)
    command = f"""openssl x509 -inform DER -in {folder}/certificate -noout -pubkey > {folder}/key
        openssl pkeyutl -verify -pubin -inkey {folder}/key -rawin -digest sm3 \
            -pkeyopt distid:1234567812345678 -in {folder}/message -sigfile {folder}/signature"""
    done = subprocess.run(["bash", "-ec", command], capture_output=True, text=True, check=False)
    return "Signature Verified Successfully" in done.stdout


def test_the_signature_over_tbs_sign(signed_value, tmp_path):
    tbs_sign, certificate, _algorithm, signature = signed_value
    assert openssl_verifies(tmp_path, tbs_sign, signature, certificate)


def test_another_message_is_refused(signed_value, tmp_path):
    tbs_sign, certificate, _algorithm, signature = signed_value
    assert not openssl_verifies(tmp_path, tbs_sign + b"\0", signature, certificate)


def test_the_makers_signature_over_the_seal_info(signed_value, tmp_path):
    tbs_parts = [part.dump() for part in core.SequenceOf.load(signed_value[0], spec=core.Any)]
    seal_info, certificate, _algorithm, signature = [
        part.dump() for part in core.SequenceOf.load(tbs_parts[1], spec=core.Any)
    ]
    assert openssl_verifies(tmp_path, seal_info, signature, certificate)
