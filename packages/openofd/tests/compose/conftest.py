"""A small plate out of box fonts: 甲乙 and Latin in the main font, 丙 in the fallback."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openofd.compose.layout import PlacedText
from openofd.compose.parts import AttachedFile, DocumentInfo
from openofd.compose.plate import PICTURE_ID, PageText, Plate
from openofd.compose.units import ImageUnit, PathUnit, TextUnit
from openofd.fonts.fallback import FontChain
from openofd.fonts.subset import FontSource
from openofd.package.draft import Draft

MakeFont = Callable[[dict[str, tuple[int, int, int]]], bytes]


@pytest.fixture(scope="session")
def chain(make_tiny_font: MakeFont) -> FontChain:
    main = dict.fromkeys("甲乙，。（）：", (800, 800, 1000)) | dict.fromkeys("AB1", (400, 700, 500))
    return FontChain([FontSource(make_tiny_font(main)), FontSource(make_tiny_font({"丙": (700, 700, 900)}))])


@pytest.fixture(scope="session")
def plate(chain: FontChain) -> Plate:
    box = PathUnit(box=(0, 0, 100, 100), data="M 1 1 L 9 9", line_width=0.1, stroke="#FF0000", fill="#FFFFFF")
    label = TextUnit(
        text="甲乙", tail="：", face="label", x=10, centre=20, points=10, colour="#000000", track=2
    )
    return Plate.compile(
        page=(100, 100),
        background=[box],
        forms={"one": [label, ImageUnit(box=(1, 2, 3, 4), resource_id=PICTURE_ID)]},
        fonts={"label": chain.main},
        values=chain,
        also={"label": "1"},
        tag_type="urn:test",
        attachment=AttachedFile(name="数据.xml", file="data.xml", format="XML"),
    )


@pytest.fixture(scope="session")
def printed(plate: Plate) -> Callable[..., Draft]:
    def act(*texts: PlacedText, pages: int = 1, **changes: Any) -> Draft:
        info = DocumentInfo(
            doc_id="0" * 32,
            title="甲 & 乙",
            author="甲",
            created=date(2026, 11, 22),
            creator="tests",
            creator_version="1",
            custom_data={"A": "<1>"},
        )
        wanted = {
            "info": info,
            "pages": [PageText(form="one", texts=texts)] * pages,
            "picture": b"\x89PNG",
            "tags": lambda refs: (
                "<r xmlns:ofd='http://www.ofdspec.org/2016'>" + "".join(refs.values()) + "</r>"
            ),
            "attachment": b"<a/>",
        }
        return plate.print(**{**wanted, **changes})

    return act
