"""GB/T 33190-2016 chapters 8–11: objects as items."""

import struct
from typing import Any

import pytest

from openofd.render.displaylist import Colour, Gradient, PathOp, Picture, Tiling

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 3, 5)
BOX_DATA = "<ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 C</ofd:AbbreviatedData>"
RED = '<ofd:FillColor Value="255 0 0"/>'


def path(attributes: str = "", inner: str = "") -> str:
    return f'<ofd:PathObject ID="5" Boundary="10 20 9 9" {attributes}>{inner}{BOX_DATA}</ofd:PathObject>'


def one(page: Any) -> Any:
    (item,) = page.items
    return item


def codes(page: Any) -> list[str]:
    return [note.code for note in page.notes]


def test_a_path_is_stroked_black_by_default(draw: Any) -> None:
    item = one(draw(path()))
    assert item.pen.colour == Colour(0, 0, 0)
    assert (item.pen.width, item.pen.miter_limit, item.fill) == (0.353, 3.528, None)
    assert item.matrix.apply(1, 2) == (11, 22)
    assert item.clips == ()


def test_fill_needs_a_colour_and_the_wish(draw: Any) -> None:
    assert one(draw(path("", RED))).fill is None
    assert one(draw(path('Fill="true"'))).fill is None
    assert one(draw(path('Fill="true" Rule="Even-Odd"', RED))).fill == Colour(255, 0, 0)


def test_a_path_without_line_and_area_is_nothing(draw: Any) -> None:
    assert draw(path('Stroke="false"')).items == ()


def test_opacities_multiply(draw: Any) -> None:
    item = one(draw(path('Alpha="102" Fill="true"', '<ofd:FillColor Value="0 0 0" Alpha="127.5"/>')))
    assert item.fill.alpha == pytest.approx(0.2)
    assert item.pen.colour.alpha == pytest.approx(0.4)


def test_invisible_objects_are_left_out(draw: Any) -> None:
    assert draw(path('Visible="false"')).items == ()


def test_what_reaches_out_of_its_boundary_is_clipped_one_millimetre_beyond(draw: Any) -> None:
    item = one(draw(path('CTM="2 0 0 1 0 0"')))
    (clip,) = item.clips
    assert clip.areas[0].segments[0].values == (9, 19)
    assert clip.areas[0].segments[2].values == (20, 30)


def test_written_clips_are_relative_to_the_boundary(draw: Any) -> None:
    area = f'<ofd:Area CTM="1 0 0 1 1 1"><ofd:Path>{BOX_DATA}</ofd:Path></ofd:Area>'
    item = one(
        draw(path("", f"<ofd:Clips><ofd:Clip>{area}{area}</ofd:Clip><ofd:Clip>{area}</ofd:Clip></ofd:Clips>"))
    )
    assert [len(clip.areas) for clip in item.clips] == [2, 1]
    assert item.clips[0].areas[0].matrix.apply(0, 0) == (11, 21)


def test_parameters_come_from_object_then_chain_then_layer(draw: Any) -> None:
    params = (
        '<ofd:DrawParams><ofd:DrawParam ID="7" Relative="8" Cap="Round"/>'
        '<ofd:DrawParam ID="8" LineWidth="2" Cap="Square" DashPattern="3 1" Relative="7"/>'
        '<ofd:DrawParam ID="9" LineWidth="5" Join="Bevel"><ofd:StrokeColor Value="0 0 255"/></ofd:DrawParam>'
        "</ofd:DrawParams>"
    )
    unit = path('DrawParam="7" DashOffset="0.5"')
    layer = f'<ofd:Layer DrawParam="9">{unit}</ofd:Layer>'
    pen = one(draw(layers=layer, resources=params)).pen
    assert (pen.width, pen.cap, pen.join, pen.dashes, pen.dash_offset) == (2, "round", "bevel", (3, 1), 0.5)
    assert pen.colour == Colour(0, 0, 255)


def test_blocks_only_group(draw: Any) -> None:
    assert (
        len(draw(f"<ofd:PageBlock>{path()}<ofd:PageBlock>{path()}</ofd:PageBlock></ofd:PageBlock>").items)
        == 2
    )


@pytest.mark.parametrize(
    "broken",
    [
        '<ofd:PathObject ID="6"/>',
        '<ofd:TextObject ID="6" Boundary="0 0 9 9" Font="3" Size="x"/>',
        path('CTM="1 2"'),
    ],
)
def test_a_broken_object_is_left_out_and_named(draw: Any, broken: str) -> None:
    page = draw(broken + path())
    assert len(page.items) == 1
    assert page.notes[-1].code in {"XML_VALUE", "XML_MISSING"}


def test_a_broken_delta_list_is_left_out(draw: Any, fonted: dict[str, Any]) -> None:
    code = '<ofd:TextCode X="0" Y="5" DeltaX="g 2">甲甲甲</ofd:TextCode>'
    page = draw(
        f'<ofd:TextObject ID="6" Boundary="0 0 9 9" Font="3" Size="4">{code}</ofd:TextObject>', **fonted
    )
    assert (page.items, codes(page)) == ((), ["OBJECT_UNREADABLE"])


def test_a_boundary_may_go_to_the_left_and_upwards(draw: Any) -> None:
    data = "<ofd:AbbreviatedData>M 0 0 L -14 -3</ofd:AbbreviatedData>"
    item = one(draw(f'<ofd:PathObject Boundary="40 30 -14 -3">{data}</ofd:PathObject>'))
    assert (item.matrix.apply(-14, -3), item.clips) == ((26, 27), ())


IMAGE = '<ofd:ImageObject ID="5" Boundary="10 20 30 15" ResourceID="4" {}>{}</ofd:ImageObject>'


def image(draw: Any, data: bytes = PNG, attributes: str = 'CTM="30 0 0 15 0 0"', inner: str = "") -> Any:
    media = '<ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>a</ofd:MediaFile></ofd:MultiMedia>'
    media = f"<ofd:MultiMedias>{media}</ofd:MultiMedias>"
    return draw(IMAGE.format(attributes, inner), resources=media, files={"D/Res/a": data})


def test_an_image_is_the_unit_square(draw: Any) -> None:
    item = one(image(draw))
    assert isinstance(item, Picture)
    assert item.matrix.apply(1, 1) == (40, 35)
    assert item.media_type == "image/png"


def test_an_image_without_matrix_fills_its_boundary(draw: Any) -> None:
    page = image(draw, attributes="")
    assert one(page).matrix.apply(1, 1) == (40, 35)
    assert codes(page) == ["IMAGE_NO_CTM"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"II*\0", "IMAGE_UNREADABLE"),
        (b"\x97JB2\r\n\x1a\n", "IMAGE_UNREADABLE"),
        (b"<svg onload='alert(1)'/>", "IMAGE_FORMAT"),
        (PNG[:16] + struct.pack(">II", 100_000, 100_000), "IMAGE_PIXELS"),
    ],
)
def test_what_cannot_be_shown_is_a_frame(draw: Any, data: bytes, code: str) -> None:
    page = image(draw, data)
    assert isinstance(one(page), PathOp)
    assert codes(page) == [code]


def test_an_image_that_is_not_there_is_noted(draw: Any) -> None:
    page = draw(IMAGE.format("", ""))
    assert (page.items, codes(page)) == ((), ["RESOURCE_MISSING"])


def test_a_border_is_drawn_around(draw: Any) -> None:
    border = '<ofd:Border LineWidth="2"><ofd:BorderColor Value="1 2 3"/></ofd:Border>'
    _, frame = image(draw, inner=border).items
    assert (frame.pen.width, frame.pen.colour) == (2, Colour(1, 2, 3))


def test_a_gradient(draw: Any) -> None:
    stops = "".join(f'<ofd:Segment><ofd:Color Value="{value} 0 0"/></ofd:Segment>' for value in (0, 100, 200))
    shade = f'<ofd:AxialShd StartPoint="0 0" EndPoint="9 0" Extend="1">{stops}</ofd:AxialShd>'
    fill = one(draw(path('Fill="true"', f"<ofd:FillColor>{shade}</ofd:FillColor>"))).fill
    assert isinstance(fill, Gradient)
    assert [stop.at for stop in fill.stops] == [0, 0.5, 1]
    assert fill.extend == (True, False)


def test_a_pattern_of_the_page_does_not_move_with_its_object(draw: Any) -> None:
    cell = f"<ofd:CellContent>{path()}</ofd:CellContent>"
    tile = f'<ofd:Pattern Width="5" Height="4" XStep="6" RelativeTo="Page">{cell}</ofd:Pattern>'
    item = one(draw(path('Fill="true"', f"<ofd:FillColor>{tile}</ofd:FillColor>")))
    assert isinstance(item.fill, Tiling)
    assert item.fill.step == (6, 4)
    assert item.fill.matrix.then(item.matrix).apply(1, 1) == (1, 1)
