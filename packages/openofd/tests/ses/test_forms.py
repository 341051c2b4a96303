"""Telling what a SignedValue.dat is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openofd.gm import der
from openofd.ses.forms import Form, tell, tell_seal

EMPTY = der.sequence()
OID = der.oid("1.2.156.10197.6.1.4.2.2")


def seal_of(version: int) -> bytes:
    return der.sequence(der.sequence(der.sequence(der.ia5("ES"), der.integer(version))))


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (Form.SIGNED_DATA, der.sequence(OID)),
        (Form.SIGNED_DATA, b"\x30\x80" + OID + b"\x00\x00"),
        (Form.SIGNED_DATA, b"\x30\x82\x00\x0c" + OID),
        (Form.SIGNED_DATA, der.sequence(der.integer(1), der.encode(der.SET), EMPTY)),
        (Form.BARE, der.sequence(der.integer(1), der.integer(2))),
        (Form.SES_V1, der.sequence(EMPTY, der.bits(b""))),
        (Form.SES_V4, der.sequence(der.sequence(der.integer(4)), EMPTY, EMPTY, EMPTY)),
        (Form.SES_V4, der.sequence(der.sequence(EMPTY), EMPTY, EMPTY, EMPTY, EMPTY)),
        (Form.SES_V5, der.sequence(der.sequence(der.integer(5)), EMPTY, EMPTY, EMPTY)),
        (Form.SES_V5, der.sequence(der.sequence(der.integer(4), seal_of(5)), EMPTY, EMPTY, EMPTY)),
        (Form.SES_V4, der.sequence(der.sequence(der.integer(5), seal_of(4)), EMPTY, EMPTY, EMPTY)),
        (Form.UNKNOWN, der.sequence(EMPTY, EMPTY, EMPTY)),
        (Form.UNKNOWN, der.sequence(der.integer(1))),
        (Form.UNKNOWN, der.integer(1)),
        (Form.UNKNOWN, b"\x30\x81\x01\x00"),
        (Form.UNKNOWN, b""),
    ],
)
def test_the_form_is_told_by_the_structure(form: Any, data: Any) -> None:
    assert tell(data) is form


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (Form.SES_V1, der.sequence(EMPTY, EMPTY)),
        (Form.SES_V4, der.sequence(EMPTY, EMPTY, EMPTY, EMPTY)),
        (Form.SES_V5, der.sequence(EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)),
        (Form.SES_V5, der.sequence(*[der.sequence(der.sequence(der.ia5("ES"), der.integer(5)))] * 4)),
        (Form.UNKNOWN, der.sequence(EMPTY)),
        (Form.UNKNOWN, b""),
    ],
)
def test_the_form_of_a_seal(form: Any, data: Any) -> None:
    assert tell_seal(data) is form


@given(st.binary(max_size=50))
def test_any_bytes_have_a_form(data: Any) -> None:
    assert tell(data) in Form
    assert tell_seal(data) in Form
