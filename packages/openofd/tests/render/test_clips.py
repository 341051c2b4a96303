"""GB/T 33190-2016 8.4: what Clips leave visible."""

from typing import Any

BOX = "<ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 C</ofd:AbbreviatedData>"
TEXT = '<ofd:Text Font="3" Size="4"><ofd:TextCode X="1" Y="5" DeltaX="4">甲 甲</ofd:TextCode></ofd:Text>'


def clips(draw: Any, area: str, fonts: dict[str, Any], flag: str = "") -> Any:
    written = f"<ofd:Clips {flag}><ofd:Clip><ofd:Area>{area}</ofd:Area></ofd:Clip></ofd:Clips>"
    unit = f'<ofd:PathObject Boundary="10 20 9 9" CTM="2 0 0 2 0 0">{written}{BOX}</ofd:PathObject>'
    return draw(unit, **fonts).items[0].clips[-1]


def test_each_glyph_of_a_clipping_text_is_an_area(draw: Any, fonted: dict[str, Any]) -> None:
    found = clips(draw, TEXT, fonted)
    assert [area.matrix.apply(0, 0) for area in found.areas] == [(11, 25), (19, 25)]
    assert found.areas[0].matrix.apply(500, 0) == (13, 25)


def test_a_text_in_no_font_clips_nothing_away(draw: Any) -> None:
    unit = f"<ofd:Clips><ofd:Clip><ofd:Area>{TEXT}</ofd:Area></ofd:Clip></ofd:Clips>{BOX}"
    (item,) = draw(f'<ofd:PathObject Boundary="10 20 9 9">{unit}</ofd:PathObject>').items
    assert item.clips == ()


def test_trans_flag_lets_the_objects_matrix_count(draw: Any, fonted: dict[str, Any]) -> None:
    path = f'<ofd:Path Rule="Even-Odd">{BOX}</ofd:Path>'
    plain, flagged = (clips(draw, path, fonted, flag).areas[0] for flag in ("", 'TransFlag="true"'))
    assert plain.even_odd
    assert plain.matrix.apply(9, 9) == (19, 29)
    assert flagged.matrix.apply(9, 9) == (28, 38)


def test_what_clips_may_have_a_place_of_its_own(draw: Any, fonted: dict[str, Any]) -> None:
    path = f'<ofd:Path Boundary="1 2 5 5" CTM="3 0 0 3 0 0">{BOX}</ofd:Path>'
    assert clips(draw, path, fonted).areas[0].matrix.apply(1, 1) == (14, 25)
