"""Each kind's sample looks as it did when somebody last looked at it.

`ZIZHI_GOLDEN=write` draws the pictures anew; look at them before you commit them.
"""

import io
import os

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageStat

from openofd.document.document import Document
from openofd.package.writer import write
from openofd.render.drawing import page_svg
from zizhi.certificates.kinds import all_kinds, kind_folder
from zizhi.faces.services import compose_face

DPI, WIDTH, COLOURS = 96, 794, 24
MOST_DIFFERENCE = 0.05
"""Mean difference of all pixels, of 255; one line of text more or less gives about 0.3."""
QR_TEXT = "HTTP://127.0.0.1:8000/V/" + "A" * 26 + "/" + "B" * 170


def draw(snapshot):
    draft = compose_face(snapshot, qr_text=QR_TEXT, demonstration=True)
    svg = page_svg(Document.open(write(draft.members)), 0)
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, dpi=DPI))
    return Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS)


def difference(one, other):
    """Mean difference of the pixels, the worst of the three colours."""
    pixels = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(pixels).mean)


@pytest.mark.parametrize("kind", [kind.id for kind in all_kinds()])
def test_the_face_is_the_golden_one(kind, sample):
    drawn, path = draw(sample(kind)), kind_folder(kind) / "golden.png"
    if os.environ.get("ZIZHI_GOLDEN") == "write":
        drawn.save(path, optimize=True)
    assert difference(drawn, Image.open(path)) <= MOST_DIFFERENCE


def test_a_missing_line_would_be_seen(sample):
    whole = sample("construction")
    less = type(whole).from_json(whole.to_json() | {"registered_address": "一"})
    assert difference(draw(whole), draw(less)) > 2 * MOST_DIFFERENCE
