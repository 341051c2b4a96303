"""GB/T 33190-2016 7.7 and chapter 15: what lies on a page, bottom to top."""

from typing import Any

import pytest

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.render.displaylist import Colour, PathOp
from openofd.render.drawing import draw_page

DATA = "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData>"
LINE = f'<ofd:PathObject ID="{{}}" Boundary="0 0 9 9">{DATA}</ofd:PathObject>'
RES = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016">{1}</ofd:{0}>'


def layer(object_id: int, kind: str = "Body") -> str:
    return f'<ofd:Layer Type="{kind}">{LINE.format(object_id)}</ofd:Layer>'


def ids(page: Any) -> list[int | None]:
    return [item.object_id for item in page.items]


def test_layers_are_painted_by_class_not_by_order(draw: Any) -> None:
    kinds = ("Foreground", "Body", "Background", "Backqround", "Custom")
    page = draw(layers="".join(layer(number, kind) for number, kind in enumerate(kinds, 10)))
    assert ids(page) == [12, 13, 11, 14, 10]


def test_templates_lie_under_the_layers_of_their_class(draw: Any) -> None:
    page = draw(
        layers=layer(10, "Background") + layer(11) + layer(12, "Foreground"),
        page='<ofd:Template TemplateID="7"/><ofd:Template TemplateID="8" ZOrder="Foreground"/>',
        common='<ofd:TemplatePage ID="7" BaseLoc="T7.xml"/><ofd:TemplatePage ID="8" BaseLoc="T8.xml"/>',
        files={
            f"D/T{number}.xml": RES.format("Page", f"<ofd:Content>{layer(number)}</ofd:Content>").encode()
            for number in (7, 8)
        },
    )
    assert ids(page) == [7, 10, 11, 8, 12]


def test_a_template_that_is_not_there_is_noted(draw: Any) -> None:
    page = draw(page='<ofd:Template TemplateID="7"/>')
    assert [note.code for note in page.notes] == ["RESOURCE_MISSING"]


def annotated(visible: str = "true") -> dict[str, Any]:
    annots = RES.format("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>')
    appearance = f'<ofd:Appearance Boundary="20 30 9 9">{LINE.format(50)}</ofd:Appearance>'
    annot = f'<ofd:Annot Visible="{visible}">{appearance}</ofd:Annot>'
    return {
        "root": "<ofd:Annotations>Annots.xml</ofd:Annotations>",
        "files": {"D/Annots.xml": annots.encode(), "D/A.xml": RES.format("PageAnnot", annot).encode()},
    }


def test_annotations_lie_above_the_page_from_their_own_corner(draw: Any) -> None:
    page = draw(LINE.format(10), **annotated())
    assert ids(page) == [10, 50]
    assert page.items[1].matrix.apply(0, 0) == (20, 30)


def test_hidden_annotations_are_not_drawn(draw: Any) -> None:
    assert ids(draw(**annotated("false"))) == []


def test_a_broken_annotation_list_does_not_take_the_page_with_it(draw: Any) -> None:
    page = draw(LINE.format(10), root="<ofd:Annotations>No.xml</ofd:Annotations>")
    assert ids(page) == [10]
    assert "REF_MISSING" in [note.code for note in page.notes]


def test_the_application_box_is_what_is_shown(draw: Any) -> None:
    boxes = (
        "<ofd:PhysicalBox>0 0 100 80</ofd:PhysicalBox><ofd:ApplicationBox>10 -5 200 20</ofd:ApplicationBox>"
    )
    assert draw(page=f"<ofd:Area>{boxes}</ofd:Area>").box == (10, 0, 100, 15)


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 1e9 5", "5 5 0 10"])
def test_an_impossible_sheet_is_a4(draw: Any, box: str) -> None:
    assert draw(page=f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>").box == (0, 0, 210, 297)


@pytest.mark.parametrize("index", [-1, 1])
def test_there_is_no_such_page(ofd: Any, index: int) -> None:
    with pytest.raises(MalformedDocument, match="PAGE_MISSING"):
        draw_page(ofd(), index)


def test_composite_units_within_themselves_end(draw: Any) -> None:
    unit = '<ofd:CompositeObject ID="5" Boundary="0 0 9 9" ResourceID="9"/>'
    with pytest.raises(LimitExceeded, match="nested"):
        draw(unit, resources=composite(unit))


def test_composite_units_that_multiply_end(draw: Any) -> None:
    data = "<ofd:AbbreviatedData>M 0 0" + " L 1 1" * 4000 + "</ofd:AbbreviatedData>"
    line = f'<ofd:PathObject Boundary="0 0 9 9">{data}</ofd:PathObject>'
    use = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="9"/>'
    with pytest.raises(LimitExceeded, match="too many"):
        draw(use * 500, resources=composite(line))


def composite(content: str) -> str:
    inner = f"<ofd:Content>{content}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="9" Width="9" Height="9">{inner}</ofd:CompositeGraphicUnit>'
    return f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"


def test_composite_content_is_moved_faded_and_clipped_with_its_object(draw: Any) -> None:
    unit = '<ofd:CompositeObject Boundary="10 20 9 9" ResourceID="9" CTM="2 0 0 2 1 1" Alpha="51"/>'
    (group,) = draw(unit, resources=composite(LINE.format(6))).items
    (item,) = group.items
    assert group.alpha == 0.2
    assert item.matrix.apply(1, 1) == (13, 23)
    assert item.pen.colour == Colour(0, 0, 0)
    assert len(item.clips) == 1


def test_an_opaque_composite_is_its_content(draw: Any) -> None:
    unit = '<ofd:CompositeObject Boundary="10 20 9 9" ResourceID="9"/>'
    (item,) = draw(unit, resources=composite(LINE.format(6))).items
    assert isinstance(item, PathOp)


def test_text_of_a_font_that_is_nowhere_is_drawn_by_another(ofd: Any, tiny_font: bytes) -> None:
    code = '<ofd:TextCode X="0" Y="4">甲</ofd:TextCode>'
    text = f'<ofd:TextObject ID="3" Boundary="0 0 9 9" Font="77" Size="4">{code}</ofd:TextObject>'
    page = draw_page(ofd(text), 0, fallbacks=[tiny_font], system_fonts=False)
    assert page.items[0].glyphs[0].font is not None
    assert "RESOURCE_MISSING" in [note.code for note in page.notes]
