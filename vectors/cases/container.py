"""Rows 1, 12, 13, 14: the zip itself. APPNOTE; GB/T 33190-2016 7.1; GM/T 0099-2020 annex D.

Whoever alters a package repairs its checksums; what he cannot repair is that two readers see two files.
"""

import zlib
from dataclasses import replace
from functools import partial
from unicodedata import normalize

from vectors.deflate import stored
from vectors.document import honest, page, part, text
from vectors.registry import Declare, case
from vectors.signed_data import SignedData
from vectors.signing import How, sealed, sign, without
from vectors.zipping import Entry, entries, package

_ZIP = "GB/T 33190-2016 7.1; APPNOTE 4.3"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"
_TWIN = "0-sealed-v4"


def _forged_page() -> bytes:
    return page(text(20, 40, "企业名称示例") + text(21, 50, "证书编号三二一"))


def _signed_entries() -> dict[str, Entry]:
    return {str(entry.name): entry for entry in entries(sign(honest()))}


# row 1 --------------------------------------------------------------------------------------------


@case(
    "1",
    zh="包内夹带无人引用的文件",
    en="An entry nothing leads to",
    overall="VALID",
    codes=["CONTAINER_UNREFERENCED"],
    clause=_ZIP,
    twin=_TWIN,
)
@case(
    "1",
    zh="包内夹带无人引用的文件，严格尺度",
    en="An entry nothing leads to, strict policy",
    overall="INVALID",
    codes=["CONTAINER_UNREFERENCED"],
    clause=_ZIP,
    policy="strict",
    name="strict",
    twin=_TWIN,
)
@case(
    "1",
    zh="包内夹带无人引用的文件，终稿尺度",
    en="An entry nothing leads to, final policy",
    overall="INVALID",
    codes=["CONTAINER_UNREFERENCED"],
    clause=_ZIP,
    policy="sealed-final",
    name="final",
    twin=_TWIN,
)
def smuggled() -> bytes:
    """A file put into a signed package: no digest can notice it, and one day something may lead to it."""
    return package(sign(honest()) | {"Doc_0/Res/smuggled.xml": b"<licence/>"})


def _with_list(*more: str) -> dict[str, bytes]:
    parts = honest()
    names = [*parts, "Doc_0/Signs/Signatures.xml"]
    names += [f"Doc_0/Signs/Sign_0/{name}" for name in ("Signature.xml", "SignedValue.dat")]
    listed = "".join(f'<ofd:File ID="{n}" FileLoc="/{name}"/>' for n, name in enumerate([*names, *more], 1))
    parts["OFDEntries.xml"] = part(
        "DocEntries",
        f"<ofd:SignedValueLoc>/OFDEntries.dat</ofd:SignedValueLoc><ofd:FileList>{listed}</ofd:FileList>",
        ' ID="1" CreatorName="vectors" CreationDate="2026-07-01"',
    )
    parts["OFDEntries.dat"] = SignedData()(parts["OFDEntries.xml"], "OFDEntries.xml")
    return parts


@case(
    "1",
    zh="完整性清单列出全部文件",
    en="The integrity list names every entry",
    overall="VALID",
    absent=["CONTAINER_UNREFERENCED"],
    clause="GM/T 0099-2020 annex D",
)
def integrity_list() -> bytes:
    """OFDEntries.xml lists names, signed under GB/T 35275; everything in the package is on it."""
    return package(sign(_with_list()))


@case(
    "1",
    zh="夹带的文件不在完整性清单中",
    en="A smuggled entry is not on the integrity list",
    overall="INVALID",
    codes=["CONTAINER_UNREFERENCED"],
    clause="GM/T 0099-2020 annex D",
    twin="1-integrity-list",
)
def integrity_list_smuggled() -> bytes:
    """Neither listed nor reachable: this is what the list is made to catch, under any policy."""
    return package(sign(_with_list()) | {"Doc_0/Res/smuggled.xml": b"<licence/>"})


@case(
    "1",
    zh="完整性清单被改写",
    en="The integrity list is rewritten",
    overall="INVALID",
    codes=["COVERAGE_STRUCTURE"],
    clause="GM/T 0099-2020 annex D",
    twin="1-integrity-list",
)
def integrity_list_rewritten() -> bytes:
    """Left uncovered when it was signed; the attacker lists his file in it. Names prove nothing."""
    made = sign(_with_list(), How(covers=without("OFDEntries.xml", "OFDEntries.dat")))
    line = b'<ofd:File ID="99" FileLoc="/Doc_0/Res/smuggled.xml"/></ofd:FileList>'
    made["OFDEntries.xml"] = made["OFDEntries.xml"].replace(b"</ofd:FileList>", line)
    return package(made | {"Doc_0/Res/smuggled.xml": b"<licence/>"})


# row 12 -------------------------------------------------------------------------------------------


def _forgery(zh: str, en: str, code: str) -> Declare:
    return case("12", zh=zh, en=en, overall="INVALID", codes=[code], clause=_ZIP, twin=_TWIN)


@_forgery("同名文件，真在前", "Two entries of one name, the genuine first", "CONTAINER_DUPLICATE")
def duplicate_forged_last() -> bytes:
    """Readers that let the last line win show the forgery; those that take the first verify the original."""
    return package([*_signed_entries().values(), Entry(name=_PAGE, raw=_forged_page())])


@_forgery("同名文件，假在前", "Two entries of one name, the forged first", "CONTAINER_DUPLICATE")
def duplicate_forged_first() -> bytes:
    """The same for readers that take the first line of the directory."""
    return package([Entry(name=_PAGE, raw=_forged_page()), *_signed_entries().values()])


@_forgery(
    "文件头与目录的名称不同", "Local header and directory name differently", "CONTAINER_HEADER_MISMATCH"
)
def local_name() -> bytes:
    """A stream reader finds the attachment under another name than a directory reader."""
    made = _signed_entries()
    name = "Doc_0/Attachs/licence.xml"
    made[name] = replace(made[name], local={"name": b"Doc_0/Attachs/licence.exe"})
    return package(made.values())


@_forgery(
    "文件头与目录的长度不同", "Local header and directory state different sizes", "CONTAINER_HEADER_MISMATCH"
)
def local_size() -> bytes:
    """A stream reader stops early and takes the rest of the data for the next header."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], local={"packed": 10, "size": 10})
    return package(made.values())


@_forgery(
    "文件头与目录的校验和不同",
    "Local header and directory state different checksums",
    "CONTAINER_HEADER_MISMATCH",
)
def local_checksum() -> bytes:
    """One of the two headers lies; which one a reader believes is not ours to guess."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], local={"crc": 0x12345678})
    return package(made.values())


@_forgery(
    "文件头与目录的压缩方法不同",
    "Local header and directory name different methods",
    "CONTAINER_HEADER_MISMATCH",
)
def local_method() -> bytes:
    """Inflated or stored: two contents out of one entry."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], local={"method": 8})
    return package(made.values())


@_forgery("扩展字段给出第二个名称", "A second name in the Unicode path field", "CONTAINER_HEADER_MISMATCH")
def second_name() -> bytes:
    """APPNOTE 4.6.9: readers that honour the field see another file name than those that do not."""
    made = _signed_entries()
    name = b"Doc_0/Attachs/licence.xml"
    body = b"\1" + zlib.crc32(name).to_bytes(4, "little") + b"Doc_0/Attachs/licence.exe"
    extra = b"\x75\x70" + len(body).to_bytes(2, "little") + body
    made[name.decode()] = replace(made[name.decode()], local={"extra": extra}, central={"extra": extra})
    return package(made.values())


@_forgery("目录未登记的文件", "An entry only stream readers find", "CONTAINER_EXTRA_BYTES")
def local_only() -> bytes:
    """A whole local entry that the directory does not list, with the forged page under the genuine name."""
    made = [*_signed_entries().values(), Entry(name=_PAGE, raw=_forged_page(), listed=False)]
    return package(made)


@_forgery("两个目录项指向同一数据", "Two lines of the directory share one entry", "CONTAINER_EXTRA_BYTES")
def overlapping() -> bytes:
    """Overlapping entries are how small files unpack to enormous ones; readers disagree about the name."""
    made = _signed_entries()
    shared = Entry(name="Doc_0/Attachs/copy.xml", raw=made[_PAGE].raw, shares=_PAGE)
    return package([*made.values(), shared])


@_forgery("文件之间有多余字节", "Bytes between two entries", "CONTAINER_EXTRA_BYTES")
def between() -> bytes:
    """Room for anything that no digest sees."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], before=b"hidden between the entries")
    return package(made.values())


@_forgery("目录之前有多余字节", "Bytes before the directory", "CONTAINER_EXTRA_BYTES")
def gap() -> bytes:
    """The same in front of the directory."""
    return package(sign(honest()), gap=b"hidden")


@case(
    "12",
    zh="压缩包之前有多余字节",
    en="Bytes in front of the zip",
    overall="INVALID",
    codes=["CONTAINER_EXTRA_BYTES"],
    clause=_ZIP,
    provenance="a producer that wraps vendor bytes around the zip",
    twin=_TWIN,
)
def prefix() -> bytes:
    """A file that is a zip from its end and something else from its beginning."""
    return package(sign(honest()), prefix=b"%PDF-1.7 vendor bytes\n")


@case(
    "12",
    zh="压缩包之后有多余字节",
    en="Bytes behind the zip",
    overall="INVALID",
    codes=["CONTAINER_EXTRA_BYTES"],
    clause=_ZIP,
    provenance="a producer that wraps vendor bytes around the zip",
    twin=_TWIN,
)
def suffix() -> bytes:
    """Whatever follows the end record is seen by nobody who verifies."""
    return package(sign(honest()), suffix=b"vendor bytes")


@_forgery("一个包接在另一个包之后", "One package behind another", "CONTAINER_EXTRA_BYTES")
def two_packages() -> bytes:
    """Read from its end it is the sealed file, read from its beginning another one, whole and unsigned."""
    return package(sign(honest()), prefix=package(honest() | {_PAGE: _forged_page()}))


@_forgery("压缩数据之后有多余字节", "Bytes behind the end of the packed data", "CONTAINER_EXTRA_BYTES")
def behind_the_stream() -> bytes:
    """The deflate stream ends before the packed size does: the rest is neither content nor structure."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], packed=stored(made[_PAGE].raw) + b"hidden" * 6)
    return package(made.values())


@case(
    "12",
    zh="加密的压缩条目",
    en="An entry that the zip encrypts",
    overall="INDETERMINATE",
    codes=["CONTAINER_ENCRYPTED"],
    clause=_ZIP,
    twin=_TWIN,
)
def encrypted_entry() -> bytes:
    """OFD does not use the encryption of zip; what is inside cannot be judged."""
    made = _signed_entries()
    name = "Doc_0/Res/image.png"
    made[name] = replace(made[name], local={"flags": 1}, central={"flags": 1})
    return package(made.values())


@case(
    "12",
    zh="未知的压缩方法",
    en="An unknown compression method",
    overall="INDETERMINATE",
    codes=["CONTAINER_METHOD"],
    clause=_ZIP,
    twin=_TWIN,
)
def unknown_method() -> bytes:
    """A reader that has the method sees what this one cannot: no judgement."""
    made = _signed_entries()
    name = "Doc_0/Res/image.png"
    made[name] = replace(made[name], local={"method": 93}, central={"method": 93})
    return package(made.values())


@_forgery("校验和错误", "A wrong checksum", "CONTAINER_CRC")
def checksum() -> bytes:
    """The entry is not what its headers say; a reader that does not check it shows other bytes."""
    made = _signed_entries()
    wrong = {"crc": 1}
    made[_PAGE] = replace(made[_PAGE], raw=_forged_page(), local=wrong, central=wrong)
    return package(made.values())


@case(
    "12",
    zh="压缩数据之后有六个多余字节",
    en="Six bytes behind the end of the packed data",
    overall="VALID",
    codes=["CONTAINER_EXTRA_BYTES"],
    clause=_ZIP,
    provenance="files of a maker of seals that counts the frame of zlib",
)
def few_behind_the_stream() -> bytes:
    """Too few for any record of a zip: every reader passes them over, and none sees another file."""
    made = _signed_entries()
    made[_PAGE] = replace(made[_PAGE], packed=stored(made[_PAGE].raw) + bytes(6))
    return package(made.values())


@case(
    "12",
    zh="带包注释",
    en="A comment of the zip",
    overall="VALID",
    codes=["CONTAINER_EXTRA_BYTES"],
    clause="APPNOTE 4.3.16",
    provenance="form fillers that leave their initials",
)
def comment() -> bytes:
    """Announced, and nothing that a reader could take for records: it is no content."""
    return package(sign(honest()))[:-2] + b"\3\0KRC"


@case(
    "12",
    zh="包注释里藏着另一个包",
    en="A comment that is a package of its own",
    overall="INVALID",
    codes=["CONTAINER_EXTRA_BYTES"],
    clause="APPNOTE 4.3.16",
    twin="12-comment",
)
def package_as_comment() -> bytes:
    """One reader finds the first end record, another the last."""
    forged = package(honest() | {_PAGE: _forged_page()})
    return package(sign(honest()))[:-2] + len(forged).to_bytes(2, "little") + forged


@case("12", zh="带数据描述符的包", en="Data descriptors", overall="VALID", clause=_ZIP)
def descriptors() -> bytes:
    """APPNOTE 4.3.9: streaming writers put sizes and checksum behind the data. Nothing is wrong with it."""
    flags = {"flags": 0x8}
    made = [
        replace(
            entry,
            local=flags | {"crc": 0, "packed": 0, "size": 0},
            central=flags,
            after=b"PK\7\x08"
            + zlib.crc32(entry.raw).to_bytes(4, "little")
            + 2 * len(entry.raw).to_bytes(4, "little"),
        )
        for entry in _signed_entries().values()
    ]
    return package(made)


@case(
    "12", zh="带文件夹条目、压缩存放的包", en="Folder entries and packed data", overall="VALID", clause=_ZIP
)
def folders() -> bytes:
    """Most producers write folder entries and pack their files: the digest is that of the unpacked bytes."""
    made = [replace(entry, packed=stored(entry.raw)) for entry in _signed_entries().values()]
    return package([Entry(name="Doc_0/", raw=b""), Entry(name="Doc_0/Res/", raw=b""), *made])


# row 13 -------------------------------------------------------------------------------------------


def _collision(other: str) -> bytes:
    parts = honest()
    composed = normalize("NFC", other)
    if composed != other:
        lists = "Doc_0/Attachs/Attachments.xml"
        parts[lists] = parts[lists].replace(b"licence.xml", composed.rpartition("/")[2].encode())
        parts[composed] = parts.pop("Doc_0/Attachs/licence.xml")
    return package(sign(parts) | {other: _forged_page()})


@case("13", zh="中文文件名", en="Chinese entry names", overall="VALID", clause=_ZIP)
def chinese_names() -> bytes:
    """Names outside ASCII, flagged as UTF-8: no collision, nothing to say."""
    parts = honest()
    lists = "Doc_0/Attachs/Attachments.xml"
    parts[lists] = parts[lists].replace(b"licence.xml", "证照数据.xml".encode())
    parts["Doc_0/Attachs/证照数据.xml"] = parts.pop("Doc_0/Attachs/licence.xml")
    return sealed(parts)


_COLLIDING = {
    "case": ("仅大小写不同的文件名", "Names that differ in case only", "Doc_0/Pages/Page_0/content.xml"),
    "dot": ("以点结尾的文件名", "A name that ends in a dot", f"{_PAGE}."),
    "blank": ("以空格结尾的文件名", "A name that ends in a blank", f"{_PAGE} "),
    "current": ("含 ./ 的文件名", "A name with ./", "Doc_0/./Pages/Page_0/Content.xml"),
    "empty-segment": ("含 // 的文件名", "A name with //", "Doc_0//Pages/Page_0/Content.xml"),
    "backslash": ("反斜杠文件名", "A name with backslashes", _PAGE.replace("/", "\\")),
    "decomposed": ("分解形式的文件名", "A decomposed name", "Doc_0/Attachs/re\u0301sume\u0301.xml"),
}

for _name, (_zh, _en, _entry) in _COLLIDING.items():
    case(
        "13",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["CONTAINER_NAME_COLLISION"],
        clause="GB/T 33190-2016 7.1, 7.3",
        twin=_TWIN,
        name=_name,
        why="On another system this is the name of the genuine entry; whichever is unpacked last is shown.",
    )(partial(_collision, _entry))


@case(
    "13",
    zh="未注明编码的 GBK 文件名",
    en="A GBK name without a stated encoding",
    overall="VALID",
    codes=["NAME_ENCODING"],
    clause=_ZIP,
    provenance="older Chinese zip writers",
)
def gbk_name() -> bytes:
    """A reader must guess GBK, and must say so."""
    parts = honest()
    lists = "Doc_0/Attachs/Attachments.xml"
    parts[lists] = parts[lists].replace(b"licence.xml", "证照数据.xml".encode())
    parts["Doc_0/Attachs/证照数据.xml"] = parts.pop("Doc_0/Attachs/licence.xml")
    made = entries(sign(parts))
    return package(
        [replace(e, name=str(e.name).encode("gbk")) if not str(e.name).isascii() else e for e in made]
    )


# row 14 -------------------------------------------------------------------------------------------


def _smuggled_as(name: str) -> bytes:
    return package(sign(honest()) | {name: b"* * * * * root true\n"})


_LEAVING = {
    "zip-slip": ("指向包外的文件名", "An entry name that climbs out", "../../etc/cron.d/openofd"),
    "absolute-name": ("绝对路径的文件名", "An absolute entry name", "/etc/cron.d/openofd"),
    "drive": ("带盘符的文件名", "An entry name with a drive letter", "C:/Windows/openofd.dll"),
    "backslash-slip": (
        "反斜杠指向包外",
        "An entry name that climbs out by backslashes",
        "..\\..\\openofd.dll",
    ),
}

for _name, (_zh, _en, _entry) in _LEAVING.items():
    case(
        "14",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["PATH_TRAVERSAL"],
        clause="GB/T 33190-2016 7.3",
        twin=_TWIN,
        name=_name,
        why="Whoever unpacks this to disk writes outside the folder he chose (zip slip).",
    )(partial(_smuggled_as, _entry))


@case(
    "14",
    zh="符号链接",
    en="A symbolic link",
    overall="INVALID",
    codes=["PATH_TRAVERSAL"],
    clause="GB/T 33190-2016 7.3; APPNOTE 4.4.15",
    twin=_TWIN,
)
def symlink() -> bytes:
    """An entry that is a link to a file of the machine it is unpacked on; it is even covered."""
    parts = sign(honest() | {"Doc_0/Res/link": b"/etc/passwd"})
    made = [
        replace(e, central={"made_by": 3 << 8 | 20, "attributes": 0o120777 << 16})
        if e.name == "Doc_0/Res/link"
        else e
        for e in entries(parts)
    ]
    return package(made)


def _pointing(old: str, file: str) -> bytes:
    parts = honest()
    parts[file] = parts[file].replace(old.encode(), b"../../../../etc/passwd")
    return sealed(parts)


_LOCATIONS = {
    "page-loc": (
        "页面位置指向包外",
        "The location of a page climbs out",
        "Pages/Page_0/Content.xml",
        "Document.xml",
    ),
    "font-loc": ("字体位置指向包外", "The location of a font climbs out", "font.ttf", "PublicRes.xml"),
    "attachment-loc": (
        "附件位置指向包外",
        "The location of an attachment climbs out",
        "licence.xml",
        "Attachs/Attachments.xml",
    ),
}

for _name, (_zh, _en, _old, _file) in _LOCATIONS.items():
    case(
        "14",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["PATH_TRAVERSAL"],
        clause="GB/T 33190-2016 7.3",
        twin=_TWIN,
        name=_name,
        why="Signed as it is, so every digest holds; a reader that resolves it reads files of the machine.",
    )(partial(_pointing, _old, f"Doc_0/{_file}"))


@case(
    "14",
    zh="包内的上级目录",
    en="A parent folder inside the package",
    overall="VALID",
    absent=["PATH_TRAVERSAL", "PATH_FALLBACK"],
    clause="GB/T 33190-2016 7.3",
)
def parent_inside() -> bytes:
    """`..` is a legal segment as long as it stays inside."""
    parts = honest()
    name = "Doc_0/Attachs/Attachments.xml"
    parts[name] = parts[name].replace(b"licence.xml", b"../Attachs/./licence.xml")
    return sealed(parts)
