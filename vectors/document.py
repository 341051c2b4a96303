"""The document that most cases alter: one page on a template, with everything a document may lead to.

GB/T 33190-2016 chapters 7 to 17. `honest()` gives entry name → content, without any signature. The texts are
made up.
"""

from functools import cache

from vectors.pictures import font, png

__all__ = ["FORM", "LINES", "NAMESPACE", "ROOT", "honest", "page", "part", "text"]

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ROOT = "Doc_0"
FORM = "资质证书"
LINES = ("企业名称示例公司", "证书编号一二三")


def part(tag: str, body: str = "", attributes: str = "") -> bytes:
    """An XML part."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<ofd:{tag} {NAMESPACE}{attributes}>{body}</ofd:{tag}>".encode()


def text(unit_id: int, y: float, content: str, more: str = "", codes: str = "") -> str:
    """A text object of size 5 in font 2."""
    code = f'<ofd:TextCode X="0" Y="5" DeltaX="g {max(len(content) - 1, 1)} 5">{content}</ofd:TextCode>'
    place = f'ID="{unit_id}" Boundary="20 {y} 150 8" Font="2" Size="5"'
    return f"<ofd:TextObject {place}{more}>{codes}{code}</ofd:TextObject>"


def page(body: str, *, kind: str = "Body", before: str = "", layer: int = 10) -> bytes:
    """A page or a template page of one layer."""
    return part(
        "Page",
        f'{before}<ofd:Content><ofd:Layer ID="{layer}" Type="{kind}">{body}</ofd:Layer></ofd:Content>',
    )


def entry(body: str) -> bytes:
    """OFD.xml of DocBody elements."""
    return part("OFD", body, ' Version="1.0" DocType="OFD"')


def doc_body(folder: str = ROOT, *, doc_id: str = "0f3a6c0d4d5b4b5f9b0b3a1f2c3d4e5f", more: str = "") -> str:
    """One DocBody; its list of signatures is named already, so that signing alters nothing."""
    return (
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{doc_id}</ofd:DocID><ofd:Title>{FORM}</ofd:Title></ofd:DocInfo>"
        f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot>{more}"
        f"<ofd:Signatures>/{folder}/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
    )


def document(*, pages: int = 1, templates: str | None = None, more: str | None = None) -> bytes:
    """Document.xml."""
    listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages))
    if templates is None:
        templates = '<ofd:TemplatePage ID="9" ZOrder="Background" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    if more is None:
        more = (
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
            "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
        )
    return part(
        "Document",
        "<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        f"{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}",
    )


@cache
def _font() -> bytes:
    return font(FORM + "".join(LINES))


def honest(folder: str = ROOT) -> dict[str, bytes]:
    """The parts of the document in `folder`, in the order of the package."""
    lines = "".join(text(20 + n, 40 + 10 * n, line) for n, line in enumerate(LINES))
    image = '<ofd:ImageObject ID="30" Boundary="20 80 20 20" CTM="20 0 0 20 0 0" ResourceID="3"/>'
    template = '<ofd:Template TemplateID="9" ZOrder="Background"/>'
    return {
        "OFD.xml": entry(doc_body(folder)),
        f"{folder}/Document.xml": document(),
        f"{folder}/PublicRes.xml": part(
            "Res",
            '<ofd:Fonts><ofd:Font ID="2" FontName="演示">'
            "<ofd:FontFile>font.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>",
            ' BaseLoc="Res"',
        ),
        f"{folder}/DocumentRes.xml": part(
            "Res",
            '<ofd:MultiMedias><ofd:MultiMedia ID="3" Type="Image" Format="PNG">'
            "<ofd:MediaFile>image.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>",
            ' BaseLoc="Res"',
        ),
        f"{folder}/Res/font.ttf": _font(),
        f"{folder}/Res/image.png": png(16, (0, 90, 160)),
        f"{folder}/Tpls/Tpl_0/Content.xml": page(text(40, 20, FORM), kind="Background", layer=41),
        f"{folder}/Pages/Page_0/Content.xml": page(lines + image, before=template),
        f"{folder}/Annots/Annotations.xml": part(
            "Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
        ),
        f"{folder}/Annots/Page_0/Annotation.xml": annotation("", kind="Watermark"),
        f"{folder}/Tags/CustomTags.xml": part(
            "CustomTags",
            '<ofd:CustomTag TypeID="licence"><ofd:FileLoc>Tag_0.xml</ofd:FileLoc></ofd:CustomTag>',
        ),
        f"{folder}/Tags/Tag_0.xml": part(
            "licence", f'<name>{LINES[0]}<ofd:ObjectRef PageRef="1">20</ofd:ObjectRef></name>'
        ),
        f"{folder}/Attachs/Attachments.xml": part(
            "Attachments",
            '<ofd:Attachment ID="A1" Name="licence" Format="xml" Visible="false">'
            "<ofd:FileLoc>licence.xml</ofd:FileLoc></ofd:Attachment>",
        ),
        f"{folder}/Attachs/licence.xml": f"<licence><name>{LINES[0]}</name></licence>".encode(),
    }


def annotation(units: str, *, kind: str = "Watermark", boundary: str = "20 250 60 10") -> bytes:
    """The annotation file of one page with one annotation."""
    return part(
        "PageAnnot",
        f'<ofd:Annot ID="50" Type="{kind}" Creator="演示" LastModDate="2026-01-02">'
        f'<ofd:Appearance Boundary="{boundary}">{units}</ofd:Appearance></ofd:Annot>',
    )
