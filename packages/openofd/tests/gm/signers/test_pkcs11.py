"""`pkcs11:` against a stub module: the way there, and everything that can stand in it."""

import ctypes
import os
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_ubyte, c_ulong
from pathlib import Path
from typing import Any

import pytest

from openofd.errors import SigningFailed
from openofd.gm import sm2
from openofd.gm.signer import Signer, sign, signer_from_uri

E = b"e" * 32
SIGNING = CFUNCTYPE(c_ulong, POINTER(c_ubyte), c_ulong, POINTER(c_ubyte), POINTER(c_ulong))


class Stub:
    """The stub module from the other side: its plug, and what its token holds."""

    def __init__(self, path: Path, holder: Any) -> None:
        self.path, self.holder = path, holder
        self.library = ctypes.CDLL(str(path))
        self.answer = self.raw
        self.callbacks = SIGNING(self.sign_digest), SIGNING(self.sign_message)
        self.plug(holder.certificate.der)

    def plug(self, der: bytes) -> None:
        self.library.stub_plug(*self.callbacks, der, c_ulong(len(der)))

    def der(self, e: bytes) -> bytes:
        return self.holder.key.sign_digest(e)

    def raw(self, e: bytes) -> bytes:
        return sm2.signature_to_raw(self.der(e))

    def sign_digest(self, data: Any, size: int, out: Any, out_size: Any) -> int:
        answer = self.answer(bytes(data[:size]))
        ctypes.memmove(out, answer, len(answer))
        out_size[0] = len(answer)
        return 0

    def sign_message(self, data: Any, size: int, out: Any, out_size: Any) -> int:
        e = sm2.message_digest(self.holder.key.public_key, bytes(data[:size]))
        return self.sign_digest(list(e), 32, out, out_size)

    def uri(self, path: str = "token=stub%20token;object=seal%20key", **settings: Any) -> str:
        given = {"module_path": self.path, "mechanism": "0x80000B21"} | settings
        query = "&".join(f"{name.replace('_', '-')}={value}" for name, value in given.items())
        return f"pkcs11:{path}?{query}"

    def signer(self, path: str = "token=stub%20token;object=seal%20key", **settings: Any) -> Signer:
        return signer_from_uri(self.uri(path, **settings), b"123456")


@pytest.fixture(scope="module")
def module(compiled: Callable[..., Path]) -> Path:
    return compiled("stub_pkcs11")


@pytest.fixture
def stub(module: Path, authority: Any) -> Stub:
    return Stub(module, authority.seal)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SigningFailed) as caught:
        act()
    return caught.value.code


@pytest.mark.parametrize("form", ["raw", "der"])
def test_a_token_signs(stub: Stub, form: str, authority: Any) -> None:
    stub.answer = getattr(stub, form)
    signer = stub.signer()
    assert signer.certificate == authority.seal.certificate  # found in the token, beside the key
    assert sm2.verify_digest(signer.certificate.public_key, E, signer.sign_digest(E))


@pytest.mark.parametrize(
    "path",
    ["object=seal%20key", "id=%01%02", "token=stub%20token;serial=0001;id=%01%02;type=private", ""],
)
def test_the_key_is_found_by_what_the_address_says(stub: Stub, path: str) -> None:
    assert stub.signer(path, key_type="0x80000016").sign_digest(E)


def test_a_certificate_file_goes_before_the_tokens(stub: Stub, certificate_file: Path) -> None:
    stub.plug(b"")
    assert stub.signer(certificate=certificate_file).sign_digest(E)


def test_the_pin_may_lie_in_a_file(stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("123456\n")
    for source in (tmp_path / "pin", f"file:{tmp_path}/pin"):
        assert signer_from_uri(stub.uri(pin_source=source)).sign_digest(E)


def test_the_addresss_pin_goes_before_the_callers(stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("123456")
    assert signer_from_uri(stub.uri(pin_source=tmp_path / "pin"), b"of the key files").sign_digest(E)


def test_a_module_that_digests_itself_is_given_the_message(stub: Stub) -> None:
    signer = stub.signer(mechanism="0x80000B22", parameter="%01%02", input="message")
    signature = sign(signer, b"message")
    assert sm2.verify(signer.certificate.public_key, b"message", signature)
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_INPUT"


@pytest.mark.parametrize("pin", [b"654321", b"1"])
def test_a_wrong_pin_is_told_at_once(stub: Stub, pin: bytes, certificate_file: Path) -> None:
    assert code_of(lambda: signer_from_uri(stub.uri(), pin)) == "SIGNER_PIN"
    assert code_of(lambda: signer_from_uri(stub.uri(certificate=certificate_file), pin)) == "SIGNER_PIN"


def test_without_a_pin_the_key_is_not_seen(stub: Stub) -> None:
    assert code_of(lambda: signer_from_uri(stub.uri())) == "SIGNER_KEY"


@pytest.mark.parametrize("path", ["object=other", "id=%09"])
def test_a_missing_key_is_told_and_the_session_closed(stub: Stub, path: str) -> None:
    assert code_of(lambda: stub.signer(path)) == "SIGNER_KEY"
    assert stub.library.stub_sessions() == 0


def test_a_key_of_another_type_is_not_the_key(stub: Stub) -> None:
    assert code_of(lambda: stub.signer(key_type="3")) == "SIGNER_KEY"


def test_two_keys_of_one_name_are_not_guessed_between(stub: Stub) -> None:
    stub.library.stub_double_the_key()
    assert code_of(stub.signer) == "SIGNER_KEY"


@pytest.mark.parametrize("path", ["token=other", "serial=2"])
def test_a_missing_token_is_told(stub: Stub, path: str) -> None:
    assert code_of(lambda: stub.signer(path)) == "SIGNER_DEVICE"


def test_a_token_without_certificate_needs_a_file(stub: Stub) -> None:
    stub.plug(b"")
    assert code_of(stub.signer) == "SIGNER_CERTIFICATE"


def test_a_key_deleted_meanwhile_is_told(stub: Stub) -> None:
    signer = stub.signer()
    stub.library.stub_delete_the_key()
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_KEY"


def test_a_refused_mechanism_is_told(stub: Stub) -> None:
    signer = stub.signer(mechanism="0x1041")
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_MECHANISM"


def test_a_message_where_a_digest_is_wanted_is_told(stub: Stub) -> None:
    signer = stub.signer(input="message")
    assert code_of(lambda: sign(signer, b"message")) == "SIGNER_MECHANISM"


def test_a_device_pulled_out_is_told_and_works_again_when_back(stub: Stub) -> None:
    signer = stub.signer()
    stub.library.stub_unplug(1)
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_DEVICE"
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_DEVICE"
    stub.library.stub_unplug(0)
    assert signer.sign_digest(E)


def test_a_signature_of_another_key_is_caught(stub: Stub, authority: Any) -> None:
    signer = stub.signer()
    stub.holder = authority.ca
    assert code_of(lambda: signer.sign_digest(E)) == "SELF_CHECK"


def test_an_answer_that_is_no_signature_is_told(stub: Stub) -> None:
    signer = stub.signer()
    stub.answer = lambda _: b"nonsense"
    assert code_of(lambda: signer.sign_digest(E)) == "SIGNER_ANSWER"


@pytest.mark.parametrize("path", ["/no/such/module.so", "libc.so.6"])
def test_a_module_that_is_none_is_told(stub: Stub, path: str) -> None:
    assert code_of(lambda: stub.signer(module_path=path)) == "SIGNER_DEVICE"


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        ("token=stub%20token;colour=red", {}),
        ("token=a;token=b", {}),
        ("type=public", {}),
        ("token", {}),
        ("", {"mechanism": "many"}),
        ("", {"input": "both"}),
        ("", {"pin_value": "123456"}),
        ("", {"module_path": "%FF"}),
    ],
)
def test_a_malformed_address_is_told(stub: Stub, path: str, settings: Any) -> None:
    assert code_of(lambda: stub.signer(path, **settings)) == "SIGNER_URI"


def test_module_and_mechanism_must_be_named(stub: Stub) -> None:
    for query in ("mechanism=1", f"module-path={stub.path}"):
        assert code_of(lambda query=query: signer_from_uri(f"pkcs11:?{query}")) == "SIGNER_URI"


def test_a_digest_has_32_bytes(stub: Stub) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        stub.signer().sign_digest(b"short")


def test_a_forked_child_opens_a_session_of_its_own(stub: Stub) -> None:
    signer = stub.signer()
    signer.sign_digest(E)
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:  # pragma: no cover - another process
        os.write(writing, signer.sign_digest(E) + bytes((stub.library.stub_sessions(),)))
        os._exit(0)
    os.waitpid(child, 0)
    answer = os.read(reading, 200)
    os.close(reading)
    os.close(writing)
    assert answer[-1] == 2
    assert sm2.verify_digest(signer.certificate.public_key, E, answer[:-1])
