"""What each golden picture is made of: a tiny document for every feature of GB/T 33190 that is drawn.

    python packages/openofd/tests/render/goldens.py [NAME…]     draw golden/*.png anew; then look at them

Sheets are 60 × 40 mm, four pixels a millimetre; fonts, pictures and texts are made up (`sheets.py`).
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from openofd.document.mark import Mark
from openofd.model.units import Box
from openofd.render.seals import SealState

FOLDER = Path(__file__).with_name("golden")


def _notation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sheets", Path(__file__).with_name("sheets.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


S = _notation()
BLUE = "0 0 200"
BOTH = S.axial('Extend="3"')

LINES = (
    "".join(
        S.path(f"M 3 {y} L 24 {y}", attributes=f'LineWidth="3" Cap="{cap}"')
        + S.path(f"M 3 {y} L 24 {y}", attributes='LineWidth="0"')
        for y, cap in ((5, "Butt"), (11, "Round"), (17, "Square"))
    )
    + "".join(
        S.path(
            f"M {x} 16 L {x + 5} 6 L {x + 10} 16",
            attributes=f'LineWidth="3" Join="{join}" MiterLimit="{limit}"',
        )
        for x, join, limit in ((27, "Miter", 10), (38, "Round", 10), (48, "Bevel", 10))
    )
    + "".join(
        S.path(f"M 3 {y} L 57 {y}", attributes=f'LineWidth="1" DashPattern="{dash}" DashOffset="{offset}"')
        for y, dash, offset in ((24, "4 2", 0), (28, "4 2", 2), (32, "6 1 1 1", 0), (36, "0 0", 0))
    )
)
CURVES = (
    S.path("M 2 18 Q 10 -8 18 18")
    + S.path("S 22 18 B 22 2 38 30 38 4")
    + S.path("M 42 10 A 7 5 0 0 1 56 10")
    + S.path("M 42 12 A 7 5 0 0 0 56 12")
    + S.path("M 5 30 A 6 4 30 1 1 12 34", attributes='LineWidth="0.8"')
    + S.path(
        "M 20 24 L 36 24 L 36 38 L 20 38 CM 24 28 L 32 28 L 32 35 L 24 35 C",
        attributes='Fill="true"',
        inner='<ofd:FillColor Value="0 120 0"/>',
    )
    + S.path(
        "M 40 24 L 56 24 L 56 38 L 40 38 C M 44 28 L 52 28 L 52 35 L 44 35 C",
        attributes='Fill="true" Rule="Even-Odd"',
        inner='<ofd:FillColor Value="0 120 0"/>',
    )
)
TEMPLATE = "".join(f'<ofd:TemplatePage ID="{number}" BaseLoc="Tpl_{number}.xml"/>' for number in (51, 52))
SPACES = (
    '<ofd:ColorSpaces><ofd:ColorSpace ID="30" Type="GRAY"/><ofd:ColorSpace ID="31" Type="CMYK"/>'
    '<ofd:ColorSpace ID="32" Type="RGB" BitsPerComponent="16"/>'
    '<ofd:ColorSpace ID="33" Type="GRAY" BitsPerComponent="1"/>'
    '<ofd:ColorSpace ID="34" Type="RGB" BitsPerComponent="4"/><ofd:ColorSpace ID="35" Type="RGB">'
    "<ofd:Palette><ofd:CV>0 120 0</ofd:CV><ofd:CV>#ff #80 #00</ofd:CV></ofd:Palette>"
    "</ofd:ColorSpace></ofd:ColorSpaces>"
)


PARAMS = (
    '<ofd:DrawParams><ofd:DrawParam ID="40" LineWidth="2" DashPattern="3 1.5">'
    '<ofd:StrokeColor Value="200 0 0"/></ofd:DrawParam>'
    '<ofd:DrawParam ID="41" Relative="40" LineWidth="4" Cap="Round"/>'
    '<ofd:DrawParam ID="42" Relative="41"><ofd:StrokeColor Value="0 0 200"/></ofd:DrawParam></ofd:DrawParams>'
)
UNITS = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="60" Width="20" Height="20"><ofd:Content>'
    + S.box(0, 0, 14, 14)
    + S.box(6, 6, 14, 14, "0 0 200")
    + "</ofd:Content></ofd:CompositeGraphicUnit>"
    + '<ofd:CompositeGraphicUnit ID="61" Width="40" Height="20"><ofd:Content>'
    + '<ofd:CompositeObject Boundary="0 0 20 20" ResourceID="60"/>'
    + '<ofd:CompositeObject Boundary="20 0 12 12" CTM="0.5 0 0 0.5 0 0" ResourceID="60"/>'
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)


TRIANGLE = ("2 2 0 220,0,0", "26 2 0 0,180,0", "2 34 0 0,0,220")
CASES: dict[str, S.Sheet] = {
    "layers": S.Sheet(
        page=f"<ofd:Content>{S.layers('Foreground', 'Body', 'Background', 'Body')}</ofd:Content>"
    ),
    "templates": S.Sheet(
        page='<ofd:Template TemplateID="52" ZOrder="Foreground"/><ofd:Template TemplateID="51"/>'
        f"<ofd:Content>{S.layers('Body')}</ofd:Content>",
        common=TEMPLATE,
        files={"Doc_0/Tpl_51.xml": S.template("180 180 180", 6), "Doc_0/Tpl_52.xml": S.template("0 0 0", 14)},
    ),
    "page-boxes": S.Sheet(
        page="<ofd:Area><ofd:PhysicalBox>0 0 60 40</ofd:PhysicalBox>"
        "<ofd:ApplicationBox>10 10 40 20</ofd:ApplicationBox></ofd:Area>"
        f"<ofd:Content><ofd:Layer>{S.box(0, 0, 30, 20)}{S.box(30, 20, 30, 20, BLUE)}"
        "</ofd:Layer></ofd:Content>"
    ),
    "lines": S.Sheet(objects=LINES),
    "curves": S.Sheet(objects=CURVES),
    "boundary-clips": S.Sheet(
        objects=S.path(
            "M 0 0 L 60 0 L 60 40 L 0 40 C", "10 8 20 12", 'Fill="true"', '<ofd:FillColor Value="0 120 0"/>'
        )
    ),
    "invisible-and-alpha": S.Sheet(
        objects=S.box(2, 2, 30, 20)
        + S.box(12, 10, 30, 20, "0 0 200", attributes='Alpha="128"')
        + S.box(22, 18, 30, 20, "0 150 0", attributes='Visible="false"')
        + S.path(
            "M 0 0 L 20 0 L 20 14 L 0 14 C",
            "36 22 20 14",
            'Fill="true" Alpha="128"',
            '<ofd:FillColor Value="0 0 0" Alpha="128"/>',
        )
    ),
    "draw-params": S.Sheet(
        objects="".join(
            S.path(f"M 4 {y} L 56 {y}", attributes=written)
            for y, written in (
                (6, 'DrawParam="40"'),
                (14, 'DrawParam="41"'),
                (22, 'DrawParam="42"'),
                (30, 'DrawParam="42" LineWidth="1"'),
            )
        ),
        resources=PARAMS,
    ),
    "text-deltas": S.Sheet(
        objects=S.text("甲乙甲乙", 3, 9, code='DeltaX="g 2 8 14"')
        + S.text("甲乙甲", 3, 19, code='DeltaX="8" DeltaY="3 -2"')
        + S.text("甲乙甲", 3, 33, code="")
        + S.text("乙甲", 40, 28, code='DeltaY="9"')
    ),
    "text-directions": S.Sheet(
        objects="".join(S.text("甲", 4 + 14 * n, 14, f'CharDirection="{90 * n}"', code="") for n in range(4))
        + S.text("乙甲", 12, 30, 'ReadDirection="0"', code="")
        + S.text("乙甲", 32, 22, 'ReadDirection="90"', code="")
        + S.text("乙甲", 54, 36, 'ReadDirection="180"', code="")
        + S.text("乙甲", 3, 38, 'ReadDirection="270"', code="")
    ),
    "text-look": S.Sheet(
        objects=S.text("甲甲", 2, 10, 'HScale="0.5"')
        + S.text("甲甲", 22, 10, 'Weight="900"')
        + S.text("甲甲", 42, 10, 'Italic="true"', font=3)
        + S.text(
            "甲甲",
            2,
            24,
            'Stroke="true" LineWidth="0.6"',
            inner='<ofd:FillColor Value="250 220 60"/><ofd:StrokeColor Value="200 0 0"/>',
        )
        + S.text("甲甲", 22, 24, 'Stroke="true" Fill="false"', inner='<ofd:StrokeColor Value="0 0 200"/>')
        + S.text("甲甲", 42, 24, 'Alpha="90"')
        + S.text("甲甲", 12, 26, 'CTM="1.5 0.3 -0.3 1.2 0 0"')
    ),
    "text-glyphs": S.Sheet(
        objects=S.text(
            "乙乙乙",
            4,
            12,
            code='DeltaX="8"',
            inner=S.glyphs('CodePosition="1"', "1"),
        )
        + S.text(
            "甲",
            4,
            24,
            code='DeltaX="8"',
            inner=S.glyphs('CodePosition="0" GlyphCount="3"', "2 1 2"),
        )
        + S.text(
            "甲甲甲乙",
            4,
            36,
            code='DeltaX="8"',
            inner=S.glyphs('CodePosition="0" CodeCount="3" GlyphCount="1"', "2"),
        )
    ),
    "text-shading": S.Sheet(
        objects=S.text(
            "甲乙甲",
            3,
            18,
            code='DeltaX="18"',
            size=17,
            inner=f"<ofd:FillColor>{BOTH}</ofd:FillColor>",
        )
        + S.text(
            "甲乙甲",
            3,
            37,
            'Stroke="true" LineWidth="0.4"',
            code='DeltaX="18"',
            size=17,
            inner=f'<ofd:FillColor>{S.pattern()}</ofd:FillColor><ofd:StrokeColor Value="0 0 0"/>',
        )
    ),
    "image-formats": S.Sheet(
        objects="".join(S.image(1 + 15 * (n % 4), 3 + 19 * (n // 4), 13, 15, 20 + n) for n in range(8)),
        **S.media(
            m20=S.motif(),
            m21=S.motif(kind="JPEG", quality=95),
            m22=S.motif("P", "GIF"),
            m23=S.motif(kind="BMP"),
            m24=S.motif(kind="TIFF"),
            m25=S.motif(kind="JPEG2000"),
            m26=S.jbig2(),
            m27=S.motif("CMYK", "JPEG", quality=95),
        ),
    ),
    "image-places": S.Sheet(
        objects=S.image(2, 2, 20, 15)
        + S.image(30, 2, 20, 15, attributes='Alpha="100"')
        + '<ofd:ImageObject Boundary="4 20 20 18" CTM="12 8 -6 9 6 0" ResourceID="20"/>'
        + '<ofd:ImageObject Boundary="32 22 20 15" ResourceID="20"/>',
        **S.media(m20=S.motif()),
    ),
    "image-mask": S.Sheet(
        objects=S.box(0, 0, 60, 40, "230 230 200")
        + S.image(4, 8, 24, 24, attributes='ImageMask="21"')
        + S.image(32, 8, 24, 24),
        **S.media(m20=S.motif(), m21=S.stencil()),
    ),
    "image-border": S.Sheet(
        objects=S.image(
            3,
            4,
            24,
            30,
            inner='<ofd:Border LineWidth="1" HorizonalCornerRadius="5" VerticalCornerRadius="8">'
            '<ofd:BorderColor Value="200 0 0"/></ofd:Border>',
        )
        + S.image(33, 4, 24, 30, inner='<ofd:Border LineWidth="1.5" DashPattern="3 2"/>'),
        **S.media(m20=S.motif()),
    ),
    "image-substitution": S.Sheet(
        objects=S.image(4, 8, 24, 24, 21, 'Substitution="20"') + S.image(32, 8, 24, 24, 21),
        **S.media(m20=S.motif(), m21=b"no picture"),
    ),
    "composites": S.Sheet(
        objects=S.composite("2 2 20 20")
        + S.composite("26 2 20 20", attributes='Alpha="120"')
        + S.composite("4 24 40 14", 61, 'CTM="0.7 0 0 0.7 0 0"'),
        resources=UNITS,
    ),
    "page-blocks": S.Sheet(
        objects=f"<ofd:PageBlock>{S.box(4, 4, 20, 20)}<ofd:PageBlock>{S.box(14, 14, 20, 20, BLUE)}"
        "</ofd:PageBlock></ofd:PageBlock>"
    ),
    "clips": S.Sheet(
        objects=S.box(
            1, 1, 28, 38, more=S.clips(S.area("M 2 2 L 26 2 L 2 18 C") + S.area("M 2 36 L 26 36 L 26 20 C"))
        )
        + S.box(
            31,
            1,
            28,
            38,
            "0 0 200",
            more=S.clips(
                S.area("M 0 0 L 20 0 L 20 38 L 0 38 C"), S.area("M 10 10 L 28 10 L 28 30 L 10 30 C")
            ),
        ),
    ),
    "clips-trans-flag": S.Sheet(
        objects=S.box(
            2,
            2,
            26,
            34,
            attributes='CTM="0.5 0 0 0.5 0 0"',
            more=S.clips(S.area("M 0 0 L 16 0 L 16 16 L 0 16 C")),
        )
        + S.box(
            32,
            2,
            26,
            34,
            "0 0 200",
            attributes='CTM="0.5 0 0 0.5 0 0"',
            more=S.clips(S.area("M 0 0 L 16 0 L 16 16 L 0 16 C"), flag='TransFlag="true"'),
        )
    ),
    "clips-text": S.Sheet(
        objects=S.image(
            2,
            4,
            56,
            32,
            inner=S.clips(
                '<ofd:Area><ofd:Text Font="2" Size="26"><ofd:TextCode X="0" Y="26" DeltaX="28">'
                "甲乙</ofd:TextCode></ofd:Text></ofd:Area>"
            ),
        ),
        **S.media(m20=S.motif()),
    ),
    "colours": S.Sheet(
        objects="".join(
            S.swatch(number, colour)
            for number, colour in enumerate(
                (
                    'Value="200 0 0"',
                    'Value="#ff #80 #00"',
                    'Value="128" ColorSpace="30"',
                    'Value="255 0 0 0" ColorSpace="31"',
                    'Value="0 0 0 128" ColorSpace="31"',
                    'Value="65535 0 32768" ColorSpace="32"',
                    'Value="1" ColorSpace="33"',
                    'Value="0" ColorSpace="33"',
                    'Value="15 8 0" ColorSpace="34"',
                    'Index="0" ColorSpace="35"',
                    'Index="1" ColorSpace="35"',
                    'Index="7" ColorSpace="35"',
                    'Value="300 0 0"',
                    "",
                    'Value="0 0 200" Alpha="80"',
                )
            )
        ),
        resources=SPACES,
    ),
    "default-colour-space": S.Sheet(
        objects=S.swatch(0, 'Value="0 255 255 0"')
        + S.swatch(1, 'Value="255 0 0 0"')
        + S.swatch(2, 'Value="0 0 0 255"')
        + S.swatch(3, 'Value="200" ColorSpace="30"'),
        resources=SPACES,
        common="<ofd:DefaultCS>31</ofd:DefaultCS>",
    ),
    "patterns": S.Sheet(
        objects=S.grid(
            S.pattern(),
            S.pattern('XStep="7" YStep="6"'),
            S.pattern('CTM="1 0.5 -0.5 1 0 0"'),
            S.pattern('XStep="9"'),
        )
    ),
    "patterns-mirrored": S.Sheet(
        objects=S.grid(
            *(
                S.pattern(f'XStep="6" YStep="5" ReflectMethod="{m}"')
                for m in ("Normal", "Row", "Column", "RowAndColumn")
            )
        )
    ),
    "patterns-relative": S.Sheet(
        objects="".join(
            S.box(x, y, 28, 18, S.pattern(f'RelativeTo="{to}"'))
            for x, y, to in (
                (1.7, 1, "Object"),
                (32.3, 2.5, "Object"),
                (1.7, 21, "Page"),
                (32.3, 22.5, "Page"),
            )
        )
    ),
    "axial-extend": S.Sheet(objects=S.grid(*(S.axial(f'Extend="{n}"') for n in range(4)))),
    "axial-maps": S.Sheet(
        objects=S.grid(
            S.axial('MapType="Repeat" MapUnit="4"'),
            S.axial('MapType="Reflect" MapUnit="4"'),
            S.axial('MapType="Repeat" Extend="3"'),
            S.axial('MapType="Reflect" MapUnit="5" Extend="2"', "220 0 0", "250 220 60", "0 0 220"),
        )
    ),
    "radial-extend": S.Sheet(
        objects=S.grid(
            S.radial(""),
            S.radial('StartRadius="3"'),
            S.radial('StartRadius="3" Extend="1"'),
            S.radial('Extend="2"'),
        )
    ),
    "radial-maps": S.Sheet(
        objects=S.grid(
            S.radial('MapType="Repeat" MapUnit="3"'),
            S.radial('MapType="Reflect" MapUnit="3" Extend="2"'),
            S.radial('Eccentricity="0.8" Angle="30" Extend="2"'),
            S.radial('StartRadius="9" Extend="3"').replace('EndRadius="7"', 'EndRadius="2"'),
        )
    ),
    "radial-cone": S.Sheet(
        objects=S.grid(
            S.radial('StartRadius="5"')
            .replace('StartPoint="14 9"', 'StartPoint="11 9"')
            .replace('EndPoint="14 9"', 'EndPoint="15 9"')
            .replace('EndRadius="7"', 'EndRadius="8"')
        )
    ),
    "stroke-shading": S.Sheet(
        objects=S.path(
            "M 6 6 L 54 6 L 30 34 C",
            attributes='LineWidth="6" Join="Round"',
            inner=f"<ofd:StrokeColor>{BOTH}</ofd:StrokeColor>",
        )
    ),
    "gouraud": S.Sheet(
        objects=S.box(
            1, 2, 28, 36, f"<ofd:GouraudShd>{S.points(*TRIANGLE, '26 34 1 250,220,60')}</ofd:GouraudShd>"
        )
        + S.box(
            31,
            2,
            28,
            36,
            f'<ofd:GouraudShd Extend="1">{S.points(*TRIANGLE)}'
            '<ofd:BackColor Value="210 210 210"/></ofd:GouraudShd>',
        )
    ),
    "gouraud-lattice": S.Sheet(
        objects=S.box(
            2,
            2,
            56,
            36,
            '<ofd:LaGourandShd VerticesPerRow="3">'
            + S.points(
                "2 2 0 220,0,0",
                "28 6 0 250,220,60",
                "54 2 0 0,180,0",
                "2 20 0 0,0,220",
                "28 16 0 255,255,255",
                "54 20 0 0,0,0",
                "2 34 0 0,180,180",
                "28 30 0 180,0,180",
                "54 34 0 220,120,0",
            )
            + "</ofd:LaGourandShd>",
        )
    ),
    "blend-modes": S.Sheet(
        objects=S.box(0, 14, 60, 12, "60 160 220")
        + "".join(
            S.box(3 + 19 * n, 4, 16, 32, "250 200 60", attributes=f'BlendMode="{mode}"')
            for n, mode in enumerate(("Normal", "Darken", "Multiply"))
        )
    ),
    "blend-pictures": S.Sheet(
        objects=S.box(0, 14, 60, 12, "60 160 220")
        + S.image(6, 8, 20, 24)
        + S.image(34, 8, 20, 24, attributes='BlendMode="Multiply"'),
        **S.media(m20=S.stamp("RGB")),
    ),
    "annotations": S.Sheet(
        objects=S.text("甲乙甲乙", 4, 20, code='DeltaX="12"', size=12),
        **S.annotations(
            S.annot("Highlight", "3 8 26 16", S.box(0, 0, 26, 16, "250 240 0", attributes='Alpha="120"')),
            S.annot(
                "Stamp",
                "32 22 24 14",
                S.path(
                    "M 0 0 L 24 0 L 24 14 L 0 14 C",
                    "0 0 24 14",
                    'LineWidth="2"',
                    '<ofd:StrokeColor Value="200 0 0"/>',
                ),
            ),
            S.annot("Path", "0 0 60 40", S.box(0, 0, 60, 40, "0 0 0"), 'Visible="false"'),
        ),
    ),
    "versions": S.Sheet(
        objects=S.box(4, 4, 52, 32),
        entry='<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="V1.xml"/>'
        '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="V2.xml"/></ofd:Versions>',
        version="2",
        files={
            "V1.xml": S.tiny.xml(
                "DocVersion", "<ofd:FileList/><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>", 'ID="1"'
            ),
            "V2.xml": S.tiny.xml(
                "DocVersion", "<ofd:FileList/><ofd:DocRoot>/Doc_0/Second.xml</ofd:DocRoot>", 'ID="2"'
            ),
            "Doc_0/Second.xml": S.tiny.xml(
                "Document",
                f"<ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>{S.AREA}</ofd:CommonData>"
                '<ofd:Pages><ofd:Page ID="100" BaseLoc="Second/Content.xml"/></ofd:Pages>',
            ),
            "Doc_0/Second/Content.xml": S.tiny.page(S.box(4, 4, 52, 32, "0 0 200")),
        },
    ),
    "seals": S.Sheet(
        objects=S.box(0, 18, 60, 4, "200 220 240"),
        seals=(S.seal(2), S.seal(22, SealState.INVALID), S.seal(42, SealState.UNKNOWN)),
    ),
    "seals-of-white-ground": S.Sheet(
        objects=S.box(0, 18, 60, 4, "200 220 240"),
        seals=(
            S.seal(2, picture=S.stamp("RGB")),
            S.seal(22, picture=S.stamp("RGB", "JPEG")),
            S.seal(42, picture=S.stamp("opaque RGBA")),
        ),
    ),
    "seals-straddling": S.Sheet(
        seals=(
            S.seal(48, clip=Box(0, 0, 12, 16)),
            S.seal(-8, clip=Box(8, 0, 8, 16)),
            S.seal(22, SealState.INVALID, clip=Box(0, 4, 16, 8)),
        )
    ),
    "seals-of-gif-and-bmp": S.Sheet(
        objects=S.box(0, 18, 60, 4, "200 220 240"),
        seals=(S.seal(10, picture=S.stamp("RGB", "GIF")), S.seal(34, picture=S.stamp("RGB", "BMP"))),
    ),
    "seals-of-svg": S.Sheet(
        objects=S.box(0, 18, 60, 4, "200 220 240"),
        seals=(S.seal(10, picture=S.scalable()), S.seal(34, SealState.INVALID, picture=S.scalable())),
    ),
    "seals-of-ofd": S.Sheet(
        objects=S.box(0, 18, 60, 4, "200 220 240"),
        seals=(S.seal(10, picture=S.nested()), S.seal(34, SealState.UNKNOWN, picture=S.nested())),
    ),
    "marks": S.Sheet(
        objects=S.text("甲乙甲乙", 4, 20, code='DeltaX="12"', size=12),
        marks=(Mark(page_id=100, box=Box(3, 8, 26, 16), label="被改动"),),
    ),
}


def main() -> None:
    """Draw the pictures named, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or CASES:
        CASES[name].picture().save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
