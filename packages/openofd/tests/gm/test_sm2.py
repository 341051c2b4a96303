"""SM2 signatures: the standard's vector, the user id, and every malformed signature we know of."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import MalformedDocument, UnsupportedFeature
from openofd.gm import der, sm2
from openofd.gm.backends.selftest import STANDARD_VECTOR as VECTOR
from openofd.gm.keys import PrivateKey
from openofd.gm.sm2 import DEFAULT_ID, N, PublicKey
from openofd.gm.sm3 import sm3

MakeKey = Callable[[str], PrivateKey]

KEY = PublicKey(VECTOR.xy)
R, S = sm2.parse_signature(VECTOR.signature)
numbers = st.integers(1, N - 1)


def test_za_of_the_standard() -> None:
    assert KEY.za() == VECTOR.za
    assert KEY.za(DEFAULT_ID) == VECTOR.za


def test_digest_of_the_standard() -> None:
    assert sm2.message_digest(KEY, VECTOR.message) == VECTOR.e


def test_signature_of_the_standard() -> None:
    assert sm2.verify(KEY, VECTOR.message, VECTOR.signature)


def test_what_the_private_key_signs_verifies() -> None:
    private = PrivateKey.from_scalar(VECTOR.scalar)
    signatures = {private.sign_digest(VECTOR.e) for _ in range(8)}
    assert len({sm2.parse_signature(signature)[0] for signature in signatures}) == 8  # a fresh k each time
    assert all(sm2.verify_digest(KEY, VECTOR.e, signature) for signature in signatures)


@pytest.mark.parametrize("user_id", [b"", b"1234567812345679", b"ALICE123@YAHOO.COM"])
def test_a_signature_under_another_user_id_does_not_verify(user_id: bytes) -> None:
    private = PrivateKey.from_scalar(VECTOR.scalar)
    signature = private.sign_digest(sm2.message_digest(KEY, b"m", user_id))
    assert sm2.verify(KEY, b"m", signature, user_id=user_id)
    assert not sm2.verify(KEY, b"m", signature)


def test_another_key_does_not_verify(make_key: MakeKey) -> None:
    assert not sm2.verify(make_key("other").public_key, VECTOR.message, VECTOR.signature)
    assert not sm2.verify_digest(make_key("other").public_key, VECTOR.e, VECTOR.signature)


@pytest.mark.parametrize("bit", range(0, 256, 17))
def test_a_flipped_bit_of_the_digest_does_not_verify(bit: int) -> None:
    flipped = (int.from_bytes(VECTOR.e, "big") ^ 1 << bit).to_bytes(32, "big")
    assert not sm2.verify_digest(KEY, flipped, VECTOR.signature)


def test_no_flipped_bit_of_the_signature_verifies() -> None:
    whole = int.from_bytes(VECTOR.signature, "big")
    for bit in range(8 * len(VECTOR.signature)):
        flipped = (whole ^ 1 << bit).to_bytes(len(VECTOR.signature), "big")
        assert not sm2.verify_digest(KEY, VECTOR.e, flipped), bit


def _negative(value: int) -> bytes:
    return der.encode(der.INTEGER, value.to_bytes(32, "big"))  # without the leading 00


def _padded(value: int) -> bytes:
    return der.encode(der.INTEGER, b"\0\0", value.to_bytes(32, "big"))


_BODY = VECTOR.signature[2:]
MALFORMED = {
    "trailing byte": VECTOR.signature + b"\0",
    "trailing element": der.sequence(_BODY, der.integer(1)),
    "padded integer": der.sequence(_padded(R), der.integer(S)),
    "BER long form": b"\x30\x81" + VECTOR.signature[1:],
    "BER longer form": b"\x30\x82\x00" + VECTOR.signature[1:],
    "indefinite length": b"\x30\x80" + _BODY + b"\0\0",
    "negative r": der.sequence(_negative(R), der.integer(S)),
    "negative s": der.sequence(der.integer(R), _negative(S)),
    "s + n": der.sequence(der.integer(R), der.integer(S + N)),
    "s - n": der.sequence(der.integer(R), der.integer(S - N)),
    "r + n": der.sequence(der.integer(R + N), der.integer(S)),
    "r = 0": der.sequence(der.integer(0), der.integer(S)),
    "s = 0": der.sequence(der.integer(R), der.integer(0)),
    "r = n": der.sequence(der.integer(N), der.integer(S)),
    "s = n": der.sequence(der.integer(R), der.integer(N)),
    "empty": b"",
    "empty sequence": der.sequence(),
    "one integer": der.sequence(der.integer(R)),
    "no integers": der.sequence(der.octets(b"r"), der.octets(b"s")),
    "raw": sm2.signature_to_raw(VECTOR.signature),
    "truncated": VECTOR.signature[:-1],
    "a set": b"\x31" + VECTOR.signature[1:],
    "empty integer": der.sequence(der.encode(der.INTEGER), der.integer(S)),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_signature_does_not_verify(case: str) -> None:
    assert not sm2.verify_digest(KEY, VECTOR.e, MALFORMED[case])
    with pytest.raises(MalformedDocument):
        sm2.parse_signature(MALFORMED[case])


def test_swapped_numbers_do_not_verify() -> None:
    assert not sm2.verify_digest(KEY, VECTOR.e, sm2.encode_signature(S, R))


@given(numbers, numbers)
def test_encoding_and_raw_form_round_trip(r: int, s: int) -> None:
    signature = sm2.encode_signature(r, s)
    assert sm2.parse_signature(signature) == (r, s)
    raw = sm2.signature_to_raw(signature)
    assert len(raw) == 64
    assert sm2.signature_from_raw(raw) == signature


@pytest.mark.parametrize("raw", [b"", b"\0" * 64, b"\x01" * 63, b"\xff" * 64])
def test_raw_signatures_are_checked(raw: bytes) -> None:
    with pytest.raises(MalformedDocument):
        sm2.signature_from_raw(raw)


@given(st.binary(max_size=80))
def test_random_bytes_are_never_a_signature_and_never_an_error(data: bytes) -> None:
    assert not sm2.verify_digest(KEY, VECTOR.e, data)


@pytest.mark.parametrize(
    "xy", [b"", VECTOR.xy[:-1], VECTOR.xy + b"\0", bytes(64), b"\xff" * 64, VECTOR.xy[::-1]]
)
def test_what_is_no_point_of_the_curve_is_no_key(xy: bytes) -> None:
    with pytest.raises(MalformedDocument, match="KEY_POINT"):
        PublicKey(xy)


def test_a_coordinate_is_below_the_prime() -> None:
    y = int.from_bytes(VECTOR.xy[32:], "big")
    with pytest.raises(MalformedDocument):
        PublicKey(VECTOR.xy[:32] + (y + sm2.P).to_bytes(33, "big")[-32:])


def test_a_key_goes_through_its_spki() -> None:
    assert PublicKey.from_spki(KEY.spki) == KEY


@pytest.mark.parametrize("damage", [lambda spki: spki[1:], lambda spki: spki + b"\0", lambda _: b""])
def test_other_spkis_are_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnsupportedFeature, match="KEY_NOT_SM2"):
        PublicKey.from_spki(damage(KEY.spki))


def test_keys_whose_coordinates_begin_with_04_or_00_work() -> None:
    """One popular library strips such digits and loses the key."""
    seen = set()
    for number in range(2000):
        private = PrivateKey.from_scalar(sm3(number.to_bytes(2, "big"))[:31].rjust(32, b"\0"))
        if private.public_key.xy[0] in {0x00, 0x04} - seen:
            seen.add(private.public_key.xy[0])
            assert sm2.verify_digest(private.public_key, VECTOR.e, private.sign_digest(VECTOR.e))
        if seen == {0x00, 0x04}:
            return
    pytest.fail("no such key found")
