"""GB/T 33190-2016 chapter 11: labels that files share are drawn once, and each file is told the truth."""

from typing import Any

import pytest

from openofd.render.recalling import refers_to_nothing

AGAIN = 3  # the font is new, known, and its labels remembered


def label(text: str = "甲", attributes: str = 'Size="4"', inner: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode>'
    return f'<ofd:TextObject ID="6" Boundary="0 0 9 9" Font="3" {attributes}>{inner}{code}</ofd:TextObject>'


def drawn(draw: Any, objects: str, **more: Any) -> list[Any]:
    return [draw(objects, **more) for _ in range(AGAIN)]


def test_a_label_is_drawn_once(draw: Any, fonted: dict[str, Any]) -> None:
    first, second, third = (page.items[0] for page in drawn(draw, label(), **fonted))
    assert third is second
    assert third.glyphs == first.glyphs


@pytest.mark.parametrize(
    "other",
    [label("甲甲"), label(attributes='Size="5"'), label(inner='<ofd:FillColor Value="9 9 9"/>')],
    ids=["text", "size", "colour"],
)
def test_labels_that_look_different_are_different(draw: Any, fonted: dict[str, Any], other: str) -> None:
    drawn(draw, label(), **fonted)
    *_, page = drawn(draw, other, **fonted)
    assert page.items != draw(label(), **fonted).items


def test_the_weight_that_the_resources_give_a_font_counts(draw: Any, fonted: dict[str, Any]) -> None:
    bold = {**fonted, "resources": fonted["resources"].replace('ID="3"', 'ID="3" Bold="true"')}
    wanted = label(attributes='Size="4" Weight="700"')
    *_, light = drawn(draw, wanted, **fonted)
    *_, heavy = drawn(draw, wanted, **bold)
    assert (light.items[0].pen is None, heavy.items[0].pen is None) == (False, True)


def test_what_a_label_refers_to_counts(draw: Any, fonted: dict[str, Any]) -> None:
    fonts = fonted["resources"]
    for colour in ("1 2 3", "4 5 6"):
        param = f'<ofd:DrawParam ID="9"><ofd:FillColor Value="{colour}"/></ofd:DrawParam>'
        resources = f"{fonts}<ofd:DrawParams>{param}</ofd:DrawParams>"
        unit = label(attributes='Size="4" DrawParam="9"')
        *_, page = drawn(draw, unit, resources=resources, files=fonted["files"])
        assert page.items[0].fill[:3] == tuple(map(int, colour.split()))


def test_the_parameters_of_the_layer_count(draw: Any, fonted: dict[str, Any]) -> None:
    drawn(draw, label(), **fonted)
    param = '<ofd:DrawParam ID="9"><ofd:FillColor Value="1 2 3"/></ofd:DrawParam>'
    resources = f"{fonted['resources']}<ofd:DrawParams>{param}</ofd:DrawParams>"
    layers = f'<ofd:Layer ID="2" DrawParam="9">{label()}</ofd:Layer>'
    page = draw(layers=layers, resources=resources, files=fonted["files"])
    assert page.items[0].fill[:3] == (1, 2, 3)


def test_a_font_that_steps_in_is_told_of_each_time(draw: Any, fonted: dict[str, Any]) -> None:
    for page in drawn(draw, label("甲乙"), **fonted):
        assert [note.code for note in page.notes] == ["FONT_NONE"]


@pytest.mark.parametrize("size", ["x", "1e999"])
def test_a_broken_label_is_told_of_each_time(draw: Any, fonted: dict[str, Any], size: str) -> None:
    for page in drawn(draw, label(attributes=f'Size="{size}"'), **fonted):
        assert (page.items, len(page.notes)) == ((), 1)


def test_a_label_without_a_font_number_is_told_of(draw: Any, fonted: dict[str, Any]) -> None:
    page = draw(label().replace('Font="3"', ""), **fonted)
    assert [note.code for note in page.notes] == ["XML_MISSING"]


def test_text_is_never_without_reference(ofd: Any, fonted: dict[str, Any]) -> None:
    (layer,) = ofd(label(), **fonted).pages[0].layers()
    assert not refers_to_nothing(layer.units[0])
