"""SES version 4 read strictly: GB/T 38540-2020 chapter 6."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.limits import Limits
from openofd.ses import tables, v4
from openofd.ses.forms import Form
from openofd.ses.values import Extension, Picture

WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
VALUE = sm2.encode_signature(1 << 250, 5 << 240)


def info(**changes: Any) -> Any:
    """An eSealInfo as asn1crypto encodes it, with fields of its parts changed by `part__field`."""
    value = {
        "header": {"id": "ES", "version": 4, "vid": "vendor"},
        "seal_id": "42",
        "property": {
            "type": 1,
            "name": "专用章",
            "list_type": 1,
            "list": tables.Certificates([b"certificate"]),
            "created_at": WHEN,
            "valid_from": WHEN,
            "valid_until": WHEN,
        },
        "picture": {"type": "PNG", "data": b"picture", "width": 40, "height": 41},
    }
    for path, change in changes.items():
        *parents, name = path.split("__")
        target = value
        for parent in parents:
            target = target[parent]
        target[name] = change
    return tables.SealInfo(value).dump()


def seal(info_der: Any = None, **changes: Any) -> Any:
    value = {
        "info": tables.SealInfo.load(info_der or info()),
        "certificate": b"maker",
        "algorithm": "1.2.3",
        "signed_value": b"signed",
    }
    return tables.Seal(value | changes).dump()


def signature(seal_der: Any = None, tbs: Any = None, **changes: Any) -> Any:
    signed = {
        "version": 4,
        "seal": tables.Seal.load(seal_der or seal()),
        "time": WHEN,
        "data_hash": b"h" * 32,
        "property_info": "/a",
    }
    value = {
        "to_be_signed": tables.ToBeSigned(signed | (tbs or {})),
        "certificate": b"signer",
        "algorithm": "1.2.156.10197.1.501",
        "signature": VALUE,
    }
    return tables.SealSignature(value | changes).dump()


def code_of(read: Any, data: Any) -> Any:
    with pytest.raises(OpenOfdError) as caught:
        read(data)
    return caught.value.code


def describe(data: Any) -> Any:
    return v4.read_signature(data)


class TestReading:
    def test_it_reads_every_field(self) -> None:
        found = v4.read_signature(signature())
        assert (found.time, found.data_hash, found.property_info) == (WHEN, b"h" * 32, "/a")
        assert (found.certificate, found.algorithm, found.signature) == (
            b"signer",
            "1.2.156.10197.1.501",
            VALUE,
        )
        assert (found.time_stamp, found.extensions) == (b"", ())

    def test_it_reads_every_field_of_the_seal(self) -> None:
        found = v4.read_seal(seal())
        assert (found.certificate, found.algorithm, found.signed_value) == (b"maker", "1.2.3", b"signed")
        assert (found.info.vid, found.info.seal_id, found.info.type, found.info.name) == (
            "vendor",
            "42",
            1,
            "专用章",
        )
        assert (found.info.certificates, found.info.digests) == ((b"certificate",), ())
        assert found.info.picture == Picture(type="PNG", data=b"picture", width_mm=40, height_mm=41)

    def test_what_is_signed_is_the_received_bytes(self) -> None:
        data = signature()
        found = v4.read_signature(data)
        assert found.signed_bytes in data
        assert found.seal.raw == seal()
        assert found.seal.info.raw == info()

    def test_a_list_of_digests(self) -> None:
        digests = tables.CertificateDigests([{"type": "SM3", "value": b"d"}])
        found = v4.read_seal(seal(info(property__list_type=2, property__list=digests)))
        assert (found.info.certificates, found.info.digests) == ((), (("SM3", b"d"),))

    def test_extensions_and_the_time_stamp(self) -> None:
        extensions = [{"id": "1.2.3", "value": b"x"}]
        found = v4.read_signature(signature(tbs={"extensions": extensions}, time_stamp=b"token"))
        assert found.extensions == (Extension(id="1.2.3", critical=False, value=b"x"),)
        assert found.time_stamp == b"token"

    def test_a_large_seal_is_read_too(self) -> None:
        large = seal(info(picture__data=bytes(300_000)))
        assert len(v4.read_seal(large).info.picture.data) == 300_000

    def test_an_explicit_false_is_accepted(self) -> None:
        extension = der.sequence(der.oid("1.2.3"), b"\x01\x01\x00", der.octets(b"x"))
        found = v4.read_seal(seal_with_extensions(der.sequence(extension)))
        assert not found.info.extensions[0].critical


def seal_with_extensions(extensions: Any) -> Any:
    content = der.whole(info(), der.SEQUENCE).content(info())
    return der.sequence(
        der.sequence(content, extensions), der.octets(b"maker"), der.oid("1.2.3"), der.bits(b"s")
    )


class TestRefusing:
    @pytest.mark.parametrize(
        ("code", "data"),
        [
            ("TRAILING_DATA", signature() + b"\0"),
            ("SES_FORMAT", b"\x31\x00"),
            ("SES_FORMAT", b"\x30\x00"),
            ("DER_TRUNCATED", signature()[:-1]),
            ("SES_VERSION_MISMATCH", signature(tbs={"version": 5})),
            ("SES_VERSION_MISMATCH", signature(seal(info(header__version=3)))),
            ("SES_FORMAT", signature(seal(info(header__id="SE")))),
            ("SES_FORMAT", signature(seal(info(property__list_type=3)))),
            ("SES_FORMAT", signature(seal(info(property__list_type=2)))),
            ("SES_FORMAT", signature(seal(info(property__list=tables.Certificates([]))))),
        ],
    )  # fmt: skip
    def test_what_breaks_the_standard(self, code: Any, data: Any) -> None:
        assert code_of(v4.read_signature, data) == code

    def test_a_list_of_digests_that_claims_to_hold_certificates(self) -> None:
        digests = tables.CertificateDigests([{"type": "SM3", "value": b"d"}])
        assert code_of(v4.read_seal, seal(info(property__list=digests))) == "SES_FORMAT"

    def test_a_list_that_is_no_list(self) -> None:
        assert code_of(
            v4.read_seal, seal().replace(b"\x30\x0d\x04\x0bcertificate", b"\x04\x0d\x04\x0bcertificate")
        ) == ("SES_FORMAT")

    def test_an_unknown_field(self) -> None:
        data = der.sequence(der.whole(seal(), der.SEQUENCE).content(seal()), der.integer(1))
        assert code_of(v4.read_seal, data) == "SES_FORMAT"

    def test_unused_bits(self) -> None:
        assert code_of(v4.read_seal, seal().replace(b"\x03\x07\x00signed", b"\x03\x07\x01signed")) == (
            "SIG_ENCODING_NONSTANDARD"
        )

    @pytest.mark.parametrize(
        "text", [b"20260506070809+", b"20261306070809Z", b"2026050607080Z9", b"\xff" * 15]
    )
    def test_a_time_of_another_form(self, text: Any) -> None:
        assert code_of(v4.read_signature, signature().replace(b"20260506070809Z", text)) == "SES_TIME"

    @pytest.mark.parametrize(
        ("before", "after"),
        [("专用章".encode(), b"\xff" * 9), (b"vendor", b"vend\xc3r"), (b"vendor", b"vend\0r")],
    )
    def test_a_text_of_other_characters(self, before: Any, after: Any) -> None:
        assert code_of(v4.read_seal, seal().replace(before, after)) == "SES_TEXT"

    def test_a_printable_string_of_other_characters(self) -> None:
        digests = tables.CertificateDigests([{"type": "SM3", "value": b"d"}])
        data = seal(info(property__list_type=2, property__list=digests)).replace(
            b"\x13\x03SM3", b"\x13\x03S*3"
        )
        assert code_of(v4.read_seal, data) == "SES_TEXT"

    def test_an_unknown_critical_extension(self) -> None:
        extension = der.sequence(der.oid("1.2.3"), b"\x01\x01\xff", der.octets(b"x"))
        with pytest.raises(UnsupportedFeature) as caught:
            v4.read_seal(seal_with_extensions(der.sequence(extension)))
        assert (caught.value.code, caught.value.where) == ("SEAL_EXT_CRITICAL_UNKNOWN", "1.2.3")

    @pytest.mark.parametrize(
        "extensions",
        [
            der.sequence(der.sequence(der.oid("1.2.3"), b"\x01\x01\x01", der.octets(b"x"))),
            der.sequence(der.sequence(b"\x06\x02\x80\x01", der.octets(b"x"))),
            der.sequence(der.sequence(b"\x06\x00", der.octets(b"x"))),
            der.sequence(der.octets(b"x")),
        ],
    )
    def test_broken_extensions(self, extensions: Any) -> None:
        assert code_of(v4.read_seal, seal_with_extensions(extensions)) == "SES_FORMAT"

    @pytest.mark.parametrize("inner", [der.octets(b"x"), b"", der.sequence() * 2])
    def test_extensions_of_tbs_that_are_no_list(self, inner: Any) -> None:
        plain = der.whole(v4.read_signature(signature()).signed_bytes, der.SEQUENCE)
        tbs = der.sequence(
            plain.content(v4.read_signature(signature()).signed_bytes), der.encode(0xA0, inner)
        )
        data = der.sequence(tbs, der.octets(b"c"), der.oid("1.2.3"), der.bits(b"s"))
        assert code_of(v4.read_signature, data) == "SES_FORMAT"

    def test_more_than_the_limit(self) -> None:
        with pytest.raises(LimitExceeded):
            v4.read_signature(signature(), limits=Limits(der_bytes=10))


def seal_2025(**changes: Any) -> Any:
    return seal(info(header__version=5), **changes)


class TestVersion5:
    def test_it_is_told_by_the_seal_and_has_its_time_stamp(self) -> None:
        found = v4.read_signature(signature(seal_2025(time_stamp=b"token"), {"version": 5}))
        assert (found.form, found.seal.form, found.seal.time_stamp) == (Form.SES_V5, Form.SES_V5, b"token")

    def test_an_older_seal_has_none(self) -> None:
        assert code_of(v4.read_seal, seal(time_stamp=b"token")) == "SES_VERSION_MISMATCH"
        assert lenient(v4.read_seal, seal(time_stamp=b"token")) == [
            ("SES_VERSION_MISMATCH", "SESeal.timeStamp")
        ]


def lenient(read: Any, data: Any) -> Any:
    return [(deviation.code, deviation.where) for deviation in read(data, lenient=True).deviations]


def parts_of(data: Any) -> Any:
    return [tlv.raw(data) for tlv in der.children(data, der.whole(data, der.SEQUENCE))]


def outer(**changes: Any) -> Any:
    names = ("tbs", "cert", "algorithm", "signature")
    return der.sequence(*(dict(zip(names, parts_of(signature()), strict=True)) | changes).values())


def inner(**changes: Any) -> Any:
    names = ("version", "seal", "time", "hash", "path")
    tbs = parts_of(parts_of(signature())[0])
    return outer(tbs=der.sequence(*(dict(zip(names, tbs, strict=True)) | changes).values()))


RAW = sm2.signature_to_raw(VALUE)


class TestForgiving:
    """Format notes 5.3: each deviation of real files is read, named, and refused when strict."""

    @pytest.mark.parametrize(
        ("where", "data"),
        [
            ("TBS_Sign.dataHash", inner(hash=der.encode(der.BIT_STRING, b"\3" + b"h" * 32))),
            ("SES_Signature.signature", outer(signature=der.encode(der.BIT_STRING, b"\1" + VALUE))),
            ("SES_Signature.signature", outer(signature=der.bits(RAW))),
            ("SES_Signature.signature", outer(signature=VALUE)),
            ("SES_Signature.signature", outer(signature=der.encode(der.BIT_STRING, b"\2" + RAW))),
            ("SES_Signature.signatureAlgID", outer(algorithm=der.oid("1.2.156.10197.6.1.4.2.2"))),
            ("SES_Signature.signatureAlgID", outer(algorithm=der.sequence(der.oid("1.2.156.10197.1.501")))),
            ("TBS_Sign.timeInfo", inner(time=der.encode(der.GENERALIZED_TIME, b"260506070809Z"))),
            ("TBS_Sign.propertyInfo", inner(path=der.sequence(der.ia5("/a")))),
        ],
    )
    def test_an_encoding(self, where: Any, data: Any) -> None:
        found = v4.read_signature(data, lenient=True)
        assert where in [deviation.where for deviation in found.deviations]
        assert {deviation.code for deviation in found.deviations} == {"SIG_ENCODING_NONSTANDARD"}
        assert (found.signature, found.time, found.data_hash) == (VALUE, WHEN, b"h" * 32)
        assert (found.property_info, found.algorithm) == ("/a", "1.2.156.10197.1.501")
        assert code_of(v4.read_signature, data) in ("SIG_ENCODING_NONSTANDARD", "SES_FORMAT")

    def test_both_encodings_of_one_field_are_named_once(self) -> None:
        data = outer(signature=der.encode(der.BIT_STRING, b"\2" + RAW))
        assert lenient(v4.read_signature, data) == [("SIG_ENCODING_NONSTANDARD", "SES_Signature.signature")]

    def test_the_received_octets_stay(self) -> None:
        assert v4.read_signature(outer(signature=der.bits(RAW)), lenient=True).received_signature == RAW

    def test_what_is_signed_is_still_a_slice(self) -> None:
        data = inner(time=der.encode(der.GENERALIZED_TIME, b"260506070809Z"))
        assert v4.read_signature(data, lenient=True).signed_bytes in data

    @pytest.mark.parametrize(
        ("code", "data"),
        [
            ("TRAILING_DATA", signature() + b"\0"),
            ("SES_VERSION_MISMATCH", signature(tbs={"version": 1})),
        ],
    )
    def test_what_is_no_encoding(self, code: Any, data: Any) -> None:
        assert [found for found, _ in lenient(v4.read_signature, data)] == [code]

    @pytest.mark.parametrize("wrapped", [der.octets, lambda value: der.encode(0xA0, value)])
    def test_extensions_wrapped_once_more(self, wrapped: Any) -> None:
        extension = der.sequence(der.oid("1.2.3"), der.octets(b"x"))
        data = seal_with_extensions(wrapped(der.sequence(extension)))
        found = v4.read_seal(data, lenient=True)
        assert found.info.extensions == (Extension(id="1.2.3", critical=False, value=b"x"),)
        assert [deviation.where for deviation in found.deviations] == ["extDatas"]

    def test_an_unknown_critical_extension_is_listed(self) -> None:
        extension = der.sequence(der.oid("1.2.3"), b"\x01\x01\xff", der.octets(b"x"))
        data = seal_with_extensions(der.sequence(extension))
        assert lenient(v4.read_seal, data) == [("SEAL_EXT_CRITICAL_UNKNOWN", "1.2.3")]

    def test_a_certificate_without_its_octet_string(self) -> None:
        bare = der.sequence(der.sequence(), der.sequence(), der.bits(b""))
        found = v4.read_signature(outer(cert=bare), lenient=True)
        assert found.certificate == bare

    @pytest.mark.parametrize(
        "data",
        [
            signature()[:-1],
            outer(cert=der.sequence(der.sequence(), der.sequence())),
            inner(hash=der.octets(b"h")),
            inner(time=der.encode(der.GENERALIZED_TIME, b"261306070809Z")),
            inner(time=der.sequence()),
            inner(hash=der.encode(der.BIT_STRING, b"\x08h")),
            outer(algorithm=der.sequence()),
            signature(seal(info(property__list=tables.CertificateDigests([{"type": "SM3", "value": b"d"}])))),
        ],
    )
    def test_everything_else_is_refused(self, data: Any) -> None:
        with pytest.raises(MalformedDocument):
            v4.read_signature(data, lenient=True)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(data: Any, forgiving: Any) -> None:
    with pytest.raises(MalformedDocument):
        v4.read_signature(data, lenient=forgiving)


@given(st.integers(0, 400), st.integers(1, 255), st.booleans())
def test_a_flipped_byte_is_read_or_refused(position: Any, mask: Any, forgiving: Any) -> None:
    data = bytearray(signature())
    data[position % len(data)] ^= mask
    try:
        found = v4.read_signature(bytes(data), lenient=forgiving)
    except OpenOfdError:
        return
    assert found.signed_bytes in bytes(data)


@given(
    name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    width=st.integers(-(2**40), 2**40),
    when=st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_what_the_tables_encode_is_read_back(name: Any, width: Any, when: Any) -> None:
    when = when.replace(microsecond=0)
    found = v4.read_seal(
        seal(info(property__name=name, picture__width=width, property__valid_until=when))
    ).info
    assert (found.name, found.picture.width_mm, found.valid_until) == (name, width, when)
