"""The structures of GM/T 0031-2014 chapter 5 (SES version 1), declared once for writing and reading.

Header, picture and extensions are those of `openofd.ses.tables`. Classes ending in `AsMet` leave open what
real files encode in several ways.
"""

from typing import ClassVar

from asn1crypto.core import (
    Any,
    IA5String,
    Integer,
    ObjectIdentifier,
    OctetBitString,
    OctetString,
    Sequence,
    UTCTime,
    UTF8String,
)

from openofd.ses.tables import Certificates, Extensions, Header, Picture

__all__ = [
    "Property",
    "PropertyAsMet",
    "Seal",
    "SealInfo",
    "SealInfoAsMet",
    "SealSignature",
    "SignInfo",
    "ToBeSigned",
    "ToBeSignedAsMet",
]

_Fields = list[tuple[object, ...]]


class Property(Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo; type 1 is the seal of an organisation, 2 of a person."""

    _fields: ClassVar[_Fields] = [
        ("type", Integer),
        ("name", UTF8String),
        ("list", Certificates),
        ("created_at", UTCTime),
        ("valid_from", UTCTime),
        ("valid_until", UTCTime),
    ]


class PropertyAsMet(Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo whose times may be GeneralizedTime."""

    _fields: ClassVar[_Fields] = [
        *Property._fields[:3],
        ("created_at", Any),
        ("valid_from", Any),
        ("valid_until", Any),
    ]


class SealInfo(Sequence):  # type: ignore[misc]
    """SES_SealInfo. The extensions, printed EXPLICIT without a number, stand there bare in practice."""

    _fields: ClassVar[_Fields] = [
        ("header", Header),
        ("seal_id", IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extensions", Extensions, {"optional": True}),
    ]


class SealInfoAsMet(Sequence):  # type: ignore[misc]
    """SES_SealInfo with its extensions bare, tagged or wrapped."""

    _fields: ClassVar[_Fields] = [*SealInfo._fields[:4], ("extensions", Any, {"optional": True})]


class SignInfo(Sequence):  # type: ignore[misc]
    """SES_SignInfo: what the maker adds."""

    _fields: ClassVar[_Fields] = [
        ("certificate", OctetString),
        ("algorithm", ObjectIdentifier),
        ("signed_value", OctetBitString),
    ]


class Seal(Sequence):  # type: ignore[misc]
    """SESeal."""

    _fields: ClassVar[_Fields] = [("info", SealInfo), ("sign_info", SignInfo)]


class ToBeSigned(Sequence):  # type: ignore[misc]
    """TBS_Sign; certificate and algorithm are among what the signer signs."""

    _fields: ClassVar[_Fields] = [
        ("version", Integer),
        ("seal", Seal),
        ("time_info", OctetBitString),
        ("data_hash", OctetBitString),
        ("property_info", IA5String),
        ("certificate", OctetString),
        ("algorithm", ObjectIdentifier),
    ]


class ToBeSignedAsMet(Sequence):  # type: ignore[misc]
    """TBS_Sign whose timeInfo may be an OCTET STRING."""

    _fields: ClassVar[_Fields] = [
        *ToBeSigned._fields[:2],
        ("time_info", Any),
        *ToBeSigned._fields[3:],
    ]


class SealSignature(Sequence):  # type: ignore[misc]
    """SES_Signature: the content of SignedValue.dat."""

    _fields: ClassVar[_Fields] = [("to_be_signed", ToBeSigned), ("signature", OctetBitString)]
