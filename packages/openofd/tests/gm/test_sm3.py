"""SM3 against GB/T 32905-2016 annex A."""

import pytest

from openofd.errors import CryptoUnavailable
from openofd.gm.sm3 import new, sm3

ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_example_1_of_the_standard() -> None:
    assert sm3(b"abc").hex() == ABC


def test_example_2_of_the_standard() -> None:
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_pieces_and_copies_give_the_same_digest() -> None:
    digest = new(b"a")
    copy = digest.copy()
    digest.update(b"bc")
    copy.update(b"x")
    assert digest.hexdigest() == ABC
    assert copy.hexdigest() == sm3(b"ax").hex()


def test_a_missing_hash_is_told_with_advice() -> None:
    with pytest.raises(CryptoUnavailable, match="SM3_MISSING") as caught:
        new(name="sm3-that-is-not-there")
    assert "OpenSSL 3" in caught.value.explain("zh")
