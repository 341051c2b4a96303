"""QR codes against segno, and read back by zxing-cpp."""

import io
import random

import pytest
import segno
import zxingcpp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from openofd.compose import qr
from openofd.errors import CannotCompose

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def _oracle(text: str) -> str:
    code = segno.make(text, error="m", version=9, mask=0, boost_error=False, mode="alphanumeric")
    return "".join(str(module & 1) for row in code.matrix for module in row)


@pytest.mark.parametrize("length", [1, 7, 23, 197, 221, qr.CAPACITY])
def test_every_length_is_read_back(length: int) -> None:
    picture = Image.open(io.BytesIO(qr.png("Z" * length)))
    assert zxingcpp.read_barcode(picture.convert("L")).text == "Z" * length


def _claim(seed: int) -> str:
    letters = random.Random(seed).choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=196)
    return "HTTPS://ZIZHI.EXAMPLE/V/" + "".join(letters[:26]) + "/" + "".join(letters[26:])


def _fills_a_codeword(text: str) -> bool:
    """segno then adds eight padding bits, where ISO/IEC 18004 7.4.10 wants none."""
    return (4 + 9 + len(text) * 11 // 2 + len(text) % 2 + 4) % 8 == 0


@settings(max_examples=25)
@given(st.text(ALPHABET, min_size=1, max_size=qr.CAPACITY))
def test_equal_to_segno(text: str) -> None:
    assume(not _fills_a_codeword(text))
    assert f"{qr.matrix(text):0{qr.MODULES**2}b}" == _oracle(text)


@pytest.mark.parametrize("length", [qr.CAPACITY - 2, qr.CAPACITY - 1, qr.CAPACITY])
def test_equal_to_segno_when_full(length: int) -> None:
    assert f"{qr.matrix('Z' * length):0{qr.MODULES**2}b}" == _oracle("Z" * length)


@pytest.mark.parametrize("seed", range(10))
def test_read_back(seed: int) -> None:
    picture = Image.open(io.BytesIO(qr.png(_claim(seed))))
    assert zxingcpp.read_barcode(picture.convert("L").resize((200, 200))).text == _claim(seed)


def test_picture_is_one_bit_with_quiet_zone() -> None:
    picture = Image.open(io.BytesIO(qr.png(_claim(1))))
    assert (picture.size, picture.mode) == ((488, 488), "1")
    assert picture.convert("L").point(lambda v: 255 - v).getbbox() == (32, 32, 456, 456)
    assert len(qr.png(_claim(1))) < 1_200


def test_too_long() -> None:
    with pytest.raises(CannotCompose, match="QR_TOO_LONG"):
        qr.png("A" * (qr.CAPACITY + 1))


@pytest.mark.parametrize("text", ["a", "A_", "甲", "A\n"])
def test_other_characters_are_refused(text: str) -> None:
    with pytest.raises(CannotCompose, match="QR_CHARACTER"):
        qr.png(text)
