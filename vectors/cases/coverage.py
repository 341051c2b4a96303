"""Rows 2, 3, 4, 9, 10, 11, 20, 23, 40: what a signature protects and what it does not. GB/T 33190-2016 18.1.

Where a digest can tell, the forger has left it alone; where something was left uncovered when it was signed,
he alters exactly that, and every digest still holds.
"""

from collections.abc import Callable
from functools import partial

from vectors.authority import issuing, person
from vectors.document import LINES, annotation, doc_body, document, entry, honest, page, part, text
from vectors.pictures import font, png
from vectors.registry import case
from vectors.ses import Seal, Sealing
from vectors.signing import How, sealed, sign, stamp, without
from vectors.zipping import package

_COVER = "GB/T 33190-2016 18.1, 18.2.3"
_TWIN = "0-sealed-v4"
_DOC = "Doc_0/Document.xml"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"

# row 2 --------------------------------------------------------------------------------------------


@case(
    "2",
    zh="签章后加页",
    en="A page added after signing",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_COVER,
    twin=_TWIN,
)
def page_added() -> bytes:
    """Document.xml lists the pages, so it must change, and it is covered."""
    more = {_DOC: document(pages=2), "Doc_0/Pages/Page_1/Content.xml": page(text(60, 40, LINES[0]))}
    return package(sign(honest()) | more)


@case(
    "2",
    zh="文档根未受保护，签章后加页",
    en="A page added where Document.xml is not covered",
    overall="INVALID",
    codes=["COVERAGE_STRUCTURE"],
    clause=_COVER,
)
def page_added_uncovered() -> bytes:
    """The signature left Document.xml out; every digest holds. INVALID, not partial."""
    made = sign(honest(), How(covers=without(_DOC)))
    more = {_DOC: document(pages=2), "Doc_0/Pages/Page_1/Content.xml": page(text(60, 40, LINES[0]))}
    return package(made | more)


# row 3 --------------------------------------------------------------------------------------------


def _replaced(name: str) -> bytes:
    return {
        "Doc_0/Tpls/Tpl_0/Content.xml": page(text(40, 20, "资质证书" * 2), kind="Background", layer=41),
        "Doc_0/PublicRes.xml": part("Res", "<ofd:Fonts/>", ' BaseLoc="Res"'),
        "Doc_0/DocumentRes.xml": honest()["Doc_0/DocumentRes.xml"].replace(b"PNG", b"JPG"),
        "Doc_0/Res/font.ttf": font("".join(LINES) + "资质证书", {"一": "三", "三": "一"}),
        "Doc_0/Res/image.png": png(16, (200, 0, 0)),
    }[name]


def _uncovered_replaced(name: str) -> bytes:
    return package(sign(honest(), How(covers=without(name))) | {name: _replaced(name)})


def _covered_replaced(name: str) -> bytes:
    return package(sign(honest()) | {name: _replaced(name)})


_VISIBLE = {
    "template": ("模板", "the template page", "Doc_0/Tpls/Tpl_0/Content.xml"),
    "public-res": ("公共资源", "the public resources", "Doc_0/PublicRes.xml"),
    "document-res": ("文档资源", "the document resources", "Doc_0/DocumentRes.xml"),
    "font": ("字体", "a font", "Doc_0/Res/font.ttf"),
    "image": ("图像", "an image", "Doc_0/Res/image.png"),
}

for _name, (_zh, _en, _file) in _VISIBLE.items():
    case(
        "3",
        zh=f"未受保护的{_zh}被替换",
        en=f"Replaced although uncovered: {_en}",
        overall="INDETERMINATE",
        codes=["COVERAGE_VISIBLE"],
        clause=_COVER,
        provenance="invoices whose templates no signature covers",
        name=_name,
        why="It changes the picture and nobody signed it: the signature holds for the rest only.",
    )(partial(_uncovered_replaced, _file))
    case(
        "3",
        zh=f"受保护的{_zh}被替换",
        en=f"Replaced although covered: {_en}",
        overall="INVALID",
        codes=["REF_DIGEST"],
        clause=_COVER,
        twin=_TWIN,
        name=f"{_name}-covered",
        why="The digest tells.",
    )(partial(_covered_replaced, _file))


@case(
    "3",
    zh="另一签章保护了剩下的内容",
    en="What one signature leaves out another covers",
    overall="VALID",
    clause=_COVER,
    provenance="licences signed in two steps: content first, then everything",
)
def second_covers_the_rest() -> bytes:
    """Both signatures must be valid for the file to be, so together they protect everything."""
    first = sign(honest(), How(covers=without("Doc_0/Tpls/Tpl_0/Content.xml", "OFD.xml"), lock=False))
    return sealed(first, How(number=1, lock=True, stamps=stamp(number=101)))


@case(
    "3",
    zh="空缺处由另一签章人补上",
    en="Somebody else signs what was left open",
    overall="VALID",
    codes=["COVERAGE_BY_ANOTHER"],
    clause=_COVER,
    twin="3-second-covers-the-rest",
)
def another_covers_the_rest() -> bytes:
    """The first seal leaves the page open; who fills the gap with a page of his own must at least be told."""
    first = sign(honest(), How(covers=without(_PAGE), lock=False))
    first[_PAGE] = page(text(20, 40, LINES[1]))
    other = person("另一签章人（演示）", issuer=issuing())
    value = Sealing(seal=Seal(people=(other,)), signer=other)
    return sealed(first, How(number=1, value=value, covers=lambda name: name == _PAGE, stamps=""))


# row 4 --------------------------------------------------------------------------------------------

_ANNOTS = "Doc_0/Annots/Annotations.xml"
_ANNOT = "Doc_0/Annots/Page_0/Annotation.xml"
_OVERLAY = (
    '<ofd:PathObject ID="51" Boundary="0 0 150 8" Fill="true" Stroke="false">'
    '<ofd:FillColor Value="255 255 255"/>'
    "<ofd:AbbreviatedData>M 0 0 L 150 0 L 150 8 L 0 8 C</ofd:AbbreviatedData></ofd:PathObject>"
)


@case(
    "4",
    zh="未受保护的注释遮盖正文",
    en="An uncovered annotation covers the text",
    overall="INDETERMINATE",
    codes=["COVERAGE_ANNOT"],
    clause=f"{_COVER}; 15",
    provenance="licences whose annotations no signature covers",
)
def annotation_replaced() -> bytes:
    """Annotations lie above the page: a white box hides a signed line, and no digest of a page notices."""
    made = sign(honest(), How(covers=without(_ANNOTS, _ANNOT)))
    return package(made | {_ANNOT: annotation(_OVERLAY, kind="Path", boundary="20 40 150 8")})


@case(
    "4",
    zh="注释列表受保护，注释文件未受保护",
    en="The list of annotations is covered, their file is not",
    overall="INDETERMINATE",
    codes=["COVERAGE_ANNOT"],
    clause=f"{_COVER}; 15",
)
def annotation_file_uncovered() -> bytes:
    """The list only names files; what they draw is uncovered."""
    made = sign(honest(), How(covers=without(_ANNOT)))
    return package(made | {_ANNOT: annotation(_OVERLAY, kind="Path", boundary="20 40 150 8")})


@case(
    "4",
    zh="文档根未受保护，签章后加注释",
    en="Annotations linked into an uncovered Document.xml",
    overall="INVALID",
    codes=["COVERAGE_STRUCTURE", "COVERAGE_ANNOT"],
    clause=f"{_COVER}; 15",
)
def annotation_linked_later() -> bytes:
    """The document had no annotations when it was signed; the attacker adds list, file and link."""
    parts = {name: raw for name, raw in honest().items() if "/Annots/" not in name}
    plain = document(more="")
    made = sign(parts | {_DOC: plain}, How(covers=without(_DOC)))
    linked = document(more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>")
    more = {_ANNOTS: honest()[_ANNOTS], _ANNOT: annotation(_OVERLAY, kind="Path", boundary="20 40 150 8")}
    return package(made | {_DOC: linked} | more)


@case(
    "4",
    zh="未受保护的附件被替换",
    en="An uncovered attachment is replaced",
    overall="INDETERMINATE",
    codes=["COVERAGE_ATTACHED"],
    clause=f"{_COVER}; 17",
)
def attachment_replaced() -> bytes:
    """Programs read the attachment, not the page: unsigned data must not pass for signed data."""
    name = "Doc_0/Attachs/licence.xml"
    made = sign(honest(), How(covers=without(name)))
    return package(made | {name: b"<licence><name>somebody else</name></licence>"})


# row 9 --------------------------------------------------------------------------------------------

_EVIL = "Doc_0/Document_1.xml"


@case(
    "9",
    zh="OFD.xml 未受保护",
    en="OFD.xml is not covered",
    overall="VALID",
    codes=["COVERAGE_ENTRY"],
    clause=_COVER,
    provenance="4 of 27 signatures of public samples",
)
@case(
    "9",
    zh="OFD.xml 未受保护，严格尺度",
    en="OFD.xml is not covered, strict policy",
    overall="INVALID",
    codes=["COVERAGE_ENTRY"],
    clause=_COVER,
    policy="strict",
    name="strict",
)
def entry_uncovered() -> bytes:
    """All that shows is covered; only metadata could be altered. Said and tolerated."""
    return sealed(honest(), How(covers=without("OFD.xml")))


@case(
    "9",
    zh="文档入口被指向另一文档",
    en="The entry is pointed at another document",
    overall="INVALID",
    codes=["COVERAGE_ENTRY", "COVERAGE_STRUCTURE"],
    clause=_COVER,
    twin="9-entry-uncovered",
)
def entry_repointed() -> bytes:
    """OFD.xml is uncovered; DocRoot now names an unsigned Document.xml. The signed one is still there."""
    made = sign(honest(), How(covers=without("OFD.xml")))
    made["OFD.xml"] = made["OFD.xml"].replace(b"Doc_0/Document.xml", _EVIL.encode())
    forged = page(text(20, 40, LINES[1]))
    evil = document(templates="", more="").replace(b"Page_0", b"Page_9")
    return package(made | {_EVIL: evil, "Doc_0/Pages/Page_9/Content.xml": forged})


@case(
    "9",
    zh="受保护的文档入口被改动",
    en="The covered entry is altered",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_COVER,
    twin=_TWIN,
)
def entry_altered() -> bytes:
    """The digest tells."""
    made = sign(honest())
    return package(made | {"OFD.xml": made["OFD.xml"].replace("资质证书".encode(), "资格证书".encode())})


def _stripped(made: dict[str, bytes]) -> bytes:
    head, _, rest = made["OFD.xml"].partition(b"<ofd:Signatures>")
    return package(made | {"OFD.xml": head + rest.partition(b"</ofd:Signatures>")[2]})


@case(
    "9",
    zh="签章列表的入口被删除",
    en="The link to the signatures is deleted",
    overall="INVALID",
    codes=["SIG_ORPHAN"],
    clause=_COVER,
    twin=_TWIN,
)
def link_deleted() -> bytes:
    """A file that looks unsigned but still holds Sign_0: never plainly "not signed"."""
    return _stripped(sign(honest()))


@case(
    "9",
    zh="未受保护的 OFD.xml 中签章列表的入口被删除",
    en="The link to the signatures is deleted from an uncovered OFD.xml",
    overall="INVALID",
    codes=["SIG_ORPHAN"],
    clause=_COVER,
    twin="9-entry-uncovered",
)
def link_deleted_uncovered() -> bytes:
    """Not even a digest is broken; the files left behind tell."""
    return _stripped(sign(honest(), How(covers=without("OFD.xml"))))


# row 10 -------------------------------------------------------------------------------------------

_OTHER_ID = "1f3a6c0d4d5b4b5f9b0b3a1f2c3d4e5f"


def _two() -> dict[str, bytes]:
    both = doc_body() + doc_body("Doc_1", doc_id=_OTHER_ID)
    return honest() | honest("Doc_1") | {"OFD.xml": entry(both)}


def _in(folder: str) -> Callable[[str], bool]:
    return lambda name: name == "OFD.xml" or name.startswith(f"{folder}/")


@case(
    "10",
    zh="两份文档各自签章",
    en="Two documents, each signed",
    overall="VALID",
    codes=["MULTI_DOCBODY"],
    clause="GB/T 33190-2016 7.4, 18.1",
)
def two_signed() -> bytes:
    """Each document is judged by its own signatures; that there are two is said."""
    first = sign(_two(), How(covers=_in("Doc_0")))
    return sealed(first, How(folder="Doc_1", covers=_in("Doc_1")))


@case(
    "10",
    zh="显示的是未签章的文档",
    en="The document shown is not the signed one",
    overall="INDETERMINATE",
    codes=["MULTI_DOCBODY", "BODY_NOT_SIGNED"],
    clause="GB/T 33190-2016 7.4, 18.1",
    twin="10-two-signed",
)
def first_unsigned() -> bytes:
    """Most readers show the first document only; the seal is in the second."""
    unsigned = doc_body().replace("<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>", "")
    parts = _two() | {"OFD.xml": entry(unsigned + doc_body("Doc_1", doc_id=_OTHER_ID))}
    return sealed(parts, How(folder="Doc_1", covers=_in("Doc_1")))


@case(
    "10",
    zh="一份文档的签章列出另一份的文件",
    en="A signature of one document lists the files of the other",
    overall="INDETERMINATE",
    codes=["MULTI_DOCBODY", "BODY_NOT_SIGNED"],
    clause="GB/T 33190-2016 7.4, 18.1",
    twin="10-two-signed",
)
def vouching() -> bytes:
    """Digests of its files do not make the other document signed: no seal shows on it."""
    unsigned = doc_body("Doc_1", doc_id=_OTHER_ID).replace(
        "<ofd:Signatures>/Doc_1/Signs/Signatures.xml</ofd:Signatures>", ""
    )
    return sealed(_two() | {"OFD.xml": entry(doc_body() + unsigned)})


# row 11 -------------------------------------------------------------------------------------------


def _version(number: int, root: str) -> bytes:
    return part(
        "DocVersion",
        f'<ofd:FileList><ofd:File ID="1">/{root}</ofd:File></ofd:FileList><ofd:DocRoot>/{root}</ofd:DocRoot>',
        f' ID="v{number}" Version="1" Name="v{number}" CreationDate="2026-01-0{number}"',
    )


def _versions(current: int, root: str) -> bytes:
    listed = "".join(
        f'<ofd:Version ID="v{n}" Index="{n}" Current="{str(n == current).lower()}" '
        f'BaseLoc="/Doc_0/Versions/Version_{n}.xml"/>'
        for n in (1, 2)
    )
    body = doc_body(more=f"<ofd:Versions>{listed}</ofd:Versions>")
    return entry(body.replace("Doc_0/Document.xml", root))


def _with_versions(current: int, root: str) -> dict[str, bytes]:
    second = document(more="").replace(b"Page_0", b"Page_1")
    return honest() | {
        "OFD.xml": _versions(current, root),
        _EVIL: second,
        "Doc_0/Pages/Page_1/Content.xml": page(text(20, 40, LINES[1])),
        "Doc_0/Versions/Version_1.xml": _version(1, _DOC),
        "Doc_0/Versions/Version_2.xml": _version(2, _EVIL),
    }


@case(
    "11",
    zh="两个版本，当前版本受保护",
    en="Two versions, the current one covered",
    overall="VALID",
    absent=["VERSION_MISMATCH"],
    clause="GB/T 33190-2016 19",
)
def versions() -> bytes:
    """The version marked current is the one the entry points to, and everything is covered."""
    return sealed(_with_versions(2, _EVIL))


@case(
    "11",
    zh="当前版本与文档入口不一致",
    en="The current version is not the one the entry points to",
    overall="INVALID",
    codes=["VERSION_MISMATCH"],
    clause="GB/T 33190-2016 19",
    twin="11-versions",
)
def versions_disagree() -> bytes:
    """One reader follows DocRoot, another the version marked current. Signed as it is."""
    return sealed(_with_versions(2, _DOC))


@case(
    "11",
    zh="当前版本被切换到未签章的版本",
    en="Current is switched to an unsigned version",
    overall="INVALID",
    codes=["COVERAGE_ENTRY", "COVERAGE_STRUCTURE"],
    clause="GB/T 33190-2016 19, 18.1",
)
def version_switched() -> bytes:
    """Version 1 was signed without OFD.xml; the attacker adds version 2 and makes it current."""
    first = {
        k: v for k, v in _with_versions(1, _DOC).items() if k not in {_EVIL, "Doc_0/Versions/Version_2.xml"}
    }
    first = {k: v for k, v in first.items() if "Page_1" not in k}
    made = sign(first, How(covers=without("OFD.xml")))
    return package(_with_versions(2, _EVIL) | {k: v for k, v in made.items() if k != "OFD.xml"})


@case(
    "11",
    zh="抹去版本列表，退回旧版本",
    en="The versions are struck out, an older one is shown",
    overall="INDETERMINATE",
    codes=["COVERAGE_OTHER_ROOT"],
    clause="GB/T 33190-2016 19, 18.1",
)
def version_rolled_back() -> bytes:
    """Both versions are signed, OFD.xml is not: without its Versions nothing says that a newer one exists."""
    made = sign(_with_versions(2, _EVIL), How(covers=without("OFD.xml")))
    return package(made | {"OFD.xml": entry(doc_body())})


# row 20 -------------------------------------------------------------------------------------------


@case(
    "20",
    zh="保护列表为空",
    en="No reference at all",
    overall="INVALID",
    codes=["COVERAGE_EMPTY"],
    clause=_COVER,
    twin=_TWIN,
)
def nothing() -> bytes:
    """A genuine seal over nothing."""
    return sealed(honest(), How(covers=lambda _: False, lock=False))


@case(
    "20",
    zh="只保护签章列表",
    en="Only the list of signatures is covered",
    overall="INVALID",
    codes=["COVERAGE_EMPTY"],
    clause=_COVER,
    twin=_TWIN,
)
def trifles() -> bytes:
    """References there are, but none to anything the document consists of."""
    return sealed(honest(), How(covers=lambda name: name.endswith("Signatures.xml")))


# row 23 -------------------------------------------------------------------------------------------


def _transplanted(covers: Callable[[str], bool]) -> dict[str, bytes]:
    made = sign(honest(), How(covers=covers))
    made["OFD.xml"] = made["OFD.xml"].replace(b"0f3a6c0d", b"ffffffff")
    return made


@case(
    "23",
    zh="整个签章移植到另一个包",
    en="A signature and its files moved into another package",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_COVER,
    twin=_TWIN,
)
def transplanted() -> bytes:
    """Everything is genuine but OFD.xml, which is covered."""
    return package(_transplanted(lambda _: True))


@case(
    "23",
    zh="整个签章移植，OFD.xml 未受保护",
    en="The same where OFD.xml is not covered",
    overall="VALID",
    codes=["COVERAGE_ENTRY"],
    clause=_COVER,
    twin="9-entry-uncovered",
)
@case(
    "23",
    zh="整个签章移植，OFD.xml 未受保护，终稿尺度",
    en="The same where OFD.xml is not covered, final policy",
    overall="INVALID",
    codes=["COVERAGE_ENTRY"],
    clause=_COVER,
    policy="sealed-final",
    name="final",
    twin="9-entry-uncovered",
)
def transplanted_entry() -> bytes:
    """What shows is what was signed, under another document id: nothing but COVERAGE_ENTRY can say so."""
    return package(_transplanted(without("OFD.xml")))


# row 40 -------------------------------------------------------------------------------------------


def _changed(file: str, old: bytes, new: bytes) -> bytes:
    made = sign(honest())
    assert old in made[file]
    return package(made | {file: made[file].replace(old, new)})


_CHANGED = {
    "text": ("改动正文", "the text", _PAGE, b"Boundary=", b"Boundary ="),
    "annotation": ("补充注释", "an annotation", _ANNOT, b"2026-01-02", b"2026-01-03"),
    "attachment": ("改动附件", "an attachment", "Doc_0/Attachs/licence.xml", b"<licence>", b"<licence >"),
    "tag": ("改动标引", "a custom tag", "Doc_0/Tags/Tag_0.xml", b"<name>", b"<name >"),
    "line-end": ("改动换行", "a line end only", _DOC, b"?>\n", b"?>\r\n"),
}

for _name, (_zh, _en, _file, _old, _new) in _CHANGED.items():
    case(
        "40",
        zh=f"签章后{_zh}",
        en=f"Changed after the last signature: {_en}",
        overall="INVALID",
        codes=["REF_DIGEST"],
        clause=_COVER,
        twin=_TWIN,
        name=_name,
        why="OFD knows no allowed changes: one covered byte differs and the file is not what was signed.",
    )(partial(_changed, _file, _old, _new))
