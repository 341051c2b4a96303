"""GB/T 33190-2016 8.3: colours and colour spaces."""

from typing import Any

import pytest

from openofd.model.colors import FillColor
from openofd.model.resources import ColorSpace
from openofd.render.colours import BLACK, colour_of
from openofd.render.displaylist import Colour

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Shelf:
    """One colour space, which is also the default."""

    def __init__(self, attributes: str = "", palette: str = "") -> None:
        xml = f"<ofd:ColorSpace {OFD} {attributes}>{palette}</ofd:ColorSpace>"
        self._space = ColorSpace.parse(xml.encode()) if attributes else None

    def color_space(self, space_id: int | None) -> ColorSpace | None:
        return self._space


def colour(written: str, *shelf: str, inner: str = "") -> Colour:
    xml = f"<ofd:FillColor {OFD} {written}>{inner}</ofd:FillColor>"
    return colour_of(FillColor.parse(xml.encode()), Shelf(*shelf))


@pytest.mark.parametrize(
    ("written", "space", "found"),
    [
        ('Value="1 2 3"', "", (1, 2, 3)),
        ('Value="#ff 2 #0A"', "", (255, 2, 10)),
        ('Value="10"', 'Type="GRAY"', (10, 10, 10)),
        ('Value="10"', 'Type="Gray"', (10, 10, 10)),
        ('Value="1"', 'Type="GRAY" BitsPerComponent="1"', (255, 255, 255)),
        ('Value="65535 0 0"', 'Type="RGB" BitsPerComponent="16"', (255, 0, 0)),
        ('Value="0 255 255 0"', 'Type="CMYK"', (255, 0, 0)),
        ('Value="0 0 0 255"', 'Type="CMYK"', (0, 0, 0)),
        ("", 'Type="CMYK"', (255, 255, 255)),
        ("", "", (0, 0, 0)),
    ],
)
def test_channels(written: str, space: str, found: tuple[int, ...]) -> None:
    assert colour(written, space)[:3] == found


@pytest.mark.parametrize("written", ['Value="256 0 0"', 'Value="-1 0 0"', 'Value="255"'])
def test_out_of_range_is_black(written: str) -> None:
    assert colour(written) == BLACK


@pytest.mark.parametrize(
    ("index", "found"), [(0, (9, 9, 9)), (1, (1, 2, 3)), (2, (0, 0, 0)), (-1, (0, 0, 0))]
)
def test_a_palette_is_asked_by_index(index: int, found: tuple[int, ...]) -> None:
    palette = "<ofd:Palette><ofd:CV>9 9 9</ofd:CV><ofd:CV>1 2 3</ofd:CV></ofd:Palette>"
    assert colour(f'Index="{index}"', 'Type="RGB"', palette)[:3] == found


@pytest.mark.parametrize(("alpha", "found"), [("0", 0), ("51", 0.2), ("300", 1), ("-5", 0)])
def test_opacity(alpha: str, found: float) -> None:
    assert colour(f'Value="0 0 0" Alpha="{alpha}"').alpha == found


def test_where_a_gradient_cannot_be_drawn_its_first_stop_stands() -> None:
    stop = '<ofd:Segment><ofd:Color Value="7 8 9"/></ofd:Segment>'
    shade = f'<ofd:RadialShd StartPoint="0 0" EndPoint="1 1" EndRadius="3">{stop}</ofd:RadialShd>'
    assert colour("", inner=shade) == Colour(7, 8, 9)


def test_no_colour_is_the_default() -> None:
    assert colour_of(None, Shelf(), Colour(1, 1, 1)) == Colour(1, 1, 1)


def test_the_documents_default_space_counts(draw: Any) -> None:
    data = "<ofd:AbbreviatedData>M 0 0 L 1 1</ofd:AbbreviatedData>"
    line = f'<ofd:PathObject Boundary="0 0 1 1"><ofd:StrokeColor Value="80"/>{data}</ofd:PathObject>'
    spaces = '<ofd:ColorSpaces><ofd:ColorSpace ID="9" Type="GRAY"/></ofd:ColorSpaces>'
    (item,) = draw(line, resources=spaces, common="<ofd:DefaultCS>9</ofd:DefaultCS>").items
    assert item.pen.colour == Colour(80, 80, 80)
