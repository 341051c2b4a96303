"""A compact notation for documents to draw: `ofd(objects)` is a one-page document of 100 × 80 mm."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
import resvg_py
from PIL import Image

from openofd.document.document import Document
from openofd.render.displaylist import DisplayList
from openofd.render.drawing import draw_page

MakeDocument = Callable[..., Document]


def part(tag: str, content: str, attributes: str = "") -> bytes:
    return f'<ofd:{tag} xmlns:ofd="http://www.ofdspec.org/2016" {attributes}>{content}</ofd:{tag}>'.encode()


def document(
    objects: str = "",
    *,
    layers: str | None = None,
    resources: str = "",
    common: str = "",
    root: str = "",
    page: str = "",
    files: Mapping[str, bytes] | None = None,
) -> Document:
    """`objects` stand in one body layer unless `layers` are given; `files` are further entries."""
    content = layers if layers is not None else f'<ofd:Layer ID="2">{objects}</ofd:Layer>'
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 100 80</ofd:PhysicalBox></ofd:PageArea>"
    entries = {
        "OFD.xml": part("OFD", "<ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "D/Document.xml": part(
            "Document",
            f"<ofd:CommonData>{area}<ofd:PublicRes>Res.xml</ofd:PublicRes>{common}</ofd:CommonData>"
            f'<ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages>{root}',
        ),
        "D/Res.xml": part("Res", resources, 'BaseLoc="Res"'),
        "D/Page.xml": part("Page", f"{page}<ofd:Content>{content}</ofd:Content>"),
        **(files or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return Document.open(buffer.getvalue())


@pytest.fixture
def ofd() -> MakeDocument:
    """`ofd(objects, layers=…, resources=…, files=…)`: see `document`."""
    return document


@pytest.fixture
def rasterised() -> Callable[..., Image.Image]:
    """`rasterised(svg, zoom=…)`: an SVG picture in pixels, texts without a font left out."""

    def picture(svg: str, *, zoom: float) -> Image.Image:
        data = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, dpi=96, skip_system_fonts=True))
        return Image.open(io.BytesIO(data)).convert("RGB")

    return picture


@pytest.fixture
def draw(ofd: MakeDocument) -> Callable[..., DisplayList]:
    """The display list of `ofd(…)`'s page, with no fonts but its own."""
    return lambda objects="", **more: draw_page(ofd(objects, **more), 0, system_fonts=False)


@pytest.fixture
def fonted(tiny_font: bytes) -> dict[str, object]:
    """Keyword arguments that embed the tiny font as font 3."""
    font = '<ofd:Font ID="3" FontName="Tiny"><ofd:FontFile>t.ttf</ofd:FontFile></ofd:Font>'
    return {
        "resources": f"<ofd:Fonts>{font}</ofd:Fonts>",
        "files": {"D/Res/t.ttf": tiny_font},
    }
