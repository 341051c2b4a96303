"""The front of the room: whole pages, made ones to the letter and real ones without a crash."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.document.reading import DRAWING
from openofd.errors import OpenOfdError
from openofd.model.units import Box
from openofd.render.drawing import draw_page, page_svg
from openofd.render.markup import escape

TEXT = (
    '<ofd:TextObject ID="5" Boundary="10 20 60 8" Font="3" Size="4"><ofd:FillColor Value="#ee 32 0"/>'
    '<ofd:TextCode X="1" Y="5" DeltaX="4">甲甲</ofd:TextCode></ofd:TextObject>'
)
SAFE = {"svg", "title", "defs", "path", "use", "g", "rect", "image", "text", "clipPath", "filter", "pattern"}
SAFE |= {"linearGradient", "radialGradient", "stop", "mask", "feColorMatrix", "feComposite"}


def test_a_page_to_the_letter(ofd: Any, fonted: dict[str, Any]) -> None:
    assert page_svg(ofd(TEXT, **fonted), 0, title="甲") == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="80mm" viewBox="0 0 100 80" role="img">'
        '<title>甲</title><defs><path id="p0-0" d="M0 0L0 800L500 800L500 0L0 0Z"/></defs>'
        '<rect x="0" y="0" width="100" height="80" fill="#fff"/><g data-object="5" fill="#ee2000">'
        '<g transform="matrix(0.004 0 0 -0.004 0 0)"><use href="#p0-0" x="2750" y="-6250"/>'
        '<use href="#p0-0" x="3750" y="-6250"/></g></g></svg>'
    )


def test_the_same_page_gives_the_same_bytes(ofd: Any, fonted: dict[str, Any]) -> None:
    assert page_svg(ofd(TEXT, **fonted), 0) == page_svg(ofd(TEXT, **fonted), 0)


def test_selectable_text(ofd: Any, fonted: dict[str, Any]) -> None:
    assert ">甲甲</text>" in page_svg(ofd(TEXT, **fonted), 0, text="selectable")


def test_marks_lie_on_top_and_say_what_they_mean(ofd: Any) -> None:
    marks = [
        Mark(page_id=1, box=Box(1, 2, 3, 4), label="被改动 <b>"),
        Mark(page_id=2, box=Box(0, 0, 1, 1), label=""),
    ]
    whole = page_svg(ofd(), 0, marks=marks)
    assert whole.count("<path") == 1
    assert whole.index("被改动 &lt;b&gt;") > whole.index('fill="#fff"')


@pytest.mark.parametrize(
    "evil",
    [
        '"/><script>alert(1)</script>',
        "</text><image href='http://x/'/>",
        "]]>",
        "&lt;script&gt;",
        "javascript:x",
    ],
)
def test_nothing_active_comes_out(ofd: Any, evil: str) -> None:
    written = escape(evil)
    text = TEXT.replace("甲甲", written).replace('ID="5"', f'ID="5" Name="{written}"')
    font = f'<ofd:Fonts><ofd:Font ID="3" FontName="{written}"/></ofd:Fonts>'
    assert_safe(page_svg(ofd(text, resources=font), 0, title=evil))


def assert_safe(whole: str) -> None:
    for element in etree.fromstring(whole).iter():
        assert etree.QName(element).localname in SAFE
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            assert name != "href" or value.startswith(("#", "data:image/"))


def test_every_sample_draws(corpus: Path, subtests: Any) -> None:
    for path in sorted(corpus.glob("*.ofd")):
        with subtests.test(path.name):
            document = Document.open(path.read_bytes())
            assert_safe(page_svg(document, 0))
            assert draw_page(document, 0).box[2] > 0


def test_page_1_of_every_sample_has_ink(corpus: Path, subtests: Any, rasterised: Any) -> None:
    for path in sorted(corpus.glob("*.ofd")):
        with subtests.test(path.name):
            document = Document.open(path.read_bytes(), reading=DRAWING)
            picture = rasterised(page_svg(document, 0), zoom=0.2)
            assert sum(picture.convert("L").histogram()[:240]) > 10


@pytest.mark.parametrize("name", ["999.ofd", "testPathClip.ofd"])
def test_a_damaged_sample_never_breaks_more_than_the_rules(corpus: Path, name: str) -> None:
    data = (corpus / name).read_bytes()
    for at in range(100, len(data), len(data) // 40):
        damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            document = Document.open(damaged)
            for index in range(len(document.pages)):
                draw_page(document, index)
        except OpenOfdError:
            continue
