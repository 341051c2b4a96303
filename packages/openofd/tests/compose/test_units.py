"""Static graphic units as XML."""

import math
from collections.abc import Callable

import pytest

from openofd.compose.typesetting import Typeface
from openofd.compose.units import ImageUnit, PathUnit, TextUnit, fragment, rgb
from openofd.fonts.fallback import FontChain

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


@pytest.fixture
def faces(chain: FontChain) -> dict[str, Typeface]:
    return {"label": Typeface(2, chain.main)}


def test_colour() -> None:
    assert rgb("#1C1A19") == "28 26 25"


def test_path_writes_stroke_before_fill(faces: dict[str, Typeface]) -> None:
    unit = PathUnit(box=(1, 2, 3, 4), data="M 0 0", line_width=0.15, stroke="#000001", fill="#FFFFFF")
    assert fragment([unit], faces) == (
        '<ofd:PathObject ID="%d" Boundary="1 2 3 4" LineWidth="0.15" Fill="true">'
        '<ofd:StrokeColor Value="0 0 1"/><ofd:FillColor Value="255 255 255"/>'
        "<ofd:AbbreviatedData>M 0 0</ofd:AbbreviatedData></ofd:PathObject>"
    )


def test_image_fills_its_box(faces: dict[str, Typeface]) -> None:
    assert 'CTM="26 0 0 13 0 0"' in fragment([ImageUnit(box=(1, 2, 26, 13), resource_id=1)], faces)


def test_centred_text(faces: dict[str, Typeface]) -> None:
    unit = TextUnit(
        text="甲乙", face="label", x=50, centre=10, points=720 / 25.4, colour="#000000", align=0.5
    )
    assert 'Boundary="40 3.5 20 13"' in fragment([unit], faces)


def test_turned_text_keeps_its_centre(faces: dict[str, Typeface]) -> None:
    unit = TextUnit(
        text="甲",
        face="label",
        x=50,
        centre=50,
        points=720 / 25.4,
        colour="#000000",
        align=0.5,
        turn=(-30, 50, 50),
    )
    xml = fragment([unit], faces)
    box = [float(v) for v in xml.split('Boundary="')[1].split('"')[0].split()]
    matrix = [float(v) for v in xml.split('CTM="')[1].split('"')[0].split()]
    assert (box[0] + box[2] / 2, box[1] + box[3] / 2) == pytest.approx((50, 50), abs=0.02)
    assert matrix[0] == pytest.approx(math.cos(math.radians(30)), abs=1e-5)
    middle = (matrix[0] * 5 + matrix[2] * 6.5 + matrix[4], matrix[1] * 5 + matrix[3] * 6.5 + matrix[5])
    assert middle == pytest.approx((box[2] / 2, box[3] / 2), abs=0.02)


def test_percent_signs_survive_the_filling_in(make_tiny_font: MakeFont, faces: dict[str, Typeface]) -> None:
    from openofd.fonts.subset import FontSource

    percent = {"p": Typeface(3, FontSource(make_tiny_font({"%": (5, 5, 500)})))}
    unit = TextUnit(text="%", face="p", x=0, centre=5, points=10, colour="#000000")
    assert ">%</ofd:TextCode>" in fragment([unit], percent) % 1
