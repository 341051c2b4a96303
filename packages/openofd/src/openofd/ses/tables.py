"""The structures of GB/T 38540-2020 chapter 6 (SES version 4), declared once for writing and reading.

GM/T 0031-2025 (version 5) adds the time stamp of the seal; those of version 1 are in `openofd.ses.tables_v1`.
"""

from typing import ClassVar

from asn1crypto.core import (
    Any,
    Boolean,
    GeneralizedTime,
    IA5String,
    Integer,
    ObjectIdentifier,
    OctetBitString,
    OctetString,
    PrintableString,
    Sequence,
    SequenceOf,
    UTF8String,
)

__all__ = [
    "CertificateDigest",
    "CertificateDigests",
    "Certificates",
    "Extension",
    "Extensions",
    "Header",
    "Picture",
    "Property",
    "Seal",
    "SealInfo",
    "SealInfoAsMet",
    "SealSignature",
    "ToBeSigned",
]

_Fields = list[tuple[object, ...]]


class Extension(Sequence):  # type: ignore[misc]
    """ExtData."""

    _fields: ClassVar[_Fields] = [
        ("id", ObjectIdentifier),
        ("critical", Boolean, {"default": False}),
        ("value", OctetString),
    ]


class Extensions(SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = Extension


class Header(Sequence):  # type: ignore[misc]
    """SES_Header."""

    _fields: ClassVar[_Fields] = [("id", IA5String), ("version", Integer), ("vid", IA5String)]


class Picture(Sequence):  # type: ignore[misc]
    """SES_ESPictureInfo; width and height in mm."""

    _fields: ClassVar[_Fields] = [
        ("type", IA5String),
        ("data", OctetString),
        ("width", Integer),
        ("height", Integer),
    ]


class Certificates(SequenceOf):  # type: ignore[misc]
    """CertInfoList: public-key certificates, DER."""

    _child_spec = OctetString


class CertificateDigest(Sequence):  # type: ignore[misc]
    """CertDigestObj."""

    _fields: ClassVar[_Fields] = [("type", PrintableString), ("value", OctetString)]


class CertificateDigests(SequenceOf):  # type: ignore[misc]
    """CertDigestList."""

    _child_spec = CertificateDigest


class Property(Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo. The list's form is chosen by its type: 1 certificates, 2 digests."""

    _fields: ClassVar[_Fields] = [
        ("type", Integer),
        ("name", UTF8String),
        ("list_type", Integer),
        ("list", Any),
        ("created_at", GeneralizedTime),
        ("valid_from", GeneralizedTime),
        ("valid_until", GeneralizedTime),
    ]


class SealInfo(Sequence):  # type: ignore[misc]
    """SES_SealInfo: what the maker signs."""

    _fields: ClassVar[_Fields] = [
        ("header", Header),
        ("seal_id", IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extensions", Extensions, {"optional": True}),
    ]


class SealInfoAsMet(Sequence):  # type: ignore[misc]
    """SES_SealInfo with its extensions in whatever wrapping; for lenient reading."""

    _fields: ClassVar[_Fields] = [*SealInfo._fields[:4], ("extensions", Any, {"optional": True})]


class Seal(Sequence):  # type: ignore[misc]
    """SESeal; the time stamp belongs to version 5."""

    _fields: ClassVar[_Fields] = [
        ("info", SealInfo),
        ("certificate", OctetString),
        ("algorithm", ObjectIdentifier),
        ("signed_value", OctetBitString),
        ("time_stamp", OctetBitString, {"explicit": 0, "optional": True}),
    ]


class ToBeSigned(Sequence):  # type: ignore[misc]
    """TBS_Sign: what the signer signs."""

    _fields: ClassVar[_Fields] = [
        ("version", Integer),
        ("seal", Seal),
        ("time", GeneralizedTime),
        ("data_hash", OctetBitString),
        ("property_info", IA5String),
        ("extensions", Extensions, {"explicit": 0, "optional": True}),
    ]


class SealSignature(Sequence):  # type: ignore[misc]
    """SES_Signature: the content of SignedValue.dat."""

    _fields: ClassVar[_Fields] = [
        ("to_be_signed", ToBeSigned),
        ("certificate", OctetString),
        ("algorithm", ObjectIdentifier),
        ("signature", OctetBitString),
        ("time_stamp", OctetBitString, {"explicit": 0, "optional": True}),
    ]
