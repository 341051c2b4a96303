"""Row 36: bytes and fields that a forgiving parser does not show. GB/T 38540-2020 chapter 6, X.690."""

from functools import partial

from openofd.gm import der
from vectors.document import honest, page
from vectors.registry import case
from vectors.ses import Seal, Sealing, extension
from vectors.signing import How, sealed, sealed_with, sign

_FORMAT = "GB/T 38540-2020 6"
_TWIN = "0-sealed-v4"
_VENDOR = "1.2.156.10197.6.7.2.2.1"


@case(
    "36",
    zh="签名值之后有多余字节",
    en="Bytes behind the structure",
    overall="VALID",
    codes=["TRAILING_DATA"],
    clause=_FORMAT,
    provenance="a toolkit whose files carry extra length",
    twin=_TWIN,
)
@case(
    "36",
    zh="签名值之后有多余字节，严格尺度",
    en="Bytes behind the structure, strict policy",
    overall="INVALID",
    codes=["TRAILING_DATA"],
    clause=_FORMAT,
    policy="strict",
    name="strict",
    twin=_TWIN,
)
def trailing() -> bytes:
    """Nobody signed them. A parser that stops at the end of the structure does not even see them."""
    return sealed_with(tail=b"\0hidden")


_UNKNOWN: dict[str, tuple[str, str, dict[str, object]]] = {
    "in-tbs": (
        "待签数据含未知字段",
        "An unknown field in TBS_Sign",
        {"extra": der.encode(0xA1, der.ia5("?"))},
    ),
    "in-seal": (
        "印章含未知字段",
        "An unknown field in the seal",
        {"seal__extra": der.encode(0xA1, der.ia5("?"))},
    ),
    "not-es": (
        "印章头不是 ES",
        "The header of the seal is not ES",
        {"seal__header": lambda raw: raw.replace(b"ES", b"XS", 1)},
    ),
}

for _name, (_zh, _en, _changes) in _UNKNOWN.items():
    case(
        "36",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["SES_FORMAT"],
        clause=_FORMAT,
        twin=_TWIN,
        name=_name,
        why="Signed as it is. A parser that drops what it does not know shows less than was signed.",
    )(partial(sealed_with, **_changes))


@case(
    "36",
    zh="未知的关键扩展",
    en="An unknown critical extension",
    overall="INDETERMINATE",
    codes=["SEAL_EXT_CRITICAL_UNKNOWN"],
    clause=_FORMAT,
    twin=_TWIN,
)
def critical() -> bytes:
    """The maker says: do not judge me unless you understand this."""
    return sealed_with(seal__extensions=der.sequence(extension(_VENDOR, b"2.1", b"\xff")))


@case(
    "36",
    zh="显式写出缺省值的扩展",
    en="An extension with its default written out",
    overall="VALID",
    clause=_FORMAT,
    provenance="a vendor whose extensions say critical FALSE",
)
def default_written() -> bytes:
    """Not DER (X.690 11.5), but common and harmless: what was received is hashed."""
    return sealed_with(seal__extensions=der.sequence(extension(_VENDOR, b"2.1", b"\0")))


@case("36", zh="待签数据的扩展", en="Extensions of TBS_Sign", overall="VALID", clause=_FORMAT)
def tbs_extensions() -> bytes:
    """Uncritical extensions are carried, not judged."""
    listed = der.sequence(extension(_VENDOR, b"2.1"))
    return sealed_with(extensions=der.encode(0xA0, listed))


@case(
    "36",
    zh="改动之外再添一枚签章，版本号有六千位",
    en="Altered, and a signature added whose version has six thousand digits",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_FORMAT,
)
def endless_version() -> bytes:
    """Whoever trips over the second signature, writing down its number, must not forget the first."""
    made = sign(honest(), How(lock=False)) | {"Doc_0/Pages/Page_0/Content.xml": page("")}
    value = Sealing(seal=Seal(said_version=1 << 20_000))
    return sealed(made, How(number=1, value=value, stamps=""))
