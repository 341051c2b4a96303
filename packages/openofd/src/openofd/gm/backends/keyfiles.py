"""Key files by libcrypto: PEM, encrypted PKCS#8 (RFC 5958, PBES2 of RFC 8018) and PKCS#12 (RFC 7292)."""

from ctypes import byref, c_char_p, c_void_p

from openofd.errors import SigningFailed
from openofd.gm.backends.libcrypto import Handle, drain, dump, reason
from openofd.gm.backends.openssl import Key, library

__all__ = ["read_pem", "read_pkcs12", "write_pem", "write_pkcs12"]


def read_pem(pem: bytes, password: bytes) -> Key:
    """The private key of a PEM file, encrypted or not."""
    lib = library()
    bio = Handle(lib.BIO_new_mem_buf(pem, len(pem)), lib.BIO_free)
    # a password that is not NULL keeps libcrypto from asking at the terminal
    return Key(lib, lib.PEM_read_bio_PrivateKey(bio.pointer, None, None, password))


def read_pkcs12(data: bytes, password: bytes) -> tuple[Key, bytes | None]:
    """Private key and DER of the public-key certificate that belongs to it, if the file has one."""
    lib = library()
    key, certificate = c_void_p(), c_void_p()
    store = lib.d2i_PKCS12(None, byref(c_char_p(data)), len(data))
    parsed = store and lib.PKCS12_parse(store, password, byref(key), byref(certificate), None)
    lib.PKCS12_free(store)
    if parsed != 1:
        raise SigningFailed(
            "KEY_UNREADABLE",
            "PKCS#12 文件无法读取，请检查文件与口令",
            "the PKCS#12 file cannot be read; check the file and the password",
            where=reason(lib),
        )
    owned = Handle(certificate.value, lib.X509_free) if certificate.value else None
    return Key(lib, key.value), dump(lib.i2d_X509, owned.pointer) if owned else None


def write_pem(key: Key, password: bytes, *, cipher: str, iterations: int) -> bytes:
    """PEM of EncryptedPrivateKeyInfo with PBKDF2 and HMAC-SHA256."""
    lib = library()
    algorithm = lib.EVP_get_cipherbyname(cipher.encode())
    plain = Handle(lib.EVP_PKEY2PKCS8(key.handle.pointer), lib.PKCS8_PRIV_KEY_INFO_free)
    sealed = lib.PKCS8_encrypt(-1, algorithm, password, len(password), None, 0, iterations, plain.pointer)
    box = Handle(sealed, lib.X509_SIG_free)
    bio = Handle(lib.BIO_new(lib.BIO_s_mem()), lib.BIO_free)
    lib.PEM_write_bio_PKCS8(bio.pointer, box.pointer)
    return drain(lib, bio)


def write_pkcs12(key: Key, certificate: bytes, password: bytes, *, cipher: str, iterations: int) -> bytes:
    """PKCS#12 with key and certificate under PBES2, and a MAC with SHA-256."""
    lib = library()
    held = Handle(lib.d2i_X509(None, byref(c_char_p(certificate)), len(certificate)), lib.X509_free)
    nid = lib.OBJ_sn2nid(cipher.upper().encode())
    rounds = (nid, nid, iterations, iterations, 0)
    # libcrypto refuses a certificate of another key, but takes none at all
    made = held.pointer and lib.PKCS12_create(password, None, key.handle.pointer, held.pointer, None, *rounds)
    if not made:
        raise SigningFailed(
            "KEY_UNREADABLE",
            "无法写 PKCS#12 文件，请检查证书是否与私钥成对",
            "the PKCS#12 file cannot be written; check that the certificate is the key's",
            where=reason(lib),
        )
    store = Handle(made, lib.PKCS12_free)
    return dump(lib.i2d_PKCS12, store.pointer)
