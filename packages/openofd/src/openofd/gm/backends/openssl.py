"""The `openssl` backend: SM2 by the system's libcrypto (OpenSSL 3.0 and later).

`OPENOFD_LIBCRYPTO` names another library of the same interface. The standard's vector
(GB/T 32918.5-2017 annex A) is computed at first use; nothing works if it fails. One EVP_PKEY serves all
threads, each thread has its own EVP_PKEY_CTX for each key and direction, and a forked child makes new ones.
"""

import os
import threading
from collections.abc import Callable
from ctypes import byref, c_char_p, c_size_t, c_void_p, create_string_buffer
from functools import cache, lru_cache
from types import SimpleNamespace

from openofd.errors import SigningFailed
from openofd.gm.backends import selftest
from openofd.gm.backends.curve import SPKI_PREFIX
from openofd.gm.backends.libcrypto import Handle, bind, dump, reason
from openofd.gm.backends.selftest import STANDARD_VECTOR, Vector

__all__ = [
    "Key",
    "generate_key",
    "library",
    "private_key",
    "public_key",
    "self_test",
]

# GM/T 0015-2012: PKCS#8 around a scalar
_PKCS8 = bytes.fromhex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420")


@cache
def library() -> SimpleNamespace:
    """The library of this process, loaded and tested at first use."""
    lib = bind(os.environ.get("OPENOFD_LIBCRYPTO", "libcrypto.so.3"))
    self_test(lib)
    return lib


def self_test(lib: SimpleNamespace, vector: Vector = STANDARD_VECTOR) -> None:
    """Compute `vector` both ways and see a wrong digest refused.

    Raises:
        CryptoUnavailable: CRYPTO_SELF_TEST, SM2 or SM3 is absent or answers wrongly.
    """
    selftest.check("libcrypto", lambda xy: _load_public(lib, xy), lambda d: _load_scalar(lib, d), vector)


class _Context(Handle):
    """An EVP_PKEY_CTX of one process, thread, key and direction, with room for a signature."""

    __slots__ = ("buffer", "process")

    def __init__(self, lib: SimpleNamespace, key: Handle, prepare: Callable[[int], int]) -> None:
        super().__init__(lib.EVP_PKEY_CTX_new(key.pointer, None), lib.EVP_PKEY_CTX_free)
        self.buffer = create_string_buffer(80)
        self.process = os.getpid()
        prepare(self.pointer)


class Key:
    """One EVP_PKEY: public, or private as well. `xy` is its point, 64 bytes."""

    __slots__ = ("_contexts", "_lib", "handle", "xy")

    def __init__(self, lib: SimpleNamespace, pointer: int | None) -> None:
        if not pointer:
            raise SigningFailed(
                "KEY_UNREADABLE",
                "密钥无法读取，请检查文件与口令",
                "the key cannot be read; check the file and the password",
                where=reason(lib),
            )
        self._lib, self.handle = lib, Handle(pointer, lib.EVP_PKEY_free)
        self._contexts = threading.local()
        self.xy = _point(lib, pointer)

    def sign(self, e: bytes) -> bytes:
        """DER of (r, s) over the 32-byte e, with a fresh random k from OpenSSL's private generator."""
        context = self._context("signing", self._lib.EVP_PKEY_sign_init)
        size = c_size_t(len(context.buffer))
        if self._lib.EVP_PKEY_sign(context.pointer, context.buffer, byref(size), e, len(e)) != 1:
            raise SigningFailed(
                "SM2_SIGN",
                "SM2 签名失败，请检查私钥",
                "signing failed; check the private key",
                where=reason(self._lib),
            )
        return context.buffer.raw[: size.value]

    def verify(self, e: bytes, signature: bytes) -> bool:
        """Whether DER `signature` is this key's over the 32-byte e."""
        context = self._context("verifying", self._lib.EVP_PKEY_verify_init)
        answer = self._lib.EVP_PKEY_verify(context.pointer, signature, len(signature), e, len(e))
        if answer != 1:
            self._lib.ERR_clear_error()
        return bool(answer == 1)

    def _context(self, direction: str, prepare: Callable[[int], int]) -> _Context:
        mine: dict[str, _Context] = self._contexts.__dict__
        context = mine.get(direction)
        if context is None or context.process != os.getpid():
            context = mine[direction] = _Context(self._lib, self.handle, prepare)
        return context

    def scalar(self) -> bytes:
        """The private scalar d, 32 bytes; only for the checks at import."""
        number, out = c_void_p(), create_string_buffer(32)
        if self._lib.EVP_PKEY_get_bn_param(self.handle.pointer, b"priv", byref(number)) != 1:
            raise SigningFailed(
                "KEY_PUBLIC_ONLY",
                "文件中没有私钥",
                "there is no private key in the file",
                where=reason(self._lib),
            )
        self._lib.BN_bn2binpad(number, out, 32)
        self._lib.BN_clear_free(number)
        return out.raw


def _point(lib: SimpleNamespace, pointer: int) -> bytes:
    spki = dump(lib.i2d_PUBKEY, pointer)
    if not spki.startswith(SPKI_PREFIX) or len(spki) != len(SPKI_PREFIX) + 64:
        raise SigningFailed("KEY_NOT_SM2", "不是 SM2 密钥", "this is not an SM2 key")
    return spki[len(SPKI_PREFIX) :]


def _load_public(lib: SimpleNamespace, xy: bytes) -> Key:
    spki = SPKI_PREFIX + xy
    return Key(lib, lib.d2i_PUBKEY(None, byref(c_char_p(spki)), len(spki)))


def _load_scalar(lib: SimpleNamespace, scalar: bytes) -> Key:
    # libcrypto computes the point, so that it belongs to the scalar
    pkcs8 = _PKCS8 + scalar
    return Key(lib, lib.d2i_AutoPrivateKey(None, byref(c_char_p(pkcs8)), len(pkcs8)))


@lru_cache(maxsize=512)
def public_key(xy: bytes) -> Key:
    """The public key of a point, kept: loading one costs half as much as a verification."""
    return _load_public(library(), xy)


def private_key(scalar: bytes) -> Key:
    """The private key of a 32-byte scalar, with the point computed from it."""
    return _load_scalar(library(), scalar)


def generate_key() -> Key:
    """A new private key from OpenSSL's private random generator."""
    lib = library()
    context = Handle(lib.EVP_PKEY_CTX_new_from_name(None, b"SM2", None), lib.EVP_PKEY_CTX_free)
    lib.EVP_PKEY_keygen_init(context.pointer)
    pointer = c_void_p()
    lib.EVP_PKEY_generate(context.pointer, byref(pointer))
    return Key(lib, pointer.value)
