"""Signature values in the encodings of real files."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.gm import der, sm2
from openofd.gm.deviations import signature_value

R, S = 0x80 << 248 | 7, 5 << 240
GOOD = sm2.encode_signature(R, S)


def raw(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_the_standard_encoding_passes_unchanged() -> None:
    assert signature_value(GOOD, "here") == (GOOD, ())


@pytest.mark.parametrize(
    "received",
    [
        raw(R) + raw(S),
        der.sequence(der.encode(der.INTEGER, raw(R)), der.integer(S)),
        der.sequence(der.integer(R), der.encode(der.INTEGER, raw(S))),
        der.sequence(der.integer(R), der.encode(der.INTEGER, b"\0" + raw(S))),
        der.sequence(der.encode(der.INTEGER, bytes(2) + raw(R)), der.integer(S)),
    ],
)
def test_other_encodings_are_read_and_named(received: Any) -> None:
    found = signature_value(received, "here")
    assert found.der == GOOD
    assert [(d.code, d.where) for d in found.deviations] == [("SIG_ENCODING_NONSTANDARD", "here")]


@pytest.mark.parametrize(
    "received",
    [
        b"",
        GOOD[:-1],
        GOOD + b"\0",
        (raw(R) + raw(S))[:-1],
        bytes(64),
        raw(sm2.N) + raw(S),
        der.sequence(der.integer(R), der.octets(raw(S))),
        der.sequence(der.integer(R), der.integer(S), der.integer(S)),
        der.sequence(der.integer(R), der.encode(der.INTEGER, bytes(3) + raw(S))),
        der.sequence(der.integer(R), der.integer(S + sm2.N)),
        b"\x30\x81" + GOOD[1:],
    ],
)
def test_what_is_no_signature_value_comes_back_unchanged(received: Any) -> None:
    assert signature_value(received, "here") == (received, ())


@given(st.binary(max_size=80))
def test_any_octets_have_an_answer(received: Any) -> None:
    found = signature_value(received, "here")
    assert found.der == received or found.deviations
