"""Rows 5, 41, 42 and 44: warnings about what is shown, and only where the policy asks."""

from dataclasses import replace
from typing import Any

import pytest

from openofd.verify.lints_text import _folded
from openofd.verify.policy import STANDARD, Lint
from openofd.verify.report import Overall

PAGE = "Doc_0/Pages/Page_0/Content.xml"
RES = "Doc_0/PublicRes.xml"
ANNOT = "Doc_0/Annots/Page_0/Annotation.xml"
ALL = replace(STANDARD, lints=frozenset(Lint))


@pytest.fixture(scope="module")
def parts(authority_module: Any) -> Any:
    return authority_module.tiny_parts()


@pytest.fixture
def warned(forge: Any, told: Any) -> Any:
    """`warned(parts)`: (code, place, English) of the warnings; the file stays VALID."""

    def found(parts: Any, policy: Any = ALL) -> Any:
        report = told(forge.sign(parts), policy=policy)
        assert report.overall is Overall.VALID
        return [(r.code, r.where, r.en) for r in report.warnings]

    return found


def stamp(more: Any = "") -> Any:
    picture = '<ofd:ImageObject ID="20" Boundary="0 0 40 40" ResourceID="30"/>'
    drawn = f'<ofd:Appearance Boundary="90 90 40 40">{picture}</ofd:Appearance>'
    return f'<ofd:Annot ID="12" Type="Stamp"{more}>{drawn}</ofd:Annot>'


class TestLookalikes:
    @pytest.mark.parametrize(
        ("annot", "count"),
        [
            (stamp(), 1),
            (stamp(' Visible="false"'), 0),
            ('<ofd:Annot ID="12" Type="Stamp"><ofd:Appearance/></ofd:Annot>', 0),
            (stamp().replace("Stamp", "Highlight"), 0),
        ],
    )
    def test_05_an_annotation_that_calls_itself_a_stamp(
        self, annot: Any, count: Any, parts: Any, warned: Any, authority_module: Any
    ) -> Any:
        found = warned(parts | {ANNOT: authority_module.part("PageAnnot", annot)})
        assert [(code, where) for code, where, _ in found] == [("UNSIGNED_STAMP_LOOKALIKE", ANNOT)] * count

    def test_05_a_picture_that_is_the_seals_own(self, parts: Any, warned: Any, authority_module: Any) -> Any:
        media = (
            b'<ofd:MultiMedias><ofd:MultiMedia ID="30" Type="Image"><ofd:MediaFile>s.png</ofd:MediaFile>'
            b"</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
        )
        picture = authority_module.PICTURE.data
        shown = parts | {RES: parts[RES].replace(b"</ofd:Res>", media), "Doc_0/Res/s.png": picture}
        assert [(c, w) for c, w, _ in warned(shown)] == [("UNSIGNED_STAMP_LOOKALIKE", "Doc_0/Res/s.png")]
        assert warned(shown | {"Doc_0/Res/s.png": picture[:-1] + b"\1"}) == []


class TestExternals:
    def test_42_a_font_that_is_not_in_the_file(self, parts: Any, warned: Any) -> Any:
        res = parts[RES].replace(b"<ofd:FontFile>f3.ttf</ofd:FontFile>", b"")
        lent = {n: raw for n, raw in parts.items() if not n.endswith(".ttf")} | {RES: res}
        found = warned(lent)
        assert found == [
            ("EXTERNAL_DEPENDENCY", RES, "depends on something outside: fonts not embedded: Tiny")
        ]

    @pytest.mark.parametrize(
        ("action", "en"),
        [
            ('<ofd:URI URI="http://x"/>', "an action that opens an address"),
            ('<ofd:GotoA AttachID="A1"/>', "an action that opens an attachment"),
            ('<ofd:Sound ResourceID="3"/>', "an action that plays a sound"),
            ('<ofd:Movie ResourceID="3"/>', "an action that plays a film"),
        ],
    )
    def test_42_an_action_that_leaves_the_page(self, action: Any, en: Any, parts: Any, warned: Any) -> Any:
        actions = f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions></ofd:Page>'
        acting = parts | {PAGE: parts[PAGE].replace(b"</ofd:Page>", actions.encode())}
        assert warned(acting) == [("EXTERNAL_DEPENDENCY", PAGE, f"depends on something outside: {en}")]


class TestGlyphs:
    @pytest.fixture
    def text(self, parts: Any, make_tiny_font: Any) -> Any:
        """A page whose font has 甲 and 乙 of different widths."""
        font = make_tiny_font({"乙": (400, 800, 600), "甲": (500, 800, 600)})

        def made(attributes: Any = "", inner: Any = "", word: Any = "甲甲") -> Any:
            page = parts[PAGE].replace("资质证书".encode(), word.encode())
            page = page.replace(b'Size="4.2">', f'Size="4.2"{attributes}>{inner}'.encode())
            return parts | {PAGE: page, "Doc_0/Res/f3.ttf": font}

        return made

    @pytest.mark.parametrize(
        ("glyphs", "shown"), [("1 1", "乙乙"), ("2 1", "甲乙"), ("2 2", None), ("0 0", None), ("1 1 1", None)]
    )
    def test_41_glyphs_of_other_characters(self, glyphs: Any, shown: Any, text: Any, warned: Any) -> Any:
        count = len(glyphs.split())
        inner = (
            f'<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="{count}">'
            f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
        )
        said = f"text reads otherwise than it shows: the glyphs shown are {shown!r}"
        expected = [("TEXT_GLYPH_MISMATCH", "page 1: 甲甲", said)] if shown else []
        assert warned(text(inner=inner)) == expected

    def test_41_every_replacement_is_looked_at(self, text: Any, warned: Any) -> Any:
        inner = "".join(
            f'<ofd:CGTransform CodePosition="{n}"><ofd:Glyphs>{glyph}</ofd:Glyphs></ofd:CGTransform>'
            for n, glyph in enumerate((2, 1))
        )
        assert [en for _, _, en in warned(text(inner=inner))] == [
            "text reads otherwise than it shows: the glyphs shown are '乙'"
        ]

    @pytest.mark.parametrize(
        ("attributes", "inner"),
        [
            (' Visible="false"', ""),
            (' Alpha="0"', ""),
            (' Fill="false"', ""),
            ("", '<ofd:FillColor Value="255 255 255"/>'),
        ],
    )
    def test_41_text_that_cannot_be_seen(self, attributes: Any, inner: Any, text: Any, warned: Any) -> Any:
        (one,) = warned(text(attributes, inner))
        assert one[2] == "text reads otherwise than it shows: text that cannot be seen"

    def test_41_text_off_the_page(self, text: Any, warned: Any) -> Any:
        off = text()
        off = off | {PAGE: off[PAGE].replace(b'"20 30 60 6"', b'"20 300 60 6"')}
        assert [code for code, _, _ in warned(off)] == ["TEXT_GLYPH_MISMATCH"]

    def test_plain_and_blank_text_is_fine(self, text: Any, warned: Any) -> Any:
        assert warned(text()) == []
        assert warned(text(' Visible="false"', word=" ")) == []


class TestSemantics:
    def data(self, parts: Any, xml: Any) -> Any:
        return parts | {"Doc_0/Attachs/licence.xml": xml.encode()}

    def test_44_attached_data_that_says_otherwise(self, parts: Any, warned: Any) -> Any:
        (one,) = warned(self.data(parts, "<licence><name>假证书</name></licence>"))
        assert one[:2] == ("SEMANTIC_MISMATCH", "licence")
        assert "name: 假证书 / 资质证书" in one[2]

    @pytest.mark.parametrize(
        "xml",
        [
            "<licence><name>资质 证书</name></licence>",
            "<licence><other>x</other></licence>",
            "<licence><name>x</name><name>y</name></licence>",
            "<licence",
        ],
    )
    def test_44_what_says_the_same_or_nothing(self, xml: Any, parts: Any, warned: Any) -> Any:
        assert warned(self.data(parts, xml)) == []


@pytest.mark.parametrize("written", ["2026-11-05", "2026年11月5日", "2026/11/5", "２０２６年１１月０５日"])
def test_a_day_is_the_same_however_it_is_written(written: str) -> None:
    assert _folded(written) == "2026-11-05"


def test_only_what_the_policy_asks_for(parts: Any, warned: Any, authority_module: Any) -> Any:
    odd = parts | {ANNOT: authority_module.part("PageAnnot", stamp())}
    assert warned(odd, replace(STANDARD, lints=frozenset())) == []
    assert warned(odd, replace(STANDARD, lints=frozenset({Lint.GLYPHS}))) == []


def test_a_part_that_cannot_be_read_stops_only_its_own(parts: Any, forge: Any, told: Any) -> Any:
    broken = forge.sign(parts) | {RES: b"<Font", ANNOT: b"<Stamp Action", PAGE: b"<Action"}
    assert "INTERNAL" not in told(broken, policy=ALL).codes


def test_a_file_full_of_oddities_is_not_told_of_all(parts: Any, warned: Any) -> Any:
    text = parts[PAGE][parts[PAGE].index(b"<ofd:TextObject") : parts[PAGE].index(b"</ofd:Layer>")]
    hidden = b"".join(text.replace("资质".encode(), f"{n}号".encode()) for n in range(60))
    many = parts | {PAGE: parts[PAGE].replace(text, hidden.replace(b'Size="4.2"', b'Size="4.2" Alpha="0"'))}
    assert len(warned(many)) == 50
