"""The XML parts around the pages: entry, document root, resources, lists. GB/T 33190-2016 7, 16, 17.

Element order is the schema's; locations are absolute in OFD.xml and relative to their own folder elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openofd.compose.typesetting import escape

__all__ = [
    "AttachedFile",
    "DocumentInfo",
    "FontEntry",
    "attachments",
    "custom_tags",
    "document",
    "entry",
    "page",
    "resources",
    "template",
]

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """CT_DocInfo: what OFD.xml says about the document.

    Args:
        doc_id: 32 hexadecimal digits.
        custom_data: names and values, in the order written.
    """

    doc_id: str
    title: str
    author: str
    created: date
    creator: str
    creator_version: str
    custom_data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """What Attachments.xml says about the one file that travels with the document."""

    name: str
    """What a reader shows."""
    file: str
    """ASCII file name in the package."""
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FontEntry:
    """CT_Font with its file."""

    unit_id: int
    name: str
    family: str
    file: str


def entry(info: DocumentInfo) -> str:
    """OFD.xml. It names Signatures.xml already: added later, it would break the digest (7.4, 18.1)."""
    custom = "".join(
        f'<ofd:CustomData Name="{name}">{escape(value)}</ofd:CustomData>'
        for name, value in info.custom_data.items()
    )
    return (
        f'{HEAD}<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{info.doc_id}</ofd:DocID><ofd:Title>{escape(info.title)}</ofd:Title>"
        f"<ofd:Author>{escape(info.author)}</ofd:Author><ofd:CreationDate>{info.created}</ofd:CreationDate>"
        f"<ofd:Creator>{escape(info.creator)}</ofd:Creator>"
        f"<ofd:CreatorVersion>{escape(info.creator_version)}</ofd:CreatorVersion>"
        f"{f'<ofd:CustomDatas>{custom}</ofd:CustomDatas>' if custom else ''}</ofd:DocInfo>"
        "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
    )


def document(*, max_id: int, box: str, template_id: int, page_ids: Iterable[int]) -> str:
    """Document.xml of one template page and pages in `Pages/Page_n/Content.xml`."""
    pages = "".join(
        f'<ofd:Page ID="{page_id}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        for index, page_id in enumerate(page_ids)
    )
    return (
        f"{HEAD}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>{max_id}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        f'<ofd:TemplatePage ID="{template_id}" ZOrder="Background" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
        "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>"
    )


def resources(fonts: Sequence[FontEntry], pictures: Sequence[tuple[int, str]] = ()) -> str:
    """PublicRes.xml or DocumentRes.xml; files lie in `Res/`. Pictures are (identifier, PNG file)."""
    font_xml = "".join(
        f'<ofd:Font ID="{font.unit_id}" FontName="{escape(font.name)}" FamilyName="{escape(font.family)}">'
        f"<ofd:FontFile>{font.file}</ofd:FontFile></ofd:Font>"
        for font in fonts
    )
    media_xml = "".join(
        f'<ofd:MultiMedia ID="{unit_id}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>"
        for unit_id, file in pictures
    )
    media_xml = media_xml and f"<ofd:MultiMedias>{media_xml}</ofd:MultiMedias>"
    return f'{HEAD}<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts>{font_xml}</ofd:Fonts>{media_xml}</ofd:Res>'


def template(layer_id: int, body: str) -> str:
    """A template page: one background layer."""
    return _page("", f'<ofd:Layer ID="{layer_id}" Type="Background">{body}</ofd:Layer>')


def page(template_id: int, layer_id: int, body: str) -> str:
    """A page on a template: one body layer."""
    reference = f'<ofd:Template TemplateID="{template_id}" ZOrder="Background"/>'
    return _page(reference, f'<ofd:Layer ID="{layer_id}" Type="Body">{body}</ofd:Layer>')


def _page(reference: str, layer: str) -> str:
    return f"{HEAD}<ofd:Page {NAMESPACE}>{reference}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def custom_tags(type_id: str, file: str) -> str:
    """CustomTags.xml. Real files carry @TypeID, which the schema of 2016 does not yet know."""
    return (
        f'{HEAD}<ofd:CustomTags {NAMESPACE}><ofd:CustomTag TypeID="{escape(type_id)}">'
        f"<ofd:FileLoc>{file}</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"
    )


def attachments(attached: AttachedFile) -> str:
    """Attachments.xml; identifiers are names (`A1`), so that xs:ID and IDREF both hold."""
    return (
        f'{HEAD}<ofd:Attachments {NAMESPACE}><ofd:Attachment ID="A1" Name="{escape(attached.name)}" '
        f'Format="{escape(attached.format)}"><ofd:FileLoc>{attached.file}</ofd:FileLoc></ofd:Attachment>'
        "</ofd:Attachments>"
    )
