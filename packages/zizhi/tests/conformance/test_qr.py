"""The code is read from a blurred picture of the page, and its claim holds with the published key alone."""

import io

import pytest
import resvg_py
import zxingcpp
from PIL import Image, ImageFilter
from zizhi.sealing.claim import parse_qr_text, verify_claim

DPI, BLUR = 150, 1.0


@pytest.fixture
def photograph(page_picture):
    """The page as 150 dpi pixels, slightly out of focus."""
    width = round(210 / 25.4 * DPI)
    png = bytes(resvg_py.svg_to_bytes(svg_string=page_picture, width=width))
    return Image.open(io.BytesIO(png)).convert("L").filter(ImageFilter.GaussianBlur(BLUR))


@pytest.fixture
def scanned(photograph):
    (code,) = zxingcpp.read_barcodes(photograph, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def test_the_code_is_read(scanned, qr_text):
    assert scanned == qr_text


def test_its_claim_holds_with_the_published_key(scanned, claim_key):
    assert verify_claim(parse_qr_text(scanned), claim_key)


def test_a_changed_claim_does_not_hold(scanned, claim_key):
    last = "A" if scanned[-2] != "A" else "B"
    assert not verify_claim(parse_qr_text(scanned[:-2] + last + scanned[-1]), claim_key)
