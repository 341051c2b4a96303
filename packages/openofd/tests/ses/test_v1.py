"""SES version 1: GM/T 0031-2014 chapter 5, and how real files depart from it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, OpenOfdError, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.ses import tables_v1 as tables
from openofd.ses import v1
from openofd.ses.forms import Form
from openofd.ses.reading import read, read_seal
from openofd.ses.values import Extension

WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
VALUE = sm2.encode_signature(1 << 250, 5 << 240)
UTC_TIME = b"\x17\x0d260506070809Z"
SM2 = "1.2.156.10197.1.501"


def info(**changes: Any) -> Any:
    value = {
        "header": {"id": "ES", "version": 1, "vid": "vendor"},
        "seal_id": "42",
        "property": {
            "type": 2,
            "name": "专用章",
            "list": [b"certificate"],
            "created_at": WHEN,
            "valid_from": WHEN,
            "valid_until": WHEN,
        },
        "picture": {"type": "PNG", "data": b"picture", "width": 40, "height": 41},
    }
    return tables.SealInfo(value | changes).dump()


def seal(info_der: Any = None) -> Any:
    made = {"certificate": b"maker", "algorithm": SM2, "signed_value": VALUE}
    return der.sequence(info_der or info(), tables.SignInfo(made).dump())


def signature(seal_der: Any = None, **changes: Any) -> Any:
    """`changes` are encoded fields of TBS_Sign."""
    fields = {
        "version": der.integer(1),
        "seal": seal_der or seal(),
        "time_info": der.bits(UTC_TIME),
        "data_hash": der.bits(b"h" * 32),
        "property_info": der.ia5("/a"),
        "certificate": der.octets(b"signer"),
        "algorithm": der.oid(SM2),
    }
    return der.sequence(der.sequence(*(fields | changes).values()), der.bits(VALUE))


def with_extensions(extensions: Any) -> Any:
    content = der.whole(info(), der.SEQUENCE).content(info())
    return seal(der.sequence(content, extensions))


def parts_of(data: Any) -> Any:
    return [tlv.raw(data) for tlv in der.children(data, der.whole(data, der.SEQUENCE))]


def with_dates(date: Any) -> Any:
    """An esealInfo whose three dates are encoded so."""
    header, seal_id, of_seal, picture = parts_of(info())
    return der.sequence(header, seal_id, der.sequence(*parts_of(of_seal)[:3], *[date] * 3), picture)


EXTENSIONS = der.sequence(der.sequence(der.oid("1.2.3"), der.octets(b"x")))


def lenient(data: Any) -> Any:
    found = read(data)
    return [(one.code, one.where) for one in (*found.deviations, *found.seal.deviations)]


class TestReading:
    def test_it_reads_every_field(self) -> None:
        found = v1.read_signature(signature())
        assert (found.form, found.time, found.time_info) == (Form.SES_V1, WHEN, UTC_TIME)
        assert (found.data_hash, found.property_info) == (b"h" * 32, "/a")
        assert (found.certificate, found.algorithm, found.signature) == (b"signer", SM2, VALUE)

    def test_it_reads_every_field_of_the_seal(self) -> None:
        found = v1.read_seal(seal())
        assert (found.form, found.certificate, found.algorithm) == (Form.SES_V1, b"maker", SM2)
        assert found.signed_value == VALUE
        assert (found.info.vid, found.info.seal_id, found.info.type) == ("vendor", "42", 2)
        assert (found.info.certificates, found.info.certificate_ids) == ((b"certificate",), ())
        assert (found.info.created_at, found.info.valid_from, found.info.valid_until) == (WHEN, WHEN, WHEN)

    def test_the_signer_signs_received_bytes(self) -> None:
        assert v1.read_signature(signature()).signed_bytes in signature()

    def test_the_maker_signs_certificate_and_algorithm_too(self) -> None:
        signed = der.sequence(info(), der.octets(b"maker"), der.oid(SM2))
        assert v1.read_seal(seal()).signed_bytes == signed

    def test_the_tables_make_what_is_read(self) -> None:
        built = tables.SealSignature(
            {
                "to_be_signed": {
                    "version": 1,
                    "seal": tables.Seal.load(seal()),
                    "time_info": UTC_TIME,
                    "data_hash": b"h" * 32,
                    "property_info": "/a",
                    "certificate": b"signer",
                    "algorithm": SM2,
                },
                "signature": VALUE,
            }
        )
        assert built.dump() == signature()

    @pytest.mark.parametrize("version", [1, 2, 3, 11])
    def test_its_version_has_several_numbers(self, version: Any) -> None:
        header = {"id": "ES", "version": version, "vid": "vendor"}
        assert v1.read_seal(seal(info(header=header))).info.version == version

    def test_a_token_tells_the_time_itself(self) -> None:
        found = v1.read_signature(signature(time_info=der.bits(der.sequence())))
        assert (found.time, found.time_info) == (None, der.sequence())

    @pytest.mark.parametrize("extensions", [EXTENSIONS, der.encode(0xA0, EXTENSIONS)])
    def test_extensions_stand_bare_or_tagged(self, extensions: Any) -> None:
        found = v1.read_seal(with_extensions(extensions))
        assert found.info.extensions == (Extension(id="1.2.3", critical=False, value=b"x"),)

    def test_a_large_seal_is_read_too(self) -> None:
        picture = {"type": "PNG", "data": bytes(300_000), "width": 40, "height": 41}
        assert len(v1.read_seal(seal(info(picture=picture))).info.picture.data) == 300_000

    def test_names_in_the_list_are_no_certificates(self) -> None:
        data = seal(info().replace(b"\x30\x0d\x04\x0bcertificate", b"\x30\x0d\x16\x0bcertificate"))
        found = v1.read_seal(data).info
        assert (found.certificates, found.certificate_ids) == ((), ("certificate",))

    def test_the_one_way_in_tells_it(self) -> None:
        assert read(signature()) == v1.read_signature(signature())
        assert read_seal(seal()) == v1.read_seal(seal())


TIME_INFO = ("SIG_ENCODING_NONSTANDARD", "TBS_Sign.timeInfo")


class TestForgiving:
    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            (b"2026-05-06T07:08:09.377Z", WHEN),
            (b"2026-05-06 15:08:09", WHEN),
            (b"\x18\x0f20260506070809Z", WHEN),
        ],
    )
    def test_times_of_other_forms(self, written: Any, moment: Any) -> None:
        data = signature(time_info=der.bits(written))
        assert read(data).time == moment
        assert lenient(data) == [TIME_INFO]

    @pytest.mark.parametrize("written", [b"", b"now", b"2026-13-06 15:08:09"])
    def test_a_time_that_nobody_can_read(self, written: Any) -> None:
        data = signature(time_info=der.bits(written))
        assert read(data).time is None
        assert lenient(data) == [("SES_TIME", "TBS_Sign.timeInfo")]

    def test_a_time_in_an_octet_string(self) -> None:
        data = signature(time_info=der.octets(UTC_TIME))
        assert read(data).time == WHEN
        assert lenient(data) == [TIME_INFO]

    def test_generalized_times_in_the_seal(self) -> None:
        found = read_seal(seal(with_dates(b"\x18\x0f20260506070809Z")))
        assert found.info.valid_until == WHEN
        assert [one.where for one in found.deviations] == ["createDate", "validStart", "validEnd"]

    def test_extensions_in_an_octet_string(self) -> None:
        found = read_seal(with_extensions(der.octets(EXTENSIONS)))
        assert [extension.id for extension in found.info.extensions] == ["1.2.3"]
        assert [one.where for one in found.deviations] == ["extDatas"]

    def test_a_version_of_another_structure(self) -> None:
        assert lenient(signature(version=der.integer(4))) == [("SES_VERSION_MISMATCH", "TBS_Sign.version")]

    @pytest.mark.parametrize(
        "changed",
        [
            {"time_info": der.bits(UTC_TIME + b"\0")},
            {"data_hash": der.octets(b"h" * 32)},
            {"certificate": b""},
            {"property_info": der.ia5("/a") + der.integer(1)},
        ],
    )
    def test_everything_else_is_refused(self, changed: Any) -> None:
        with pytest.raises(MalformedDocument):
            read(signature(**changed))

    def test_a_date_of_another_type(self) -> None:
        with pytest.raises(MalformedDocument):
            read_seal(seal(with_dates(b"\x16\x0d260506070809Z")))


class TestStrict:
    @pytest.mark.parametrize(
        "data",
        [
            signature(time_info=der.bits(b"2026-05-06 15:08:09")),
            signature(time_info=der.octets(UTC_TIME)),
            signature() + b"\0",
        ],
    )
    def test_no_deviation_passes(self, data: Any) -> None:
        with pytest.raises(MalformedDocument):
            v1.read_signature(data)

    def test_an_unknown_critical_extension(self) -> None:
        extension = der.sequence(der.oid("1.2.3"), b"\x01\x01\xff", der.octets(b"x"))
        with pytest.raises(UnsupportedFeature):
            v1.read_seal(with_extensions(der.sequence(extension)))


@given(st.integers(0, 400), st.integers(1, 255), st.booleans())
def test_a_flipped_byte_is_read_or_refused(position: Any, mask: Any, forgiving: Any) -> None:
    data = bytearray(signature())
    data[position % len(data)] ^= mask
    try:
        found = v1.read_signature(bytes(data), lenient=forgiving)
    except OpenOfdError:
        return
    assert found.signed_bytes in bytes(data)
