"""The `gmssl` backend: its self-test refuses, it takes strict DER only, and its keys keep to themselves."""

import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from openofd.errors import CryptoUnavailable, SigningFailed
from openofd.gm import sm2
from openofd.gm.backends import gmssl
from openofd.gm.backends.chosen import backend
from openofd.gm.backends.curve import N
from openofd.gm.backends.selftest import STANDARD_VECTOR as VECTOR
from openofd.gm.keys import PrivateKey


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process signs and verifies by gmssl-pyx."""
    monkeypatch.setenv("OPENOFD_BACKEND", "gmssl")
    backend.cache_clear()
    yield
    monkeypatch.undo()
    backend.cache_clear()


def test_the_environment_chooses_it(chosen: None) -> None:
    assert vars(backend()) is vars(gmssl)


@pytest.mark.parametrize("name", ["", "openssl"])
def test_openssl_is_the_default(name: str, chosen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENOFD_BACKEND", name)
    backend.cache_clear()
    assert backend().__name__ == "openofd.gm.backends.openssl"


def test_an_unknown_backend_is_refused(chosen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENOFD_BACKEND", "mine")
    backend.cache_clear()
    with pytest.raises(CryptoUnavailable, match="CRYPTO_BACKEND"):
        backend()


def test_keys_and_signatures_work_through_it(chosen: None) -> None:
    key = PrivateKey.generate()
    assert sm2.verify_digest(key.public_key, b"e" * 32, key.sign_digest(b"e" * 32))
    assert PrivateKey.from_pem(key.to_pem(b"x", iterations=1000), b"x").public_key == key.public_key


@pytest.mark.parametrize("scalar", [0, N - 1, N, N + 1, 2**256 - 1])
def test_scalars_out_of_range_are_refused(scalar: int, chosen: None) -> None:
    with pytest.raises(SigningFailed, match="KEY_RANGE"):
        PrivateKey.from_scalar(scalar.to_bytes(32, "big"))


@pytest.mark.parametrize("part", ["scalar", "xy", "za", "message", "e", "signature"])
def test_the_self_test_refuses_a_wrong_answer(part: str) -> None:
    right = getattr(VECTOR, part)
    wrong = replace(VECTOR, **{part: right[:-1] + bytes((right[-1] ^ 1,))})
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SELF_TEST"):
        gmssl.self_test(gmssl.library(), wrong)


def test_a_verifier_that_says_yes_to_everything_is_refused() -> None:
    gullible: Any = SimpleNamespace(**vars(gmssl.library()) | {"sm2_verify_sm3_digest": lambda *_: True})
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SELF_TEST"):
        gmssl.self_test(gullible)


def test_a_missing_library_is_told_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gmssl_pyx", None)
    gmssl.library.cache_clear()
    with pytest.raises(CryptoUnavailable, match="CRYPTO_LIBRARY") as caught:
        gmssl.library()
    assert "pip install gmssl-pyx" in caught.value.explain("zh")
    monkeypatch.undo()
    assert gmssl.library()


@pytest.mark.parametrize("signature", [b"", b"\x30\x00", VECTOR.signature + b"\0", b"\x30" * 200])
def test_malformed_signatures_are_false_not_errors(signature: bytes) -> None:
    assert not gmssl.public_key(VECTOR.xy).verify(VECTOR.e, signature)


def test_a_digest_of_another_length_is_false() -> None:
    assert not gmssl.public_key(VECTOR.xy).verify(VECTOR.e[:20], VECTOR.signature)


def test_a_failure_to_sign_is_told() -> None:
    key = gmssl.private_key(VECTOR.scalar)
    with pytest.raises(SigningFailed, match="SM2_SIGN"):
        key.sign(b"short")


def test_a_key_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(gmssl.private_key(VECTOR.scalar))
