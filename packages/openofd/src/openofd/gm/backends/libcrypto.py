"""The functions of libcrypto (OpenSSL 3.0 and later) that the `openssl` backend calls, with their types."""

from collections.abc import Callable
from ctypes import (
    CDLL,
    POINTER,
    addressof,
    byref,
    c_char_p,
    c_int,
    c_long,
    c_size_t,
    c_ulong,
    c_void_p,
    create_string_buffer,
    string_at,
)
from types import SimpleNamespace

from openofd.errors import CryptoUnavailable

__all__ = ["Handle", "bind", "drain", "dump", "reason"]

_P, _I, _S, _Z = c_void_p, c_int, c_char_p, c_size_t

# Every function has its types: ctypes would cut pointers to 32 bits otherwise.
_FUNCTIONS: dict[str, tuple[object, ...]] = {
    "BIO_ctrl": (c_long, _P, _I, c_long, _P),
    "BIO_free": (_I, _P),
    "BIO_new": (_P, _P),
    "BIO_new_mem_buf": (_P, _S, _I),
    "BIO_s_mem": (_P,),
    "BN_bn2binpad": (_I, _P, _S, _I),
    "BN_clear_free": (None, _P),
    "ERR_clear_error": (None,),
    "ERR_error_string_n": (None, c_ulong, _S, _Z),
    "ERR_peek_last_error": (c_ulong,),
    "EVP_PKEY2PKCS8": (_P, _P),
    "EVP_PKEY_CTX_free": (None, _P),
    "EVP_PKEY_CTX_new": (_P, _P, _P),
    "EVP_PKEY_CTX_new_from_name": (_P, _P, _S, _S),
    "EVP_PKEY_free": (None, _P),
    "EVP_PKEY_generate": (_I, _P, POINTER(_P)),
    "EVP_PKEY_get_bn_param": (_I, _P, _S, POINTER(_P)),
    "EVP_PKEY_keygen_init": (_I, _P),
    "EVP_PKEY_sign": (_I, _P, _S, POINTER(_Z), _S, _Z),
    "EVP_PKEY_sign_init": (_I, _P),
    "EVP_PKEY_verify": (_I, _P, _S, _Z, _S, _Z),
    "EVP_PKEY_verify_init": (_I, _P),
    "EVP_get_cipherbyname": (_P, _S),
    "OBJ_sn2nid": (_I, _S),
    "PEM_read_bio_PrivateKey": (_P, _P, _P, _P, _S),
    "PEM_write_bio_PKCS8": (_I, _P, _P),
    "PKCS12_create": (_P, _S, _S, _P, _P, _P, _I, _I, _I, _I, _I),
    "PKCS12_free": (None, _P),
    "PKCS12_parse": (_I, _P, _S, POINTER(_P), POINTER(_P), _P),
    "PKCS8_PRIV_KEY_INFO_free": (None, _P),
    "PKCS8_encrypt": (_P, _I, _P, _S, _I, _P, _I, _I, _P),
    "X509_SIG_free": (None, _P),
    "X509_free": (None, _P),
    "d2i_AutoPrivateKey": (_P, _P, POINTER(_S), c_long),
    "d2i_PKCS12": (_P, _P, POINTER(_S), c_long),
    "d2i_PUBKEY": (_P, _P, POINTER(_S), c_long),
    "d2i_X509": (_P, _P, POINTER(_S), c_long),
    "i2d_PKCS12": (_I, _P, POINTER(_P)),
    "i2d_PUBKEY": (_I, _P, POINTER(_P)),
    "i2d_X509": (_I, _P, POINTER(_P)),
}

_BIO_CTRL_INFO = 3


def bind(path: str) -> SimpleNamespace:
    """The functions we use of the library at `path`, each with its types.

    Raises:
        CryptoUnavailable: CRYPTO_LIBRARY, it is not there or lacks one of them.
    """
    try:
        native = CDLL(path)  # CDLL lets other threads run during a call
        functions = {name: getattr(native, name) for name in _FUNCTIONS}
    except (OSError, AttributeError) as error:
        raise CryptoUnavailable(
            "CRYPTO_LIBRARY",
            "找不到可用的 libcrypto，请安装 OpenSSL 3（apt-get install libssl3）或设置 OPENOFD_LIBCRYPTO",
            "no usable libcrypto; install OpenSSL 3 (apt-get install libssl3) or set OPENOFD_LIBCRYPTO",
            where=str(error),
        ) from error
    for name, (result, *arguments) in _FUNCTIONS.items():
        functions[name].restype, functions[name].argtypes = result, arguments
    return SimpleNamespace(**functions)


class Handle:
    """Owns one libcrypto object and frees it when nobody holds it any more."""

    __slots__ = ("_free", "pointer")

    def __init__(self, pointer: int, free: Callable[[int], object]) -> None:
        self.pointer, self._free = pointer, free

    def __del__(self) -> None:
        self._free(self.pointer)


def dump(i2d: Callable[..., int], pointer: int) -> bytes:
    """The DER that an i2d function writes of the object at `pointer`."""
    out = create_string_buffer(i2d(pointer, None))
    i2d(pointer, byref(c_void_p(addressof(out))))
    return out.raw


def drain(lib: SimpleNamespace, bio: Handle) -> bytes:
    """All that was written to a memory BIO."""
    address = c_void_p()
    length: int = lib.BIO_ctrl(bio.pointer, _BIO_CTRL_INFO, 0, byref(address))
    return string_at(address, length)


def reason(lib: SimpleNamespace) -> str:
    """What libcrypto says of the last failure; its list of errors is emptied."""
    text = create_string_buffer(160)
    lib.ERR_error_string_n(lib.ERR_peek_last_error(), text, len(text))
    lib.ERR_clear_error()
    return text.value.decode("ascii", "replace")
