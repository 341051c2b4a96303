"""The twelve functions of PKCS#11 (Cryptoki 2.40) that signing needs, by ctypes.

Modules must export C_GetFunctionList alone; the others are taken from its list, by their fixed places.
"""

import ctypes
from collections.abc import Callable, Iterable
from ctypes import POINTER, byref, c_char, c_char_p, c_ubyte, c_ulong, c_void_p
from typing import Any, ClassVar, Final

from openofd.errors import SigningFailed

__all__ = ["CLASS_CERTIFICATE", "CLASS_PRIVATE_KEY", "Attribute", "Module"]

CLASS_CERTIFICATE: Final = 1
CLASS_PRIVATE_KEY: Final = 3

# places in CK_FUNCTION_LIST, behind its version
_PLACES: Final = {
    "C_Initialize": 0,
    "C_GetSlotList": 4,
    "C_GetTokenInfo": 6,
    "C_OpenSession": 12,
    "C_CloseSession": 13,
    "C_Login": 18,
    "C_GetAttributeValue": 24,
    "C_FindObjectsInit": 26,
    "C_FindObjects": 27,
    "C_FindObjectsFinal": 28,
    "C_SignInit": 42,
    "C_Sign": 43,
}
_OK, _ALREADY_INITIALIZED, _ALREADY_LOGGED_IN = 0, 0x191, 0x100
_OS_LOCKING, _SERIAL_SESSION, _USER = 2, 4, 1

_PIN: Final = {0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0x101}
_KEY: Final = {0x60}
_MECHANISM: Final = {0x20, 0x21, 0x62, 0x63, 0x68, 0x70, 0x71}


class _TokenInfo(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [
        ("label", c_char * 32),
        ("maker", c_char * 32),
        ("model", c_char * 16),
        ("serial", c_char * 16),
        ("rest", c_ubyte * 256),  # flags, counters, versions: read by nobody here
    ]


class _Attribute(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [("type", c_ulong), ("value", c_void_p), ("size", c_ulong)]


class _Mechanism(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [
        ("type", c_ulong),
        ("parameter", c_void_p),
        ("size", c_ulong),
    ]


class _Initialize(ctypes.Structure):
    _fields_: ClassVar[list[tuple[str, Any]]] = [
        ("mutexes", c_void_p * 4),
        ("flags", c_ulong),
        ("reserved", c_void_p),
    ]


class Attribute:
    """Attribute types we ask by (CKA_*)."""

    CLASS, LABEL, VALUE, KEY_TYPE, ID = 0x000, 0x003, 0x011, 0x100, 0x102


class Module:
    """One PKCS#11 module. Every failure is a SigningFailed that tells which kind it is."""

    def __init__(self, path: str) -> None:
        try:
            library = ctypes.CDLL(path)
            get = library.C_GetFunctionList
        except (OSError, AttributeError, ValueError) as error:
            raise SigningFailed(
                "SIGNER_DEVICE",
                "PKCS#11 模块无法加载，请检查 module-path",
                "the PKCS#11 module cannot be loaded; check module-path",
                where=str(error),
            ) from error
        listed = c_void_p()
        get.argtypes, get.restype = (POINTER(c_void_p),), c_ulong
        _judge("C_GetFunctionList", get(byref(listed)))
        self._library, self._functions = library, _functions(listed.value or 0)

    def initialise(self) -> None:
        """Make it ready in this process, if it is not: a forked child begins anew (PKCS#11 2.40, 6.6.1)."""
        arguments = _Initialize(flags=_OS_LOCKING)
        self._call("C_Initialize", byref(arguments), fine={_ALREADY_INITIALIZED})

    def _call(self, name: str, *arguments: object, fine: Iterable[int] = ()) -> None:
        answer = self._functions[name](*arguments)
        if answer not in fine:
            _judge(name, answer)

    def slot_of(self, label: bytes | None, serial: bytes | None) -> int:
        """The slot whose token has this label and serial number; None is any.

        Raises:
            SigningFailed: SIGNER_DEVICE, there is no such token.
        """
        count = c_ulong()
        self._call("C_GetSlotList", c_ubyte(1), None, byref(count))
        slots = (c_ulong * max(count.value, 1))()
        self._call("C_GetSlotList", c_ubyte(1), slots, byref(count))
        for slot in slots[: count.value]:
            info = _TokenInfo()
            self._call("C_GetTokenInfo", c_ulong(slot), byref(info))
            if label in (None, _unpadded(info.label)) and serial in (None, _unpadded(info.serial)):
                return int(slot)
        raise SigningFailed(
            "SIGNER_DEVICE",
            "找不到这个令牌，请检查设备是否插好、token 与 serial 是否正确",
            "there is no such token; check that the device is plugged in, and token and serial",
        )

    def open_session(self, slot: int, pin: bytes) -> int:
        """A session in which the user is logged in; without a PIN nobody logs in."""
        session = c_ulong()
        self._call("C_OpenSession", c_ulong(slot), c_ulong(_SERIAL_SESSION), None, None, byref(session))
        if pin:
            login = (session, c_ulong(_USER), c_char_p(pin), c_ulong(len(pin)))
            self._call("C_Login", *login, fine={_ALREADY_LOGGED_IN})
        return session.value

    def close_session(self, session: int) -> None:
        """Close it; a device that is gone has closed it already."""
        self._functions["C_CloseSession"](c_ulong(session))

    def find(self, session: int, wanted: dict[int, bytes]) -> list[int]:
        """Handles of at most two objects that have all the attributes wanted."""
        template = (_Attribute * len(wanted))()
        for place, (kind, value) in zip(template, wanted.items(), strict=True):
            place.type, place.size = kind, len(value)
            place.value = ctypes.cast(c_char_p(value), c_void_p)
        handles, count = (c_ulong * 2)(), c_ulong()
        self._call("C_FindObjectsInit", c_ulong(session), template, c_ulong(len(wanted)))
        self._call("C_FindObjects", c_ulong(session), handles, c_ulong(2), byref(count))
        self._call("C_FindObjectsFinal", c_ulong(session))
        return list(handles[: count.value])

    def value_of(self, session: int, handle: int, limit: int) -> bytes:
        """CKA_VALUE of an object, such as a certificate's DER, of at most `limit` bytes."""
        room = ctypes.create_string_buffer(limit)
        wanted = _Attribute(type=Attribute.VALUE, value=ctypes.cast(room, c_void_p), size=limit)
        self._call("C_GetAttributeValue", c_ulong(session), c_ulong(handle), byref(wanted), c_ulong(1))
        return room.raw[: min(wanted.size, limit)]

    def sign(self, session: int, key: int, mechanism: tuple[int, bytes], data: bytes) -> bytes:
        """What the device makes of `data` with this mechanism: its number and its parameter."""
        number, parameter = mechanism
        held = c_char_p(parameter)
        chosen = _Mechanism(type=number, size=len(parameter))
        chosen.parameter = ctypes.cast(held, c_void_p) if parameter else None
        room, size = ctypes.create_string_buffer(256), c_ulong(256)
        self._call("C_SignInit", c_ulong(session), byref(chosen), c_ulong(key))
        self._call("C_Sign", c_ulong(session), c_char_p(data), c_ulong(len(data)), room, byref(size))
        return room.raw[: min(size.value, 256)]


def _functions(address: int) -> dict[str, Callable[..., int]]:
    kind = ctypes.CFUNCTYPE(c_ulong)  # CDLL's convention; each call gives its arguments their types
    pointers = ctypes.cast(address, POINTER(c_void_p))
    # the two bytes of CK_VERSION are padded to a pointer's size
    return {name: kind(pointers[place + 1] or 0) for name, place in _PLACES.items()}


def _unpadded(text: bytes) -> bytes:
    return text.rstrip(b" \0")


def _judge(function: str, answer: int) -> None:
    if answer == _OK:
        return
    where = f"{function}: CKR {answer:#010x}"
    if answer in _PIN:
        raise SigningFailed(
            "SIGNER_PIN",
            "设备不接受 PIN：口令错误、已锁定或未给出",
            "the device refuses the PIN: wrong, locked or not given",
            where=where,
        )
    if answer in _KEY:
        raise SigningFailed("SIGNER_KEY", "设备中没有这把密钥", "the device has no such key", where=where)
    if answer in _MECHANISM:
        raise SigningFailed(
            "SIGNER_MECHANISM",
            "设备不支持这种签名机制，请按厂商手册设置 mechanism 与 input",
            "the device refuses the mechanism; set mechanism and input as its maker says",
            where=where,
        )
    raise SigningFailed(
        "SIGNER_DEVICE",
        "密码设备出错或已断开，请检查设备",
        "the device failed or is gone; check it",
        where=where,
    )
