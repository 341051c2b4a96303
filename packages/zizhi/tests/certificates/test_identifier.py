"""Identifiers of electronic certificates, GB/T 36904 and ISO/IEC 7064 MOD 37,36."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.certificates.identifier import CertificateIdentifier, mod_37_36
from zizhi.core.errors import RuleViolation

PUBLISHED = [
    "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
]
characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_identifiers_hold(text: str) -> None:
    assert str(CertificateIdentifier.parse(text)) == text


@given(st.text(characters, min_size=1, max_size=60), st.data())
def test_one_wrong_character_shows(body: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.sampled_from([c for c in characters if c != body[place]]))
    assert mod_37_36(body[:place] + other + body[place + 1 :]) != mod_37_36(body)


def test_a_wrong_check_character_is_refused() -> None:
    with pytest.raises(RuleViolation, match="IDENTIFIER_CHECK"):
        CertificateIdentifier.parse(PUBLISHED[0][:-1] + "0")


@pytest.mark.parametrize("text", ["", "1.2.156", PUBLISHED[0].replace("3005", "3006"), PUBLISHED[0] + ".1"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="IDENTIFIER_FORM"):
        CertificateIdentifier.parse(text)
