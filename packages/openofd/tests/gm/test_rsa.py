"""RSA is known by name, so that it can be reported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openofd.errors import UnsupportedFeature
from openofd.gm.rsa import algorithm_name, is_rsa
from openofd.gm.x509 import PublicKeyCertificate


@pytest.mark.parametrize("identifier", ["1.2.840.113549.1.1.11", "1.2.156.10197.1.504"])
def test_rsa_by_its_identifiers(identifier: Any) -> None:
    assert is_rsa(identifier)


def test_sm2_is_not_rsa() -> None:
    assert not is_rsa("1.2.156.10197.1.501")


def test_names() -> None:
    assert algorithm_name("1.2.840.113549.1.1.11") == "RSA-SHA256"
    assert algorithm_name("1.2.3") == "1.2.3"


def test_a_certificate_of_rsa_says_so(openssl: Callable[..., Any], tmp_path: Path) -> None:
    made = openssl(
        *("req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out", "cert.pem"),
        *("-subj", "/CN=demo", "-days", "1", "-sha256"),
    )
    assert made.returncode == 0, made.stderr
    with pytest.raises(UnsupportedFeature) as caught:
        PublicKeyCertificate.parse((tmp_path / "cert.pem").read_bytes())
    assert (caught.value.code, caught.value.where) == ("ALG_RSA", "RSA-SHA256")
