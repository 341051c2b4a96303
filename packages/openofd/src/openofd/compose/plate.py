"""A face compiled once, printed many times.

What every document of the face shares (template page, static fonts, lists) is made, packed and digested when
the plate is compiled. `print` makes only what varies: OFD.xml, the pages, the fonts of the values, the
picture, the custom tags and the attachment. GB/T 33190-2016 chapters 7 to 11, 16, 17.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from openofd.compose import parts
from openofd.compose.layout import PlacedText
from openofd.compose.typecase import Typecase
from openofd.compose.typesetting import number
from openofd.compose.units import ImageUnit, PathUnit, TextUnit, fragment
from openofd.fonts.fallback import FontChain
from openofd.fonts.subset import FontSource
from openofd.package.draft import Draft, Level, Member

__all__ = ["PICTURE_ID", "PageText", "Plate", "References", "Unit"]

Unit = PathUnit | TextUnit | ImageUnit
References = Mapping[str, str]
"""For each key of the page texts, in the order printed: its ObjectRef elements."""

PICTURE_ID = 1
"""Resource identifier of the picture given to `print`."""
_PICTURE_FILE = "picture.png"
_DOC = "Doc_0"
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page to print: on which form it stands, and its lines in reading order."""

    form: str
    texts: Sequence[PlacedText]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """The static units of one sort of page: XML with a `%d` for each of `count` identifiers."""

    xml: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """See the module's docstring; made by `compile`. Threads may share a plate."""

    static_members: tuple[Member, ...]
    """What every document of this plate shares."""
    _box: str
    _forms: Mapping[str, _Form]
    _typecase: Typecase
    _template_id: int
    _first_free_id: int
    _attachment_name: str
    _documents: dict[tuple[int, ...], Member]

    @classmethod
    def compile(
        cls,
        *,
        page: tuple[float, float],
        background: Sequence[Unit],
        forms: Mapping[str, Sequence[Unit]],
        fonts: Mapping[str, FontSource],
        values: FontChain,
        also: Mapping[str, str],
        tag_type: str,
        attachment: parts.AttachedFile,
    ) -> Self:
        """Compile a face.

        Args:
            page: width and height in mm.
            background: units of the template page, bottom first.
            forms: static units of each sort of page.
            fonts: static fonts by name; each is embedded as the subset its texts need.
            values: fonts of everything printed later, the main font first.
            also: further characters of static fonts, for lines that are printed later.
            tag_type: CustomTag/@TypeID.
            attachment: how the attachment is called; its content comes with `print`.
        """
        typecase = Typecase.of(fonts, values, PICTURE_ID + 1)
        template_id = typecase.last_id + 1
        drawn = _form(background, typecase)
        template = parts.template(template_id + 1, drawn.xml % _ids(template_id + 2, drawn.count))
        units = [*background, *(unit for form in forms.values() for unit in form)]
        embedded = typecase.embed_static(_characters(units, also))
        return cls(
            static_members=(
                _pack("PublicRes.xml", parts.resources([entry for entry, _ in embedded]), "best"),
                *(member for _, member in embedded),
                _pack("Tpls/Tpl_0/Content.xml", template, "best"),
                _pack("Tags/CustomTags.xml", parts.custom_tags(tag_type, "Tag_0.xml"), "best"),
                _pack("Attachs/Attachments.xml", parts.attachments(attachment), "best"),
            ),
            _box=f"0 0 {number(page[0])} {number(page[1])}",
            _forms={name: _form(units, typecase) for name, units in forms.items()},
            _typecase=typecase,
            _template_id=template_id,
            _first_free_id=template_id + 2 + drawn.count,
            _attachment_name=f"{_DOC}/Attachs/{attachment.file}",
            _documents={},
        )

    def print(
        self,
        *,
        info: parts.DocumentInfo,
        pages: Sequence[PageText],
        picture: bytes,
        tags: Callable[[References], str],
        attachment: bytes,
    ) -> Draft:
        """Print one document; the same arguments always give the same bytes.

        Args:
            info: for OFD.xml.
            pages: what stands on each page.
            picture: PNG of the ImageUnits with PICTURE_ID.
            tags: arranges the references of each key into the XML of the tag file.
            attachment: content of the attachment.

        Raises:
            CannotCompose: a character is in no font, or cannot be printed at all.
        """
        fonts = self._typecase.embed_values(_value_text(pages))
        printing = _Printing(self._typecase, self._first_free_id, plain=_only_main(fonts, self._typecase))
        contents = [
            _pack(
                f"Pages/Page_{i}/Content.xml", printing.page(page, self._forms[page.form], self._template_id)
            )
            for i, page in enumerate(pages)
        ]
        resources = parts.resources([entry for entry, _ in fonts], [(PICTURE_ID, _PICTURE_FILE)])
        return Draft(
            members=(
                Member.pack("OFD.xml", parts.entry(info).encode()),
                self._document(printing.next_id - 1, printing.page_ids),
                _pack("DocumentRes.xml", resources),
                *contents,
                *(member for _, member in fonts),
                Member.pack(f"{_DOC}/Res/{_PICTURE_FILE}", picture, level="store"),
                _pack("Tags/Tag_0.xml", tags(printing.references)),
                Member.pack(self._attachment_name, attachment),
                *self.static_members,
            ),
            doc_root=_DOC,
            page_ids=tuple(printing.page_ids),
        )

    def _document(self, max_id: int, page_ids: Sequence[int]) -> Member:
        """Document.xml varies with the identifiers only, and the same few come again and again."""
        key = (max_id, *page_ids)
        known = self._documents.get(key)
        if known is None:
            if len(self._documents) >= _REMEMBERED:
                self._documents.clear()
            xml = parts.document(
                max_id=max_id, box=self._box, template_id=self._template_id, page_ids=page_ids
            )
            known = self._documents[key] = _pack("Document.xml", xml)
        return known


class _Printing:
    """The pages of one document, made one after the other; counts identifiers and gathers references."""

    def __init__(self, typecase: Typecase, first_id: int, *, plain: bool) -> None:
        self.page_ids: list[int] = []
        self.references: dict[str, str] = {}
        self.next_id = first_id
        self._typecase, self._plain = typecase, plain

    def page(self, page: PageText, form: _Form, template_id: int) -> str:
        """The Content.xml of one page: the form's units first, then the texts."""
        page_id = self._take(1)
        layer_id = self._take(1)
        self.page_ids.append(page_id)
        first = self._take(form.count)
        body = form.xml % _ids(first, form.count)
        return parts.page(template_id, layer_id, body + "".join(self._lines(page.texts, page_id)))

    def _lines(self, texts: Sequence[PlacedText], page_id: int) -> list[str]:
        main = self._typecase.values[0]
        objects = []
        for line in texts:
            if line.face:
                face = self._typecase.static[line.face]
            elif self._plain or main.draws(line.text):
                face = main
            else:
                objects += self._mixed(line, page_id)
                continue
            unit_id = self.next_id
            self.next_id = unit_id + 1
            if line.key:
                self._refer(line.key, page_id, unit_id)
            objects.append(face.text_object(unit_id, line.text, line.x, line.centre, line.size, line.colour))
        return objects

    def _mixed(self, line: PlacedText, page_id: int) -> list[str]:
        """A line in several fonts: one object a run, all on one baseline."""
        objects, x = [], line.x
        for index, run in self._typecase.chain.split(line.text):
            face = self._typecase.values[index]
            unit_id = self._take(1)
            if line.key:
                self._refer(line.key, page_id, unit_id)
            objects.append(face.text_object(unit_id, run, x, line.centre, line.size, line.colour))
            x += face.width(run, line.size)
        return objects

    def _refer(self, key: str, page_id: int, unit_id: int) -> None:
        reference = f'<ofd:ObjectRef PageRef="{page_id}">{unit_id}</ofd:ObjectRef>'
        self.references[key] = self.references.get(key, "") + reference

    def _take(self, count: int) -> int:
        first = self.next_id
        self.next_id += count
        return first


def _only_main(fonts: Sequence[tuple[parts.FontEntry, Member]], typecase: Typecase) -> bool:
    """Whether the main font draws all values, as it nearly always does: lines then need not be divided."""
    return [entry.unit_id for entry, _ in fonts] == [typecase.values[0].unit_id]


def _form(units: Sequence[Unit], typecase: Typecase) -> _Form:
    return _Form(xml=fragment(units, typecase.static), count=len(units))


def _ids(first: int, count: int) -> tuple[int, ...]:
    return tuple(range(first, first + count))


def _characters(units: Sequence[Unit], also: Mapping[str, str]) -> dict[str, str]:
    texts = [unit for unit in units if isinstance(unit, TextUnit)]
    names = dict.fromkeys([unit.face for unit in texts] + list(also))
    return {
        name: "".join(unit.text + unit.tail for unit in texts if unit.face == name) + also.get(name, "")
        for name in names
    }


def _value_text(pages: Sequence[PageText]) -> str:
    return "".join([line.text for page in pages for line in page.texts if not line.face])


def _pack(name: str, xml: str, level: Level = "fast") -> Member:
    return Member.pack(f"{_DOC}/{name}", xml.encode(), level=level)
