"""The code is read from a blurred picture of the page, and its claim holds with the published keys alone."""

import io

import pytest
import resvg_py
import zxingcpp
from PIL import Image, ImageFilter

from zizhi.sealing.claim import ClaimCheck, check, decode, parse_text

DPI, BLUR = 150, 1.0


@pytest.fixture(scope="session")
def photograph(page_picture):
    """The page as 150 dpi pixels, slightly out of focus."""
    width = round(210 / 25.4 * DPI)
    png = bytes(resvg_py.svg_to_bytes(svg_string=page_picture, width=width, dpi=DPI))
    return Image.open(io.BytesIO(png)).convert("L").filter(ImageFilter.GaussianBlur(BLUR))


@pytest.fixture(scope="session")
def scanned(photograph):
    (code,) = zxingcpp.read_barcodes(photograph, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def test_the_code_is_read(scanned, qr_text):
    assert scanned.startswith(qr_text)


def test_its_claim_holds_with_the_published_keys(scanned, claim_keys):
    token, claim = parse_text(scanned)
    assert check(token, claim, keys=claim_keys) is ClaimCheck.GENUINE


def test_it_names_the_holder(scanned, snapshot):
    _, claim = parse_text(scanned)
    assert decode(claim).facts.uscc == snapshot.uscc


def test_one_changed_bit_is_a_forgery(scanned, claim_keys):
    token, claim = parse_text(scanned)
    changed = claim[:30] + bytes([claim[30] ^ 1]) + claim[31:]
    assert check(token, changed, keys=claim_keys) is ClaimCheck.FORGED
