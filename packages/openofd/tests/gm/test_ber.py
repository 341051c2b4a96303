"""BER lengths made DER."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.gm import der
from openofd.gm.ber import to_der
from openofd.limits import Limits

END = b"\0\0"
PLAIN = der.sequence(der.integer(5), der.octets(b"abc"))


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        (PLAIN, PLAIN),
        (PLAIN, b"\x30\x80" + der.integer(5) + der.octets(b"abc") + END),
        (PLAIN, b"\x30\x81\x08" + der.integer(5) + der.octets(b"abc")),
        (PLAIN, b"\x30\x84\0\0\0\x08" + der.integer(5) + der.octets(b"abc")),
        (PLAIN, b"\x30\x80" + der.integer(5) + b"\x24\x80\x04\x01a\x04\x02bc" + END + END),
        (der.sequence(der.sequence()), b"\x30\x80\x30\x80" + END + END),
        (der.sequence(der.octets(END)), b"\x30\x80" + der.octets(END) + END),
    ],
)
def test_lengths_become_definite_and_short(expected: Any, data: Any) -> None:
    assert to_der(data) == (expected, b"")


def test_what_follows_is_handed_back() -> None:
    assert to_der(PLAIN + b"rest") == (PLAIN, b"rest")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x1f\x00",
        b"\x04\x80ab\0\0",
        b"\x30\x80",
        b"\x30\x80\x05\x00",
        b"\x30\x83\x01",
        b"\x30\x05\x02\x01",
        b"\x30\x02\x04\x05aaaaa",
        b"\x24\x03\x02\x01\x05",
    ],
)
def test_what_is_not_ber_either_is_refused(data: Any) -> None:
    with pytest.raises(MalformedDocument):
        to_der(data)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (PLAIN, Limits(der_bytes=5)),
        (PLAIN, Limits(der_values=2)),
        (b"\x30\x80" * 40, Limits()),
    ],
)
def test_limits_hold(data: Any, limits: Any) -> None:
    with pytest.raises(LimitExceeded):
        to_der(data, limits=limits)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: Any) -> None:
    try:
        value, _ = to_der(data)
    except OpenOfdError:
        return
    assert der.read(value).end == len(value)
