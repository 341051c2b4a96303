"""Row 16: XML that reaches out. GB/T 33190-2016 7.2; XML 1.0 2.8. Signed as it is."""

from collections.abc import Mapping
from functools import partial

from vectors.document import NAMESPACE, honest
from vectors.registry import case
from vectors.signing import How, sealed, sign
from vectors.zipping import package

_TWIN = "0-sealed-v4"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"


def _having(changes: Mapping[str, bytes]) -> bytes:
    return sealed(honest() | dict(changes))


# row 16 ----------------------------------------------------------------------------------------------

_XML = "GB/T 33190-2016 7.2; XML 1.0 2.8"
_ENTITY = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_BILLION = (
    "<!DOCTYPE x ["
    '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


def _with_doctype(name: str, doctype: str, use: str = "") -> bytes:
    """The part with a DOCTYPE behind its declaration, everything signed over it."""
    parts = honest()
    if name == "Doc_0/Signs/Signatures.xml":
        made = sign(parts, How(lock=False))
        return package(made | {name: _declared(made[name], doctype, use)})
    if name == "Doc_0/Signs/Sign_0/Signature.xml":
        return sealed(parts, How(rewrite=lambda raw: _declared(raw, doctype, use)))
    return sealed(parts | {name: _declared(parts[name], doctype, use)})


def _declared(raw: bytes, doctype: str, use: str) -> bytes:
    head, mark, rest = raw.partition(b"?>\n")
    at = rest.index(b">") + 1
    return head + mark + doctype.encode() + rest[:at] + use.encode() + rest[at:]


_DTDS = {
    "entry": ("OFD.xml 含 DTD", "A DTD in OFD.xml", "OFD.xml", "<!DOCTYPE x>", ""),
    "external": (
        "Document.xml 引用外部 DTD",
        "Document.xml names an external DTD",
        "Doc_0/Document.xml",
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "",
    ),
    "xxe": (
        "页面读取本机文件",
        "A page that reads a file of the machine",
        _PAGE,
        _ENTITY,
        "<ofd:X>&x;</ofd:X>",
    ),
    "laughs": ("十亿次大笑", "Billion laughs", "Doc_0/PublicRes.xml", _BILLION, "<ofd:X>&k;</ofd:X>"),
    "list": ("签章列表含 DTD", "A DTD in Signatures.xml", "Doc_0/Signs/Signatures.xml", _ENTITY, ""),
    "description": (
        "签章信息含 DTD",
        "A DTD in Signature.xml",
        "Doc_0/Signs/Sign_0/Signature.xml",
        _BILLION,
        "<ofd:X>&k;</ofd:X>",
    ),
    "annotation": (
        "注释列表含 DTD",
        "A DTD in Annotations.xml",
        "Doc_0/Annots/Annotations.xml",
        _ENTITY,
        "<ofd:X>&x;</ofd:X>",
    ),
}

for _name, (_zh, _en, _file, _doctype, _used) in _DTDS.items():
    case(
        "16",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["XML_DTD"],
        clause=_XML,
        twin=_TWIN,
        name=_name,
        why="No OFD needs a DTD: it reads files, asks the network or fills the memory. Signed so.",
    )(partial(_with_doctype, _file, _doctype, _used))


@case(
    "16",
    zh="UTF-16 编码隐藏的 DTD",
    en="A DTD hidden in UTF-16",
    overall="INVALID",
    clause=_XML,
    twin=_TWIN,
)
def utf16() -> bytes:
    """A search for the word in the bytes does not find it; XML of an OFD is UTF-8."""
    name = "Doc_0/PublicRes.xml"
    shown = _declared(honest()[name], _ENTITY, "<ofd:X>&x;</ofd:X>").decode().replace("UTF-8", "UTF-16")
    return _having({name: shown.encode("utf-16")})


@case("16", zh="XInclude", en="XInclude", overall="VALID", clause=_XML)
def xinclude() -> bytes:
    """An element nobody asked for, nothing more: it is not followed."""
    use = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    return _with_doctype("Doc_0/PublicRes.xml", "", use)


@case(
    "16",
    zh="schemaLocation 指向本机",
    en="A schemaLocation on the writer's machine",
    overall="VALID",
    clause=_XML,
    provenance="real files of one producer",
)
def schema_location() -> bytes:
    """Met in real files, never followed."""
    name = "Doc_0/PublicRes.xml"
    more = (
        f'{NAMESPACE} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.ofdspec.org/2016 file:///C:/schemas/Res.xsd"'
    )
    return _having({name: honest()[name].replace(NAMESPACE.encode(), more.encode())})


@case(
    "16",
    zh="旧的命名空间",
    en="The old namespace",
    overall="VALID",
    codes=["XML_NAMESPACE"],
    clause=_XML,
    provenance="8 of 73 public samples",
)
@case(
    "16",
    zh="旧的命名空间，严格尺度",
    en="The old namespace, strict policy",
    overall="INVALID",
    codes=["XML_NAMESPACE"],
    clause=_XML,
    policy="strict",
    name="strict",
)
def old_namespace() -> bytes:
    """http://www.ofdspec.org, read and mentioned."""
    return sealed({k: v.replace(b"ofdspec.org/2016", b"ofdspec.org") for k, v in honest().items()})
