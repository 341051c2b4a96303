"""The `openssl` backend: its self-test refuses, its handles survive threads, forks and eviction."""

import os
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from openofd.errors import CryptoUnavailable, SigningFailed
from openofd.gm.backends import openssl
from openofd.gm.backends.libcrypto import bind
from openofd.gm.backends.openssl import library, self_test
from openofd.gm.backends.selftest import STANDARD_VECTOR as VECTOR


def test_the_self_test_passes_here() -> None:
    self_test(library())


@pytest.mark.parametrize("part", ["scalar", "xy", "za", "message", "e", "signature"])
def test_the_self_test_refuses_a_wrong_answer(part: str) -> None:
    right = getattr(VECTOR, part)
    wrong = replace(VECTOR, **{part: right[:-1] + bytes((right[-1] ^ 1,))})
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SELF_TEST") as caught:
        self_test(library(), wrong)
    assert "OpenSSL 3" in caught.value.explain("zh")


def test_the_self_test_refuses_a_library_without_sm2() -> None:
    without = SimpleNamespace(**vars(library()) | {"d2i_PUBKEY": lambda *_: None})
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SELF_TEST"):
        self_test(without)


def test_the_self_test_refuses_a_verifier_that_says_yes_to_everything() -> None:
    gullible = SimpleNamespace(**vars(library()) | {"EVP_PKEY_verify": lambda *_: 1})
    with pytest.raises(CryptoUnavailable, match="CRYPTO_SELF_TEST"):
        self_test(gullible)


@pytest.mark.parametrize("path", ["libcrypto-that-is-not-there.so", "libc.so.6"])
def test_an_unusable_library_is_told_with_advice(path: str) -> None:
    with pytest.raises(CryptoUnavailable, match="CRYPTO_LIBRARY") as caught:
        bind(path)
    assert "OPENOFD_LIBCRYPTO" in caught.value.explain("en")


def test_the_environment_names_another_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENOFD_LIBCRYPTO", "libcrypto-that-is-not-there.so")
    library.cache_clear()
    with pytest.raises(CryptoUnavailable):
        library()
    monkeypatch.undo()
    assert library()


def test_a_public_key_is_loaded_once() -> None:
    assert openssl.public_key(VECTOR.xy) is openssl.public_key(VECTOR.xy)


def test_evicted_keys_are_freed_and_come_back() -> None:
    freed = []
    lib = SimpleNamespace(**vars(library()))
    lib.EVP_PKEY_free = lambda pointer: freed.append(pointer) or library().EVP_PKEY_free(pointer)
    lib.EVP_PKEY_CTX_free = lambda pointer: freed.append(pointer) or library().EVP_PKEY_CTX_free(pointer)
    self_test(lib)
    # two keys; the public one verified, the private one signed
    assert len(freed) == 4


def test_a_public_key_cannot_sign_and_has_no_scalar() -> None:
    key = openssl.public_key(VECTOR.xy)
    with pytest.raises(SigningFailed, match="SM2_SIGN"):
        key.sign(VECTOR.e)
    with pytest.raises(SigningFailed, match="KEY_PUBLIC_ONLY"):
        key.scalar()
    assert key.verify(VECTOR.e, VECTOR.signature)


def test_a_failed_verification_leaves_no_error_behind() -> None:
    assert not openssl.public_key(VECTOR.xy).verify(VECTOR.e, b"\x30\x00")
    assert library().ERR_peek_last_error() == 0


def test_threads_share_a_key() -> None:
    private, public = openssl.private_key(VECTOR.scalar), openssl.public_key(VECTOR.xy)
    good: list[bool] = []

    def work() -> None:
        good.extend(public.verify(VECTOR.e, private.sign(VECTOR.e)) for _ in range(25))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert good == [True] * 100


def test_a_forked_child_signs_with_contexts_of_its_own() -> None:
    private, public = openssl.private_key(VECTOR.scalar), openssl.public_key(VECTOR.xy)
    ours = private.sign(VECTOR.e)
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:  # pragma: no cover - another process
        os.write(writing, private.sign(VECTOR.e))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(reading, 100)
    os.close(reading)
    os.close(writing)
    assert theirs != ours
    assert public.verify(VECTOR.e, theirs)
