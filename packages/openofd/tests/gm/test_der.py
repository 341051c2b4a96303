"""DER: each value has one encoding; every other one is refused."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.gm import der
from openofd.limits import Limits

trees = st.recursive(
    st.binary(max_size=300).map(der.octets) | st.integers().map(der.integer),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: der.sequence(*parts)),
    max_leaves=12,
)
moments = st.datetimes(timezones=st.just(UTC))


@given(st.integers())
def test_integers_round_trip_and_are_those_of_asn1crypto(value: int) -> None:
    encoded = der.integer(value)
    assert encoded == core.Integer(value).dump()
    assert der.integer_value(der.whole(encoded, der.INTEGER).content(encoded)) == value


@given(st.binary(max_size=70_000))
def test_octets_and_bits_round_trip(value: bytes) -> None:
    octets, bits = der.octets(value), der.bits(value)
    assert der.whole(octets, der.OCTET_STRING).content(octets) == value
    assert der.whole(bits, der.BIT_STRING).content(bits) == b"\0" + value


@given(st.text(), st.text(alphabet=st.characters(max_codepoint=127)))
def test_strings_are_those_of_asn1crypto(text: str, ascii_text: str) -> None:
    assert der.utf8(text) == core.UTF8String(text).dump()
    assert der.ia5(ascii_text) == core.IA5String(ascii_text).dump()


@given(st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**40), max_size=8))
def test_object_identifiers_are_those_of_asn1crypto(first: int, second: int, rest: list[int]) -> None:
    dotted = ".".join(map(str, (first, second, *rest)))
    assert der.oid(dotted) == core.ObjectIdentifier(dotted).dump()


@pytest.mark.parametrize(
    "dotted", ["", "1", "3.1", "1.2.", "1.02", "1.2.a", "1.40", "0.40.1", "1.-2", "1.２"]
)
def test_what_is_no_object_identifier_is_refused(dotted: str) -> None:
    with pytest.raises(ValueError, match="not an object identifier"):
        der.oid(dotted)


@given(moments)
def test_times_have_fifteen_characters_and_end_in_z(moment: datetime) -> None:
    encoded = der.generalized_time(moment)
    text = encoded[2:].decode()
    assert encoded[:2] == b"\x18\x0f"
    assert datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC) == moment.replace(microsecond=0)


def test_times_are_written_in_utc() -> None:
    beijing = datetime(2026, 1, 1, 7, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert der.generalized_time(beijing)[2:] == b"20251231235959Z"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        der.generalized_time(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


@given(trees)
def test_what_is_encoded_is_read(encoded: bytes) -> None:
    document = der.sequence(encoded)
    top = der.check(document)
    assert top.raw(document) == document
    assert [child.raw(document) for child in der.children(document, top)] == [encoded]


@given(st.binary(max_size=40) | trees)
def test_random_bytes_raise_only_our_errors(data: bytes) -> None:
    for read in (der.read, der.check, lambda data: der.whole(data, der.SEQUENCE), der.integer_value):
        with suppress(OpenOfdError):
            read(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DER_TRUNCATED"),
        (b"\x30", "DER_TRUNCATED"),
        (b"\x30\x01", "DER_TRUNCATED"),
        (b"\x30\x82\x01\x00", "DER_TRUNCATED"),
        (b"\x1f\x01\x00", "DER_TAG"),
        (b"\x31\x00", "DER_TAG"),
        (b"\x30\x80\x00\x00", "DER_LENGTH"),
        (b"\x30\x81", "DER_LENGTH"),
        (b"\x30\x81\x7f" + bytes(127), "DER_LENGTH"),
        (b"\x30\x82\x00\x80" + bytes(128), "DER_LENGTH"),
        (b"\x30\x85\x01\x00\x00\x00\x00", "DER_LENGTH"),
        (b"\x30\xff", "DER_LENGTH"),
        (b"\x30\x00\x00", "DER_TRAILING"),
        (b"\x30\x03\x04\x02\x00", "DER_TRUNCATED"),
        (b"\x30\x04\x04\x01\x00\x04", "DER_TRUNCATED"),
    ],
)
def test_what_is_not_der_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(MalformedDocument) as caught:
        der.check(data)
    assert caught.value.code == code
    assert caught.value.where.startswith("byte ")


@pytest.mark.parametrize("content", [b"", b"\0\0", b"\0\x7f", b"\xff\xff", b"\xff\x80"])
def test_integers_that_are_not_shortest_are_refused(content: bytes) -> None:
    with pytest.raises(MalformedDocument, match="DER_INTEGER"):
        der.integer_value(content)


@pytest.mark.parametrize(
    ("content", "value"), [(b"\0", 0), (b"\0\x80", 128), (b"\xff\x7f", -129), (b"\xff", -1)]
)
def test_integers_at_the_edges(content: bytes, value: int) -> None:
    assert der.integer_value(content) == value


def _nested(depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = der.sequence(data)
    return data


def test_nesting_has_a_ceiling() -> None:
    limits = Limits(der_depth=5)
    assert der.check(_nested(5), limits=limits)
    with pytest.raises(LimitExceeded, match="DER_DEPTH"):
        der.check(_nested(6), limits=limits)


def test_size_has_a_ceiling() -> None:
    with pytest.raises(LimitExceeded, match="DER_BYTES"):
        der.check(der.sequence(der.octets(bytes(20))), limits=Limits(der_bytes=20))


def test_the_number_of_values_has_a_ceiling() -> None:
    limits = Limits(der_values=4)
    flat = der.sequence(*[der.sequence()] * 4)
    tall = der.sequence(der.sequence(*[der.sequence()] * 4))
    assert len(der.children(flat, der.check(flat, limits=limits), limits=limits)) == 4
    with pytest.raises(LimitExceeded, match="DER_VALUES"):
        der.check(tall, limits=limits)
    with pytest.raises(LimitExceeded, match="DER_VALUES"):
        der.children(flat, der.read(flat), limits=Limits(der_values=3))


@given(st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**40), max_size=6))
def test_object_identifiers_are_read_back(first: int, second: int, rest: list[int]) -> None:
    dotted = ".".join(map(str, (first, second, *rest)))
    encoded = der.oid(dotted)
    assert der.dotted(der.read(encoded).content(encoded)) == dotted


def test_the_second_arc_below_two_may_be_large() -> None:
    assert der.dotted(b"\x88\x37") == "2.999"


@pytest.mark.parametrize("content", [b"", b"\x80", b"\x2a\x80\x01", b"\x2a\x83", b"\x2a" + b"\x01" * 70])
def test_broken_object_identifiers_are_refused(content: bytes) -> None:
    with pytest.raises(MalformedDocument, match="DER_OID"):
        der.dotted(content)


def test_short_times_are_written_in_utc() -> None:
    moment = datetime(2026, 5, 6, 8, tzinfo=timezone(timedelta(hours=8)))
    assert der.utc_time(moment) == b"\x17\x0d260506000000Z"


@pytest.mark.parametrize("moment", [datetime(2026, 5, 6), datetime(2050, 1, 1, tzinfo=UTC)])  # noqa: DTZ001
def test_a_short_time_has_a_zone_and_ends_in_2049(moment: datetime) -> None:
    with pytest.raises(ValueError, match="1950"):
        der.utc_time(moment)


class TestCursor:
    DATA = der.sequence(der.integer(1), der.octets(b"x"))

    def cursor(self) -> der.Cursor:
        return der.Cursor(self.DATA, der.read(self.DATA), "Pair")

    def test_values_are_taken_in_order(self) -> None:
        cursor = self.cursor()
        assert cursor.optional(der.OCTET_STRING) is None
        assert cursor.take(der.INTEGER, der.OCTET_STRING).tag == der.INTEGER
        assert cursor.take().content(self.DATA) == b"x"
        assert cursor.optional() is None
        cursor.finish()

    def test_a_missing_value_is_named(self) -> None:
        with pytest.raises(MalformedDocument, match=r"DER_STRUCTURE.*Pair"):
            self.cursor().take(der.SEQUENCE)

    def test_nothing_may_be_left(self) -> None:
        with pytest.raises(MalformedDocument, match="DER_STRUCTURE"):
            self.cursor().finish()


def test_an_endless_integer_is_refused() -> None:
    assert der.integer_value(b"\1" + bytes(1023)) == 1 << 8184
    with pytest.raises(MalformedDocument, match="DER_INTEGER"):
        der.integer_value(b"\1" + bytes(1024))
