"""Verification tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.core.ids import is_token, new_token, token_bytes, token_from


@given(st.binary(min_size=16, max_size=16))
def test_token_and_back(random: bytes) -> None:
    token = token_from(random)
    assert is_token(token)
    assert token_bytes(token) == random


def test_token_takes_16_bytes_of_entropy() -> None:
    assert new_token(lambda n: bytes(range(n))) == token_from(bytes(range(16)))


@pytest.mark.parametrize(
    "text", ["", "A" * 25, "a" * 26, "A" * 25 + "B", "A" * 27, "1" * 26, "A" * 26 + "\n"]
)
def test_other_texts_are_no_tokens(text: str) -> None:
    assert not is_token(text)


def test_a_token_is_never_short_of_entropy() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        token_from(b"short")
