"""The one way in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.errors import LimitExceeded, MalformedDocument, OpenOfdError
from openofd.limits import Limits
from openofd.ses.forms import Form
from openofd.ses.reading import read, read_seal


@pytest.fixture(scope="module")
def value(authority: Any, authority_module: Any) -> Any:
    return authority_module.unpack(authority.sealed())["Doc_0/Signs/Sign_0/SignedValue.dat"]


def test_a_signature_by_the_standard_has_no_deviation(value: Any) -> None:
    found = read(value)
    assert (found.form, found.deviations, found.seal.deviations) == (Form.SES_V4, (), ())


def test_another_is_read_with_its_deviations(value: Any) -> None:
    assert [deviation.code for deviation in read(value + b"\0").deviations] == ["TRAILING_DATA"]


def test_a_seal(value: Any) -> None:
    seal = read(value).seal
    assert read_seal(seal.raw) == seal
    assert [deviation.code for deviation in read_seal(seal.raw + b"\0").deviations] == ["TRAILING_DATA"]


def test_what_is_broken_or_of_no_known_structure_is_refused(value: Any) -> None:
    for data in (value[:-1], b"?", b"\x30\x00"):
        with pytest.raises(MalformedDocument):
            read(data)


def test_what_is_too_large_is_not_tried_twice(value: Any) -> None:
    with pytest.raises(LimitExceeded):
        read(value, limits=Limits(der_bytes=10))


@given(position=st.integers(0, 3000), mask=st.integers(1, 255))
def test_a_flipped_byte_is_read_or_refused(value: Any, position: Any, mask: Any) -> None:
    data = bytearray(value)
    data[position % len(data)] ^= mask
    try:
        read(bytes(data))
    except OpenOfdError:
        return
