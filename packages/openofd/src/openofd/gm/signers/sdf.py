"""`sdf:`: a key in a device of GM/T 0018-2012 (SDF), by its library.

    sdf:1?library=/usr/lib/libsdf.so&certificate=/etc/signer.crt&pin-source=/etc/pin

The standard's ECCref structures hold each number right-aligned in 64 bytes; some libraries are built for 32.
The setting `field` says which (docs/reference/signers.md).
"""

import ctypes
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_ubyte, c_uint, c_void_p
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from openofd.errors import SigningFailed
from openofd.gm.signers.elsewhere import DigestSigner
from openofd.gm.signers.sessions import Sessions
from openofd.gm.signers.settings import Settings, bounded

__all__ = ["open_signer"]

_KNOWN: Final = ("library", "certificate", "pin-source", "field")
_FUNCTIONS: Final[dict[str, tuple[Any, ...]]] = {
    "SDF_OpenDevice": (POINTER(c_void_p),),
    "SDF_CloseDevice": (c_void_p,),
    "SDF_OpenSession": (c_void_p, POINTER(c_void_p)),
    "SDF_CloseSession": (c_void_p,),
    "SDF_GetPrivateKeyAccessRight": (c_void_p, c_uint, c_char_p, c_uint),
    "SDF_ExportSignPublicKey_ECC": (c_void_p, c_uint, c_void_p),
    "SDF_InternalSign_ECC": (c_void_p, c_uint, c_char_p, c_uint, c_void_p),
}
_ROOM: Final = 512  # more than any layout fills, so that a wrong `field` writes over nothing
# GM/T 0018-2012 annex A: error codes
_PIN: Final = {0x01000007, 0x01000018}
_KEY: Final = {0x01000008, 0x01000014}
_MECHANISM: Final = {0x01000002, 0x01000009, 0x0100000A}


class _Session(NamedTuple):
    device: c_void_p
    handle: c_void_p


@dataclass(frozen=True, slots=True)
class _Device:
    """One key of one device."""

    library: ctypes.CDLL
    index: int
    pin: bytes = field(repr=False)
    width: int
    """Bytes of a number in the ECCref structures."""

    def open(self) -> _Session:
        device, handle = c_void_p(), c_void_p()
        self._call("SDF_OpenDevice", byref(device))
        try:
            self._call("SDF_OpenSession", device, byref(handle))
            self._call("SDF_GetPrivateKeyAccessRight", handle, self.index, self.pin, len(self.pin))
        except SigningFailed:
            self.close(_Session(device, handle))
            raise
        return _Session(device, handle)

    def close(self, session: _Session) -> None:
        if session.handle.value:
            self.library.SDF_CloseSession(session.handle)
        self.library.SDF_CloseDevice(session.device)

    def public_key(self, session: _Session) -> bytes:
        """The coordinates, 64 bytes: ECCrefPublicKey is bits, x, y (GM/T 0018-2012 5.3)."""
        out = (c_ubyte * _ROOM)()
        self._call("SDF_ExportSignPublicKey_ECC", session.handle, self.index, out)
        return self._two(bytes(out)[4:])

    def sign(self, session: _Session, e: bytes) -> bytes:
        """The 64 bytes r ‖ s: ECCSignature is r, s (GM/T 0018-2012 5.5); e goes in as it is (6.4.8)."""
        out = (c_ubyte * _ROOM)()
        self._call("SDF_InternalSign_ECC", session.handle, self.index, e, len(e), out)
        return self._two(bytes(out))

    def _two(self, numbers: bytes) -> bytes:
        first, second = numbers[: self.width], numbers[self.width : 2 * self.width]
        return first[-32:] + second[-32:]

    def _call(self, name: str, *arguments: object) -> None:
        answer = int(getattr(self.library, name)(*arguments)) & 0xFFFFFFFF
        if answer:
            raise _failed(f"{name}: SDR {answer:#010x}", answer)


def open_signer(uri: str, password: bytes | Callable[[], bytes] | None) -> DigestSigner:
    """The signer of an `sdf:` address.

    Raises:
        SigningFailed: SIGNER_URI, SIGNER_DEVICE, SIGNER_PIN, SIGNER_KEY, SIGNER_CERTIFICATE; SIGNER_MISMATCH,
            the device's key is not the certificate's.
    """
    index, _, query = uri.partition(":")[2].partition("?")
    settings = Settings.read(query.split("&"), _KNOWN)
    number = bounded("sdf:", index, 0xFFFF_FFFF)
    certificate = settings.certificate()
    device = _Device(
        _load(settings.text("library")),
        number,
        settings.secret(password),
        int(settings.choice("field", "64", "32")),
    )
    sessions = Sessions(device.open, device.close)
    if sessions.use(device.public_key) != certificate.public_key.xy:
        raise SigningFailed(
            "SIGNER_MISMATCH",
            "设备中的密钥与公钥证书不匹配，请检查密钥号、证书与 field",
            "the device's key is not that of the certificate; check key number, certificate and field",
        )
    return DigestSigner(
        certificate=certificate, ask=lambda e: sessions.use(lambda session: device.sign(session, e))
    )


def _load(path: str) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(path)
        for name, arguments in _FUNCTIONS.items():
            function = getattr(library, name)
            function.argtypes, function.restype = arguments, c_int
    except (OSError, AttributeError, ValueError) as error:
        raise SigningFailed(
            "SIGNER_DEVICE",
            "SDF 库无法加载，请检查 library",
            "the SDF library cannot be loaded; check library",
            where=str(error),
        ) from error
    return library


def _failed(where: str, answer: int) -> SigningFailed:
    if answer in _PIN:
        return SigningFailed(
            "SIGNER_PIN",
            "设备不给私钥使用权：口令错误、已锁定或未给出",
            "the device grants no right to the private key: its password is wrong, locked or not given",
            where=where,
        )
    if answer in _KEY:
        return SigningFailed("SIGNER_KEY", "设备中没有这把密钥", "the device has no such key", where=where)
    if answer in _MECHANISM:
        return SigningFailed(
            "SIGNER_MECHANISM", "设备不支持 SM2 签名", "the device refuses to sign with SM2", where=where
        )
    return SigningFailed(
        "SIGNER_DEVICE",
        "密码设备出错或已断开，请检查设备",
        "the device failed or is gone; check it",
        where=where,
    )
