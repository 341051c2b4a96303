"""Pages: boxes, layers, templates, texts. GB/T 33190-2016 7.7, 11, 13."""

from dataclasses import replace
from types import ModuleType

import pytest

from openofd.document.document import Document
from openofd.document.pages import Page
from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS
from openofd.model.units import Box


def first(data: bytes) -> Page:
    return Document.open(data).pages[0]


def area(physical: str, application: str = "") -> str:
    shown = f"<ofd:ApplicationBox>{application}</ofd:ApplicationBox>" if application else ""
    return f"<ofd:Area><ofd:PhysicalBox>{physical}</ofd:PhysicalBox>{shown}</ofd:Area>"


def test_the_box_is_the_page_s_own_or_the_document_s(tiny: ModuleType) -> None:
    assert first(tiny.ofd("甲")).size == (100, 50)
    own = first(tiny.ofd(tiny.page("甲", before=area("0 0 10 20", "1 2 3 4"))))
    assert (own.physical_box, own.box) == (Box(0, 0, 10, 20), Box(1, 2, 3, 4))


def test_an_area_without_sheet_leaves_it_to_the_document(tiny: ModuleType) -> None:
    page = first(tiny.ofd(tiny.page("甲", before="<ofd:Area/>")))
    assert page.physical_box == Box(0, 0, 100, 50)


def test_without_any_box_a_page_is_a4(tiny: ModuleType) -> None:
    parts = tiny.parts("甲")
    bare = parts["Doc_0/Document.xml"].replace(tiny.AREA.encode(), b"")
    assert first(tiny.pack(parts | {"Doc_0/Document.xml": bare})).size == (210, 297)


def templated(tiny: ModuleType, order: str = "Background", before: str = "") -> bytes:
    use = f'<ofd:Template TemplateID="5" ZOrder="{order}"/><ofd:Template TemplateID="6"/>'
    template = tiny.page(tiny.text("底", identifier=50), before=before + '<ofd:Template TemplateID="5"/>')
    return tiny.ofd(  # type: ignore[no-any-return]
        tiny.page("甲", before=use),
        common='<ofd:TemplatePage ID="5" BaseLoc="T.xml"/>',
        extra={"Doc_0/T.xml": template},
    )


@pytest.mark.parametrize(
    ("order", "text"), [("Background", "底甲"), ("Body", "底甲"), ("Foreground", "甲底")]
)
def test_templates_are_painted_in_their_order(tiny: ModuleType, order: str, text: str) -> None:
    page = first(templated(tiny, order))
    assert "".join(run.text for run in page.runs()) == text
    assert page.texts == {10: "甲", 50: "底"}


def test_a_template_that_is_only_named_changes_nothing(tiny: ModuleType) -> None:
    assert first(templated(tiny)).size == (100, 50)


def test_a_template_lends_its_box(tiny: ModuleType) -> None:
    assert first(templated(tiny, before=area("0 0 7 8"))).size == (7, 8)


def test_a_misspelt_layer_type_is_a_body(tiny: ModuleType) -> None:
    page = first(tiny.ofd(tiny.page("甲", layer='Type="Backqround"')))
    assert len(page.layers()) == 1


def test_an_empty_page_has_no_text(tiny: ModuleType) -> None:
    page = first(tiny.ofd(tiny.xml("Page")))
    assert (page.layers(), page.text(), page.texts) == ((), "", {})


def test_runs_stand_where_they_are_painted(tiny: ModuleType) -> None:
    (run,) = first(tiny.ofd(tiny.text("甲乙", x=10, y=20))).runs()
    assert (run.text, run.x, run.y, run.end, run.size) == ("甲乙", 10, 24, 18, 4)
    assert (run.font, run.object_id) == (2, 10)


def test_the_matrix_turns_and_scales_a_run(tiny: ModuleType) -> None:
    content = tiny.text("甲").replace("Font=", 'CTM="2 0 0 2 1 0" Font=')
    (run,) = first(tiny.ofd(content)).runs()
    assert (run.x, run.y, run.size) == (11, 18, 8)


def test_a_text_code_without_position_starts_where_the_one_before_did(tiny: ModuleType) -> None:
    codes = (
        '<ofd:TextCode X="1" Y="2">甲</ofd:TextCode><ofd:TextCode Y="9" DeltaY="1 1">乙丙丁</ofd:TextCode>'
    )
    one, two = first(tiny.ofd(tiny.text("", codes=codes))).runs()
    assert (one.x, one.y, two.x, two.y) == (11, 12, 11, 19)


def test_reading_order_is_by_lines_then_from_the_left(tiny: ModuleType) -> None:
    places = [("丁", 10, 30), ("乙", 14, 10.5), ("甲", 10, 10), ("丙", 60, 10)]
    content = "".join(tiny.text(char, x=x, y=y) for char, x, y in places)
    assert first(tiny.ofd(content)).text() == "甲乙 丙\n丁"


def test_invisible_objects_are_no_text(tiny: ModuleType) -> None:
    assert first(tiny.ofd(tiny.text("甲").replace("Font=", 'Visible="false" Font='))).text() == ""


def test_blocks_are_searched(tiny: ModuleType) -> None:
    page = first(tiny.ofd(f"<ofd:PageBlock>{tiny.text('甲')}</ofd:PageBlock>"))
    assert (page.text(), page.texts) == ("甲", {10: "甲"})


def test_a_text_object_without_identifier_is_still_text(tiny: ModuleType) -> None:
    page = first(tiny.ofd(tiny.text("甲").replace('ID="10" ', "")))
    assert (page.text(), page.texts) == ("甲", {})


def composite(tiny: ModuleType, *units: str) -> bytes:
    made = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}" Width="9" Height="9"><ofd:Content>{content}</ofd:Content>'
        "</ofd:CompositeGraphicUnit>"
        for n, content in enumerate(units, 20)
    )
    return tiny.ofd(  # type: ignore[no-any-return]
        use(20, 1) + use(99, 1),
        common="<ofd:PublicRes>P.xml</ofd:PublicRes>",
        extra={
            "Doc_0/P.xml": tiny.xml("Res", f"<ofd:CompositeGraphicUnits>{made}</ofd:CompositeGraphicUnits>")
        },
    )


def use(identifier: int, x: int) -> str:
    return f'<ofd:CompositeObject ID="9" Boundary="{x} 2 9 9" ResourceID="{identifier}"/>'


def test_composite_units_are_placed(tiny: ModuleType) -> None:
    (run,) = first(composite(tiny, use(21, 3), tiny.text("甲", x=10, y=10))).runs()
    assert (run.text, run.x, run.y) == ("甲", 14, 18)


def test_a_composite_unit_in_itself_is_refused(tiny: ModuleType) -> None:
    with pytest.raises(LimitExceeded, match="nested too deeply"):
        first(composite(tiny, use(20, 0))).runs()


def test_composite_units_that_multiply_are_refused(tiny: ModuleType) -> None:
    units = [use(n, 0) * 30 for n in range(21, 26)]
    document = Document.open(composite(tiny, *units), limits=replace(LIMITS, glyphs=20_000))
    with pytest.raises(LimitExceeded, match="too much text"):
        document.pages[0].runs()


def test_a_delta_list_that_is_none(tiny: ModuleType) -> None:
    with pytest.raises(MalformedDocument, match="delta list"):
        first(tiny.ofd(tiny.text("甲乙").replace("g 1 4", "x"))).runs()


RES = (
    '<ofd:Fonts><ofd:Font ID="2" FontName="{}"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font>'
    '<ofd:Font ID="3" FontName="n"/><ofd:Font FontName="n"/></ofd:Fonts>'
    '<ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>i.png</ofd:MediaFile>'
    "</ofd:MultiMedia></ofd:MultiMedias>"
    '<ofd:DrawParams><ofd:DrawParam ID="5"/></ofd:DrawParams>'
    '<ofd:ColorSpaces><ofd:ColorSpace ID="6"/></ofd:ColorSpaces>'
)


def test_resources_are_found_by_identifier(tiny: ModuleType) -> None:
    parts = {
        "Doc_0/P.xml": tiny.xml("Res", RES.format("near"), 'BaseLoc="Res"'),
        "Doc_0/D.xml": tiny.xml("Res", RES.format("far")),
        "Doc_0/Res/f.ttf": "font",
    }
    page = tiny.page("甲", before="<ofd:PageRes>/Doc_0/P.xml</ofd:PageRes>")
    common = "<ofd:DocumentRes>D.xml</ofd:DocumentRes><ofd:DocumentRes>gone.xml</ofd:DocumentRes>"
    document = Document.open(tiny.ofd(page, common=common, extra=parts))
    near, far = document.pages[0].resources, document.resources
    assert [found.font_name for found in (near.font(2), far.font(2)) if found] == ["near", "far"]
    assert (near.font_file(2), near.font_file(3), near.font_file(9)) == (b"font", None, None)
    assert (near.media_file(4), near.media_file(9), near.multi_media(2)) == (None, None, None)
    assert near.draw_param(5)
    assert near.color_space(6)
    assert near.composite(7) is None
