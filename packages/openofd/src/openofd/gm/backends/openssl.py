"""The `openssl` backend: SM2 by the system's libcrypto (OpenSSL 3.0 and later).

`OPENOFD_LIBCRYPTO` names another library of the same interface. The standard's vector
(GB/T 32918.5-2017 annex A) is computed at first use; nothing works if it fails. One EVP_PKEY serves all
threads, each thread has its own EVP_PKEY_CTX for each key and direction, and a forked child makes new ones.
"""

import os
import threading
from collections.abc import Callable
from ctypes import byref, c_char_p, c_size_t, c_void_p, create_string_buffer
from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace

from openofd.errors import CryptoUnavailable, SigningFailed
from openofd.gm.backends.libcrypto import Handle, bind, dump, reason
from openofd.gm.sm3 import sm3

__all__ = [
    "SPKI_PREFIX",
    "STANDARD_VECTOR",
    "Key",
    "Vector",
    "generate_key",
    "library",
    "private_key",
    "public_key",
    "self_test",
]

# GM/T 0015-2012: id-ecPublicKey with the SM2 curve, then BIT STRING 04 ‖ x ‖ y; and PKCS#8 around a scalar
SPKI_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
_PKCS8 = bytes.fromhex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One known answer: private scalar, its point, ZA, message, e and a signature over it."""

    scalar: bytes
    xy: bytes
    za: bytes
    message: bytes
    e: bytes
    signature: bytes


# GB/T 32918.5-2017 annex A.2
STANDARD_VECTOR = Vector(
    scalar=bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"),
    xy=bytes.fromhex(
        "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    ),
    za=bytes.fromhex("B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3"),
    message=b"message digest",
    e=bytes.fromhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"),
    signature=bytes.fromhex(
        "3046022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
        "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
    ),
)


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
    try:
        passed = _answers(lib, vector)
    except SigningFailed as error:
        raise _self_test_failed() from error
    if not passed:
        raise _self_test_failed()


def _answers(lib: SimpleNamespace, vector: Vector) -> bool:
    public, private = _load_public(lib, vector.xy), _load_scalar(lib, vector.scalar)
    return (
        sm3(vector.za + vector.message) == vector.e
        and private.xy == vector.xy
        and public.verify(vector.e, vector.signature)
        and public.verify(vector.e, private.sign(vector.e))
        and not public.verify(vector.e[::-1], vector.signature)
    )


def _self_test_failed() -> CryptoUnavailable:
    return CryptoUnavailable(
        "CRYPTO_SELF_TEST",
        "libcrypto 的 SM2/SM3 自检未通过，请换用带 SM2 的 OpenSSL 3（Debian 12 自带）",
        "libcrypto failed the SM2/SM3 self-test; use an OpenSSL 3 with SM2 (Debian 12 has it)",
    )


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
