"""`sdf:` against a stub library of GM/T 0018: the way there, and everything that can stand in it."""

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_ubyte
from pathlib import Path
from typing import Any

import pytest

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signer import Signer, signer_from_uri

E = b"e" * 32
SIGNING = CFUNCTYPE(None, POINTER(c_ubyte), POINTER(c_ubyte))


class Stub:
    """The stub library from the other side."""

    def __init__(self, path: Path, holder: Any, certificate: Path, width: int) -> None:
        self.path, self.holder, self.certificate, self.width = path, holder, certificate, width
        self.library = ctypes.CDLL(str(path))
        self.callback = SIGNING(self.sign)
        self.library.stub_plug(self.callback, holder.key.public_key.xy)

    def sign(self, e: Any, out: Any) -> None:
        ctypes.memmove(out, sm2.signature_to_raw(self.holder.key.sign_digest(bytes(e[:32]))), 64)

    def uri(self, key: str = "1", **settings: Any) -> str:
        given = {"library": self.path, "certificate": self.certificate, "field": self.width} | settings
        query = "&".join(f"{name.replace('_', '-')}={value}" for name, value in given.items())
        return f"sdf:{key}?{query}"

    def signer(self, key: str = "1", **settings: Any) -> Signer:
        return signer_from_uri(self.uri(key, **settings), b"11111111")


@pytest.fixture(scope="module", params=[64, 32])
def library(request: pytest.FixtureRequest, compiled: Callable[..., Path]) -> tuple[Path, int]:
    return compiled("stub_sdf", f"-DFIELD={request.param}"), request.param


@pytest.fixture
def stub(library: tuple[Path, int], authority: Any, certificate_file: Path) -> Stub:
    return Stub(library[0], authority.seal, certificate_file, library[1])


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SigningFailed) as caught:
        act()
    return caught.value.code


def test_a_device_signs(stub: Stub, authority: Any) -> None:
    signer = stub.signer()
    assert signer.certificate == authority.seal.certificate
    assert sm2.verify_digest(signer.certificate.public_key, E, signer.sign_digest(E))


def test_the_password_may_lie_in_a_file(stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("11111111\n")
    assert signer_from_uri(stub.uri(pin_source=tmp_path / "pin")).sign_digest(E)


@pytest.mark.parametrize("password", [b"wrong", b"", None, lambda: b"x"])
def test_a_wrong_password_is_told(stub: Stub, password: Any) -> None:
    assert code_of(lambda: signer_from_uri(stub.uri(), password)) == "SIGNER_PIN"
    assert stub.library.stub_sessions() == 0


def test_a_missing_key_is_told(stub: Stub) -> None:
    assert code_of(lambda: stub.signer("2")) == "SIGNER_KEY"


def test_a_device_without_sm2_is_told(stub: Stub) -> None:
    signer = stub.signer()
    stub.library.stub_forget_sm2()
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_MECHANISM"


def test_a_device_that_is_not_there_is_told(stub: Stub) -> None:
    stub.library.stub_unplug(1)
    assert code_of(stub.signer) == "SIGNER_DEVICE"


def test_a_device_without_a_free_session_is_told(stub: Stub) -> None:
    stub.library.stub_be_busy()
    assert code_of(stub.signer) == "SIGNER_DEVICE"
    assert stub.library.stub_sessions() == 0


def test_a_device_pulled_out_is_told_and_works_again_when_back(stub: Stub) -> None:
    signer = stub.signer()
    stub.library.stub_unplug(1)
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_DEVICE"
    stub.library.stub_unplug(0)
    assert signer.sign_digest(E)
    assert stub.library.stub_sessions() == 1


def test_the_other_layout_is_noticed_at_once(stub: Stub) -> None:
    other = 96 - stub.width
    assert code_of(lambda: stub.signer(field=other)) == "SIGNER_MISMATCH"


def test_a_certificate_of_another_key_is_noticed_at_once(stub: Stub, tmp_path: Path, authority: Any) -> None:
    (tmp_path / "other.crt").write_bytes(authority.ca.certificate.der)
    assert code_of(lambda: stub.signer(certificate=tmp_path / "other.crt")) == "SIGNER_MISMATCH"


def test_a_signature_of_another_key_is_caught(stub: Stub, authority: Any) -> None:
    signer = stub.signer()
    stub.holder = authority.ca
    assert code_of(lambda: signer.sign_digest(E)) == "SELF_CHECK"


@pytest.mark.parametrize("path", ["/no/such/library.so", "libc.so.6"])
def test_a_library_that_is_none_is_told(stub: Stub, path: str) -> None:
    assert code_of(lambda: stub.signer(library=path)) == "SIGNER_DEVICE"


@pytest.mark.parametrize(
    ("key", "settings"), [("", {}), ("one", {}), ("1", {"field": "48"}), ("1", {"colour": "red"})]
)
def test_a_malformed_address_is_told(stub: Stub, key: str, settings: Any) -> None:
    assert code_of(lambda: stub.signer(key, **settings)) == "SIGNER_URI"


def test_the_certificate_must_be_named(stub: Stub) -> None:
    assert code_of(lambda: signer_from_uri(f"sdf:1?library={stub.path}")) == "SIGNER_CERTIFICATE"
