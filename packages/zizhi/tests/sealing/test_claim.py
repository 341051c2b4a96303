"""The claim inside the QR code: architecture §4."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openofd.gm.keys import PrivateKey
from zizhi.certificates.numbers import NumberForm
from zizhi.core.uscc import ALPHABET, check_character
from zizhi.sealing import claim
from zizhi.sealing.claim import ClaimCheck, ClaimFacts

KEY, OTHER = PrivateKey.generate(), PrivateKey.generate()
TOKEN = "A" * 25 + "Q"
DAYS = st.integers(0, 0xFFFE).map(lambda n: date(2000, 1, 1) + timedelta(days=n))
FACTS = st.builds(
    ClaimFacts,
    kind=st.integers(1, 15),
    number_form=st.integers(0, 255),
    number=st.integers(0, 2**64 - 1),
    version=st.integers(1, 999),
    uscc=st.text(ALPHABET, min_size=17, max_size=17).map(lambda body: body + check_character(body)),
    face_digest=st.binary(min_size=12, max_size=12),
    issued_on=DAYS,
    valid_until=st.none() | DAYS,
)
EXAMPLE = ClaimFacts(
    kind=1,
    number_form=1,
    number=221000012,
    version=1,
    uscc="91990000MA0000001" + check_character("91990000MA0000001"),
    face_digest=bytes(12),
    issued_on=date(2026, 11, 22),
    valid_until=date(2031, 11, 21),
)


def _sealed(facts: ClaimFacts = EXAMPLE, token: str = TOKEN, key: PrivateKey = KEY) -> bytes:
    return claim.seal_claim(facts, token=token, key=key.public_key, sign_digest=key.sign_digest)


@given(FACTS)
def test_facts_survive(facts: ClaimFacts) -> None:
    body = claim.encode(facts, key=b"ab")
    assert len(body) == 42
    decoded = claim.decode(body + bytes(64))
    assert (decoded.facts, decoded.key_id) == (facts, b"ab")


@given(FACTS)
@settings(max_examples=20)
def test_signed_claim_is_genuine_under_the_published_key_alone(facts: ClaimFacts) -> None:
    sealed = _sealed(facts)
    assert len(sealed) == 106
    assert claim.check(TOKEN, sealed, keys=[KEY.public_key]) is ClaimCheck.GENUINE


@given(st.integers(0, 106 * 8 - 1))
@settings(max_examples=60)
def test_any_flipped_bit_is_noticed(bit: int) -> None:
    sealed = bytearray(_sealed())
    sealed[bit // 8] ^= 1 << bit % 8
    assert claim.check(TOKEN, bytes(sealed), keys=[KEY.public_key]) is not ClaimCheck.GENUINE


def test_claim_of_another_token_is_forged() -> None:
    assert claim.check("B" * 25 + "Q", _sealed(), keys=[KEY.public_key]) is ClaimCheck.FORGED


def test_foreign_key_is_told_apart_from_forgery() -> None:
    assert claim.check(TOKEN, _sealed(key=OTHER), keys=[KEY.public_key]) is ClaimCheck.UNKNOWN_KEY


def test_claim_for_no_token_is_malformed() -> None:
    assert claim.check("B" * 26, _sealed(), keys=[KEY.public_key]) is ClaimCheck.MALFORMED


@pytest.mark.parametrize("offset", [0, 14])
def test_other_format_or_impossible_credit_code_is_malformed(offset: int) -> None:
    sealed = bytearray(_sealed())
    sealed[offset] ^= 0xF0
    with pytest.raises(ValueError, match=r"format|USCC"):
        claim.decode(bytes(sealed))


def test_signature_out_of_range_is_forged() -> None:
    assert claim.check(TOKEN, _sealed()[:42] + bytes(64), keys=[KEY.public_key]) is ClaimCheck.FORGED


def test_second_spelling_of_a_claim_is_refused() -> None:
    text = claim.text("https://example.cn", TOKEN, _sealed())
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    other = text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]
    with pytest.raises(ValueError, match="canonically"):
        claim.parse_text(other)


@given(st.binary(max_size=120) | st.binary(min_size=105, max_size=105).map(lambda rest: b"\x11" + rest))
def test_check_never_raises(data: bytes) -> None:
    assert claim.check(TOKEN, data, keys=[KEY.public_key]) is not ClaimCheck.GENUINE


def test_text_is_upper_case_and_comes_back() -> None:
    text = claim.text("https://example.cn", TOKEN, _sealed())
    assert text == text.upper()
    assert len(text) == len("https://example.cn/V/") + 26 + 1 + 170
    token, sealed = claim.parse_text(text.lower())
    assert token == TOKEN
    assert claim.check(token, sealed, keys=[KEY.public_key]) is ClaimCheck.GENUINE


def test_text_without_claim_still_names_the_token() -> None:
    assert claim.parse_text(f"https://example.cn/v/{TOKEN.lower()}") == (TOKEN, None)


@pytest.mark.parametrize("scanned", ["", "https://example.cn/", "V/ABC", f"X{TOKEN}", f"/V/{TOKEN}/AAAA"])
def test_other_texts_are_refused(scanned: str) -> None:
    with pytest.raises(ValueError, match="token"):
        claim.parse_text(scanned)


def test_long_base_is_refused() -> None:
    with pytest.raises(ValueError, match="62"):
        claim.text("https://" + "a" * 55, TOKEN, bytes(106))


FORMS = [
    NumberForm(index=1, prefix="D", digits=9, suffix="", rule="national"),
    NumberForm(index=2, prefix="辽建检字第", digits=4, suffix="号", rule="plain"),
]


@pytest.mark.parametrize(("number", "field"), [("D221000012", (1, 221000012)), ("辽建检字第0012号", (2, 12))])
def test_number_keeps_its_digits(number: str, field: tuple[int, int]) -> None:
    assert claim.number_field(number, forms=FORMS) == field
    assert claim.number_text(*field, forms=FORMS) == number


@pytest.mark.parametrize("number", ["D22100001", "DW221000012", "甲字1号"])
def test_number_of_no_form_is_digested(number: str) -> None:
    form, value = claim.number_field(number, forms=FORMS)
    assert form == 0
    assert value.bit_length() > 32
    assert claim.number_text(form, value, forms=FORMS) is None


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"issued_on": date(1999, 12, 31)}, "1999-12-31"), ({"uscc": "0" * 17 + "1"}, "校验位")],
)
def test_what_decode_would_refuse_is_not_encoded(wrong: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        claim.encode(replace(EXAMPLE, **wrong), key=b"ab")
