"""Rows 5 to 8, 22, 38, 39: the list of signatures, appearances, values. GB/T 33190-2016 18.1, 18.2."""

from functools import partial

from vectors.document import annotation, honest
from vectors.registry import case
from vectors.ses import Seal
from vectors.signed_data import SignedData
from vectors.signing import How, listing, sealed, sign, stamp
from vectors.zipping import package

_LIST, _STAMPS = "GB/T 33190-2016 18.1", "GB/T 33190-2016 18.2.2"
_TWIN = "0-sealed-v4"
_SIGNS = "Doc_0/Signs"
_XML = f"{_SIGNS}/Sign_0/Signature.xml"
_LISTED = f"{_SIGNS}/Signatures.xml"

# row 5 --------------------------------------------------------------------------------------------


def _lookalike() -> dict[str, bytes]:
    parts = honest()
    parts["Doc_0/Annots/Page_0/Annotation.xml"] = annotation(
        '<ofd:ImageObject ID="51" Boundary="0 0 30 30" CTM="30 0 0 30 0 0" ResourceID="3"/>',
        kind="Stamp",
        boundary="100 200 30 30",
    )
    return parts


@case(
    "5",
    zh="没有签章的文件用注释画章",
    en="A Stamp annotation in a file nobody signed",
    overall="INDETERMINATE",
    codes=["NOT_SIGNED", "UNSIGNED_STAMP_LOOKALIKE"],
    clause="GB/T 33190-2016 15.2, 18",
    provenance="invoices that show the seal as a picture only",
    twin="0-not-signed",
)
def stamp_annotation() -> bytes:
    """It looks sealed. There is no signature behind it."""
    parts = _lookalike()
    head, _, rest = parts["OFD.xml"].partition(b"<ofd:Signatures>")
    return package(parts | {"OFD.xml": head + rest.partition(b"</ofd:Signatures>")[2]})


@case(
    "5",
    zh="签章文件中另有注释画的章",
    en="A Stamp annotation beside a genuine seal",
    overall="VALID",
    codes=["UNSIGNED_STAMP_LOOKALIKE"],
    clause="GB/T 33190-2016 15.2, 18",
    twin=_TWIN,
)
def stamp_annotation_signed() -> bytes:
    """Covered by the signature, so nothing is forged; yet it is no seal, and a viewer must not say it is."""
    return sealed(_lookalike())


@case(
    "5",
    zh="图像对象冒充印章",
    en="An image object with the picture of the seal",
    overall="VALID",
    codes=["UNSIGNED_STAMP_LOOKALIKE"],
    clause="GB/T 33190-2016 10, 18",
    twin=_TWIN,
)
def seal_picture_on_the_page() -> bytes:
    """The page shows the very picture of the seal at a place where nobody put the seal."""
    return sealed(honest() | {"Doc_0/Res/image.png": Seal().picture})


# row 6 --------------------------------------------------------------------------------------------


def _edited(file: str, old: str, new: str) -> bytes:
    made = sign(honest())
    assert old.encode() in made[file]
    return package(made | {file: made[file].replace(old.encode(), new.encode())})


_MOVED = {
    "moved": ("移动", "moved", "140 220 30 30", "20 220 30 30"),
    "resized": ("缩放", "resized", "140 220 30 30", "140 220 3 3"),
    "reclipped": ("裁剪", "clipped", 'Boundary="140 220 30 30"', 'Boundary="140 220 30 30" Clip="0 0 1 1"'),
    "other-page": ("换页", "put on another page", 'PageRef="1"', 'PageRef="2"'),
}

for _name, (_zh, _en, _old, _new) in _MOVED.items():
    case(
        "6",
        zh=f"印章外观被{_zh}",
        en=f"The seal's appearance is {_en}",
        overall="INVALID",
        codes=["DATA_HASH"],
        clause=f"{_STAMPS}; GB/T 38540-2020 7.3 g)",
        twin=_TWIN,
        name=_name,
        why="The appearance stands in Signature.xml, whose digest is signed.",
    )(partial(_edited, _XML, _old, _new))


# row 7 --------------------------------------------------------------------------------------------


def _shown(stamps: str) -> bytes:
    return sealed(honest(), How(stamps=stamps))


_ODD = {
    "missing-page": ("页面不存在", "a page that does not exist", stamp(page=7)),
    "off-the-page": ("在页面之外", "a place off the page", stamp(boundary="500 500 30 30")),
    "no-size": ("尺寸为零", "no size", stamp(boundary="140 220 0 0")),
    "covers-the-page": ("遮住整页", "the whole page, hiding its text", stamp(boundary="0 0 210 297")),
    "clipped-away": ("被完全裁掉", "nothing, all of it clipped away", stamp(clip="40 40 10 10")),
}

for _name, (_zh, _en, _stamp) in _ODD.items():
    for _policy, _overall, _suffix in (("standard", "VALID", ""), ("sealed-final", "INVALID", "-final")):
        case(
            "7",
            zh=f"印章外观{_zh}" + ("，终稿尺度" if _suffix else ""),
            en=f"The seal's appearance names {_en}" + (", final policy" if _suffix else ""),
            overall=_overall,
            codes=["STAMP_GEOMETRY"],
            clause=_STAMPS,
            policy=_policy,
            twin=_TWIN,
            name=_name + _suffix,
            why="Signed as it is, so no forgery; but a seal that shows nowhere, or hides all, is suspicious.",
        )(partial(_shown, _stamp))


@case(
    "7",
    zh="骑缝章",
    en="A straddle seal",
    overall="VALID",
    absent=["STAMP_GEOMETRY"],
    clause=_STAMPS,
)
def straddle() -> bytes:
    """It hangs over the edge of the page on purpose; Clip names the strip that shows."""
    return sealed(honest(), How(stamps=stamp(boundary="190 120 40 40", clip="0 0 20 40")))


# row 8 --------------------------------------------------------------------------------------------


def _twice() -> dict[str, bytes]:
    """Two signatures in an open list; the second covers the first."""
    first = sign(honest(), How(lock=False))
    return sign(first, How(number=1, lock=False, stamps=stamp(number=101)))


def _line(number: int, folder: int, kind: str = "Seal") -> str:
    return f'<ofd:Signature ID="s{number:03}" Type="{kind}" BaseLoc="Sign_{folder}/Signature.xml"/>'


@case("8", zh="两个签章，列表开放", en="Two signatures, the list open", overall="VALID", clause=_LIST)
def two_open() -> bytes:
    """The list is left uncovered so that further signatures remain possible."""
    return package(_twice())


@case(
    "8",
    zh="签章从列表中删除",
    en="A signature is taken off the list",
    overall="INVALID",
    codes=["SIG_ORPHAN"],
    clause=_LIST,
    twin="8-two-open",
)
def stripped() -> bytes:
    """No signature proves the open list, but the files of the second one are still there."""
    return package(_twice() | {_LISTED: listing([_line(1, 0)])})


@case(
    "8",
    zh="签章连同文件一起删除",
    en="A signature is removed with its files",
    overall="VALID",
    codes=["SIG_MAYBE_REMOVED"],
    clause=_LIST,
    twin="8-two-open",
)
def removed() -> bytes:
    """Only MaxSignId remembers that there was another: a hint, no proof."""
    made = {name: raw for name, raw in _twice().items() if "Sign_1" not in name}
    return package(made | {_LISTED: listing([_line(1, 0)], max_id="2")})


@case(
    "8",
    zh="同一签章列出两次",
    en="One signature is listed twice",
    overall="INVALID",
    codes=["SIG_TWICE"],
    clause=_LIST,
    twin="8-two-open",
)
def listed_twice() -> bytes:
    """Who counts seals counts two; there is one."""
    made = sign(honest(), How(lock=False))
    return package(made | {_LISTED: listing([_line(1, 0), _line(2, 0)])})


@case(
    "8",
    zh="签章列表重新排序",
    en="The list is reordered",
    overall="VALID",
    clause=_LIST,
    twin="8-two-open",
)
def reordered() -> bytes:
    """Nothing proves the order of an open list, and nothing depends on it: both signatures are judged."""
    return package(_twice() | {_LISTED: listing([_line(2, 1), _line(1, 0)])})


@case(
    "8",
    zh="签章类型由 Seal 改为 Sign",
    en="Type is changed from Seal to Sign",
    overall="INVALID",
    codes=["SIG_TYPE_MISMATCH"],
    clause=f"{_LIST}; GM/T 0099-2020 7.2.2",
    twin="8-two-open",
)
def seal_to_sign() -> bytes:
    """Taken for a plain signature, nobody checks the seal."""
    return package(_twice() | {_LISTED: listing([_line(1, 0, "Sign"), _line(2, 1)])})


@case(
    "8",
    zh="签章类型由 Sign 改为 Seal",
    en="Type is changed from Sign to Seal",
    overall="INVALID",
    codes=["SIG_TYPE_MISMATCH"],
    clause=f"{_LIST}; GM/T 0099-2020 7.2.2",
)
def sign_to_seal() -> bytes:
    """A signature without a seal passes for a sealed one."""
    made = sign(honest(), How(type="Sign", value=SignedData(), lock=False))
    return package(made | {_LISTED: listing([_line(1, 0)])})


@case(
    "8",
    zh="没有印章的签名摆出别人的印章",
    en="A signature without a seal names the seal of another",
    overall="INVALID",
    codes=["SIG_TYPE_MISMATCH"],
    clause="GB/T 33190-2016 18.2.1; GM/T 0099-2020 7.2.2",
)
def borrowed_seal() -> bytes:
    """Seal.esl is genuine and its digest holds, but what was signed holds no seal: nothing ties the two."""
    return sealed(honest(), How(type="Sign", value=SignedData(), seal_file=Seal().der))


@case(
    "8",
    zh="列表项被指向另一个签章",
    en="An entry of the list is pointed at another signature",
    overall="INVALID",
    codes=["SIG_ORPHAN"],
    clause=_LIST,
    twin="8-two-open",
)
def repointed() -> bytes:
    """The second line now shows the first signature twice; the second one is no longer judged by anybody."""
    return package(_twice() | {_LISTED: listing([_line(1, 0), _line(2, 0)])})


@case(
    "8",
    zh="签章编号重复",
    en="Two signatures of one id",
    overall="INVALID",
    codes=["SIG_DUPLICATE_ID"],
    clause=_LIST,
    twin="8-two-open",
)
def same_id() -> bytes:
    """Relative, seals and reports name signatures by id."""
    return package(_twice() | {_LISTED: listing([_line(1, 0), _line(1, 1)])})


@case(
    "8",
    zh="签章列表缺失",
    en="The list of signatures is missing",
    overall="INVALID",
    codes=["SIG_LIST_MISSING", "SIG_ORPHAN"],
    clause=_LIST,
    twin="8-two-open",
)
def list_missing() -> bytes:
    """OFD.xml names a list that is not there; signature files are."""
    return package({name: raw for name, raw in _twice().items() if name != _LISTED})


# row 22 -------------------------------------------------------------------------------------------


@case(
    "22",
    zh="签名值取自另一份文件",
    en="A signature value from another document",
    overall="INVALID",
    codes=["DATA_HASH"],
    clause="GB/T 38540-2020 7.3 g)",
    twin=_TWIN,
)
def other_value() -> bytes:
    """A genuine SignedValue.dat of the same signer, put beside a Signature.xml he never saw."""
    other = sign(honest() | {"Doc_0/Attachs/licence.xml": b"<licence/>"})
    name = f"{_SIGNS}/Sign_0/SignedValue.dat"
    return package(sign(honest()) | {name: other[name]})


@case(
    "22",
    zh="签章被移到另一路径",
    en="A signature at another path than the one it names",
    overall="INVALID",
    codes=["PROPERTY_PATH_MISMATCH"],
    clause="GB/T 38540-2020 6.2, 7.3 g)",
    twin="8-two-open",
)
def other_path() -> bytes:
    """Same bytes, another folder: the digest holds, the signed path does not."""
    made = sign(honest(), How(lock=False))
    moved = {name.replace("Sign_0", "Sign_9"): raw for name, raw in made.items()}
    return package(moved | {_LISTED: listing([_line(1, 9)])})


# rows 38 and 39 -----------------------------------------------------------------------------------


@case(
    "38",
    zh="后一签章建立在前一签章之上",
    en="A signature that builds on an earlier one",
    overall="VALID",
    clause="GM/T 0099-2020 annex B",
)
def builds_on() -> bytes:
    """Relative names the first, which is valid and covered by the second."""
    first = sign(honest(), How(lock=False))
    return sealed(first, How(number=1, stamps=stamp(number=101), relative="s001"))


@case(
    "38",
    zh="所依据的签章不存在",
    en="The signature built on is missing",
    overall="INVALID",
    codes=["RELATIVE_BROKEN"],
    clause="GM/T 0099-2020 annex B",
    twin="38-builds-on",
)
def base_missing() -> bytes:
    """It approves something that is not there."""
    first = sign(honest(), How(lock=False))
    return sealed(first, How(number=1, stamps=stamp(number=101), relative="s009"))


@case(
    "38",
    zh="所依据的签章无效",
    en="The signature built on is invalid",
    overall="INVALID",
    codes=["RELATIVE_BROKEN"],
    clause="GM/T 0099-2020 annex B",
    twin="38-builds-on",
)
def base_invalid() -> bytes:
    """The first signature was broken before the second was made; everything in the second holds."""
    first = sign(honest(), How(lock=False, rewrite=lambda raw: raw))
    first[_XML] = first[_XML].replace(b"140 220", b"20 220")
    return sealed(first, How(number=1, stamps=stamp(number=101), relative="s001"))


@case(
    "38",
    zh="相互依据的签章",
    en="Signatures that build on each other",
    overall="INVALID",
    codes=["RELATIVE_BROKEN"],
    clause="GM/T 0099-2020 annex B",
    twin="38-builds-on",
)
def base_circle() -> bytes:
    """A chain must come to an end."""
    first = sign(honest(), How(lock=False, relative="s002"))
    return sealed(first, How(number=1, stamps=stamp(number=101), relative="s001"))


@case(
    "39",
    zh="锁定之后又加签章",
    en="A signature added to a locked document",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_LIST,
    twin=_TWIN,
    provenance="a public sample whose second signature breaks the first",
)
def locked() -> bytes:
    """The first signature covers the list; the second had to change it. Only that reference is broken."""
    return sealed(sign(honest()), How(number=1, stamps=stamp(number=101)))


@case(
    "39", zh="最后一个签章锁定文件", en="The last signature locks the document", overall="VALID", clause=_LIST
)
def locked_last() -> bytes:
    """The first leaves the list open, the second covers it."""
    return sealed(sign(honest(), How(lock=False)), How(number=1, stamps=stamp(number=101)))
