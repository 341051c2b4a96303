"""Rows 17, 18, 19, 21: references and their digests. GB/T 33190-2016 18.2.3."""

from collections.abc import Callable
from functools import partial
from hashlib import md5, sha1, sha256

from openofd.gm.sm2 import message_digest
from openofd.gm.sm3 import sm3
from vectors.authority import signer
from vectors.deflate import stored
from vectors.document import honest
from vectors.registry import case
from vectors.ses import Sealing
from vectors.signing import How, sealed, sign, stamp
from vectors.zipping import Entry, entries, package

_REFS = "GB/T 33190-2016 18.2.3"
_TWIN = "0-sealed-v4"

# rows 17 and 18 -----------------------------------------------------------------------------------

_FILE = "/Doc_0/Pages/Page_0/Content.xml"
_VALUE = sm3(honest()[_FILE[1:]])


def _listed_too(more: tuple[str, bytes]) -> bytes:
    return sealed(honest(), How(references=lambda found: [*found, more]))


_AGAIN = {
    "same": ("同一文件列出两次", "One file listed twice", (_FILE, _VALUE)),
    "conflict": ("同一文件有两个不同的摘要", "One file with two digests", (_FILE, sm3(b"another"))),
    "current": (
        "同一文件以 ./ 再列一次",
        "One file listed again with ./",
        (_FILE.replace("/Pages", "/./Pages"), _VALUE),
    ),
    "case": (
        "仅大小写不同的引用",
        "References that differ in case only",
        (_FILE.replace("Content", "content"), _VALUE),
    ),
}

for _name, (_zh, _en, _more) in _AGAIN.items():
    case(
        "17",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["REF_DUPLICATE"],
        clause=_REFS,
        twin=_TWIN,
        name=_name,
        why="A verifier that looks at one of them and a reader that looks at the other disagree. Signed so.",
    )(partial(_listed_too, _more))


@case(
    "18",
    zh="受保护的附件被删除",
    en="A covered attachment is deleted",
    overall="INVALID",
    codes=["REF_MISSING"],
    clause=_REFS,
    twin=_TWIN,
)
def attachment_deleted() -> bytes:
    """What is gone was altered."""
    return package({k: v for k, v in sign(honest()).items() if k != "Doc_0/Attachs/licence.xml"})


@case(
    "18",
    zh="引用了不存在的文件",
    en="A reference to nothing",
    overall="INVALID",
    codes=["REF_MISSING"],
    clause=_REFS,
    twin=_TWIN,
)
def unresolvable() -> bytes:
    """Signed so: the signature claims to protect a file that is not there."""
    return sealed(honest(), How(references=lambda found: [*found, ("/Doc_0/Res/gone.png", _VALUE)]))


@case(
    "18",
    zh="相对引用",
    en="References relative to Signature.xml",
    overall="VALID",
    clause=f"{_REFS}; 7.3",
)
def relative() -> bytes:
    """Against the letter (FileRef is absolute), but the rule for locations resolves them."""
    return sealed(honest(), How(references=lambda found: [(f"../../..{loc}", value) for loc, value in found]))


@case(
    "18",
    zh="缺少前导斜杠的引用",
    en="References without the leading slash",
    overall="VALID",
    codes=["PATH_FALLBACK"],
    clause=f"{_REFS}; 7.3",
    provenance="writers that forget the slash",
)
@case(
    "18",
    zh="缺少前导斜杠的引用，严格尺度",
    en="References without the leading slash, strict policy",
    overall="INVALID",
    codes=["PATH_FALLBACK"],
    clause=f"{_REFS}; 7.3",
    policy="strict",
    name="strict",
)
def rootless() -> bytes:
    """The fallback is said, and the digest is that of the entry really used."""
    return sealed(honest(), How(references=lambda found: [(loc[1:], value) for loc, value in found]))


@case(
    "18",
    zh="引用指向包外",
    en="A reference that leads out of the package",
    overall="INVALID",
    codes=["REF_PATH"],
    clause=f"{_REFS}; 7.3",
)
def leading_out() -> bytes:
    """Resolved on disk it would be a file of the verifier's machine."""
    return sealed(honest(), How(references=lambda found: [*found, ("../../../../etc/passwd", _VALUE)]))


# row 19 -------------------------------------------------------------------------------------------


def _md5(raw: bytes) -> bytes:
    return md5(raw).digest()


def _sha1(raw: bytes) -> bytes:
    return sha1(raw).digest()


def _sha256(raw: bytes) -> bytes:
    return sha256(raw).digest()


def _digested(method: str | None, digest: Callable[[bytes], bytes]) -> bytes:
    return sealed(honest(), How(check_method=method, digest=digest))


_METHODS: dict[str, tuple[str | None, Callable[[bytes], bytes], str, str]] = {
    "md5": ("MD5", _md5, "INVALID", "ALG_POLICY"),
    "sha1": ("SHA1", _sha1, "INVALID", "ALG_POLICY"),
    "absent": (None, _md5, "INVALID", "ALG_POLICY"),
    "keyed": ("1.2.156.10197.1.401.2", sm3, "INDETERMINATE", "ALG_UNKNOWN"),
    "unknown": ("1.2.3.4.5", sm3, "INDETERMINATE", "ALG_UNKNOWN"),
    "sha256": ("SHA256", _sha256, "INDETERMINATE", "ALG_UNKNOWN"),
}


for _name, (_method, _hash, _overall, _code) in _METHODS.items():
    _said = _method or "（未写）"
    case(
        "19",
        zh=f"摘要方法 {_said}",
        en=f"CheckMethod {_method or 'absent, which the schema reads as MD5'}",
        overall=_overall,
        codes=[_code],
        clause=f"{_REFS}; GM/T 0099-2020",
        twin=_TWIN,
        name=_name,
        why="The values are right by the method named; MD5 and SHA-1 are broken, the unknown proves nothing.",
    )(partial(_digested, _method, _hash))

for _name, _method in {"name": "SM3", "lower": "sm3", "oid-1": "1.2.156.10197.1.401.1"}.items():
    case(
        "19",
        zh=f"摘要方法写作 {_method}",
        en=f"CheckMethod written {_method}",
        overall="VALID",
        clause=_REFS,
        provenance="writers that name SM3 in words or by its sub-identifier",
        name=f"sm3-{_name}",
        why="Names of plain SM3 met in files.",
    )(partial(_digested, _method, sm3))


@case(
    "19",
    zh="两个签章摘要方法不同",
    en="Two signatures with different methods",
    overall="INVALID",
    codes=["ALG_POLICY"],
    clause=_REFS,
    twin="8-two-open",
)
def mixed() -> bytes:
    """The first by SM3, the second by MD5: the weak one does not become strong beside the other."""
    first = sign(honest(), How(lock=False))
    second = How(number=1, stamps=stamp(number=101), check_method="MD5", digest=_md5)
    return sealed(first, second)


# row 21 -------------------------------------------------------------------------------------------


def _canonical(raw: bytes) -> bytes:
    return raw.partition(b"?>\n")[2] if raw.startswith(b"<?xml") else raw


@case(
    "21",
    zh="对重新序列化的 XML 计算摘要",
    en="Digests of re-serialised XML",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_REFS,
    twin=_TWIN,
)
def reserialised() -> bytes:
    """The digests are those of the XML without its declaration; a verifier that parses first accepts them."""
    return sealed(honest(), How(digest=lambda raw: sm3(_canonical(raw))))


@case(
    "21",
    zh="对压缩后的字节计算摘要",
    en="Digests of the packed bytes",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_REFS,
    twin=_TWIN,
)
def packed() -> bytes:
    """What lies in the zip is not what is protected."""
    made = sign(honest(), How(digest=lambda raw: sm3(stored(raw))))
    return package([Entry(name=e.name, raw=e.raw, packed=stored(e.raw)) for e in entries(made)])


@case(
    "21",
    zh="原文摘要带 ZA 预处理",
    en="The signed digest is made with ZA",
    overall="INVALID",
    codes=["DATA_HASH"],
    clause="GB/T 38540-2020 7.3 g)",
    provenance="some products compute it so",
    twin=_TWIN,
)
def digest_with_za() -> bytes:
    """SM3(ZA ‖ Signature.xml) in place of SM3(Signature.xml): another digest than the standard's."""
    key = signer().certificate.public_key
    return sealed(honest(), How(value=Sealing(data_hash=lambda raw: message_digest(key, raw))))


@case(
    "21",
    zh="摘要值长度不对",
    en="A check value of the wrong length",
    overall="INVALID",
    codes=["REF_VALUE"],
    clause=_REFS,
    twin=_TWIN,
)
def short_value() -> bytes:
    """Sixteen of the thirty-two bytes: a verifier that compares what there is accepts it."""
    return sealed(honest(), How(digest=lambda raw: sm3(raw)[:16]))


@case("21", zh="BOM 与 CRLF 计入摘要", en="BOM and line ends count", overall="VALID", clause=_REFS)
def bom() -> bytes:
    """Parts with a byte order mark and CRLF, digested as they are."""
    parts = {
        name: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n") if raw.startswith(b"<?xml") else raw
        for name, raw in honest().items()
    }
    return sealed(parts)


@case(
    "21",
    zh="签章信息按重新序列化计算摘要",
    en="The signed digest is that of a re-serialised Signature.xml",
    overall="INVALID",
    codes=["DATA_HASH"],
    clause="GB/T 38540-2020 7.3 g)",
    twin=_TWIN,
)
def description_reserialised() -> bytes:
    """The same trick one level higher."""
    return sealed(honest(), How(value=Sealing(data_hash=lambda raw: sm3(_canonical(raw)))))
