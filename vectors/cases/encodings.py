"""Rows 33, 34 and §5.3: names of algorithms, encodings of values. GB/T 35276-2017; X.690; GB/T 32918.2-2016.

The deviations are those met in real files whose value is right over the bytes received. They are accepted
with a warning that names them, and refused by a strict policy.
"""

from collections.abc import Callable
from functools import cache, partial

from openofd.gm import der, sm2
from openofd.gm.sm2 import N
from openofd.gm.sm3 import sm3
from vectors.authority import START, issuing, signer
from vectors.document import honest
from vectors.keys import Pair, encoded, raw
from vectors.registry import case
from vectors.ses import SM2_WITH_SM3, Seal, Sealing, bits, utc_time
from vectors.signing import How, sealed

_DER = "GB/T 35276-2017; X.690 8.3, 8.6, 11.2"
_TWIN = "0-sealed-v4"
_GENERALIZED = der.GENERALIZED_TIME


def _with(**changes: object) -> bytes:
    return sealed(honest(), How(value=Sealing().having(**changes)))


def _integer(content: bytes) -> bytes:
    return der.encode(der.INTEGER, content)


def _unsigned(pair: Pair) -> bytes:
    """Without the leading 00 that keeps them positive."""
    return der.sequence(*(_integer(n.to_bytes(32)) for n in pair))


def _padded(pair: Pair) -> bytes:
    """With one needless leading 00 each."""
    return der.sequence(*(_integer(b"\0" + der.integer(n)[2:]) for n in pair))


def _high(r: int, _s: int) -> bool:
    return r >> 255 == 1


def _low(r: int, s: int) -> bool:
    return r >> 255 == s >> 255 == 0


def _high_s(r: int, s: int) -> bool:
    return r >> 255 == 0 and s >> 255 == 1


def _utc_in_generalized(moment: object) -> bytes:
    assert isinstance(moment, type(START))
    return der.encode(_GENERALIZED, utc_time(moment)[2:])


_V1 = Seal(version=1)
_DEVIATIONS: dict[str, tuple[str, str, str, dict[str, object]]] = {
    "unused-1": ("签名值声称有 1 个未用位", "The signature claims 1 unused bit", "", {"unused": 1}),
    "unused-2": ("签名值声称有 2 个未用位", "The signature claims 2 unused bits", "", {"unused": 2}),
    "unused-3": ("签名值声称有 3 个未用位", "The signature claims 3 unused bits", "", {"unused": 3}),
    "hash-unused": ("原文摘要声称有未用位", "dataHash claims unused bits", "", {"hash_unused": 1}),
    "seal-unused": (
        "制章签名声称有未用位",
        "The maker's signature claims unused bits",
        "",
        {"seal__unused": 2},
    ),
    "v1-unused": ("V1 签名值声称有未用位", "The same in version 1", "", {"seal": _V1, "unused": 3}),
    "v1-hash-unused": (
        "V1 原文摘要声称有未用位",
        "dataHash in version 1",
        "",
        {"seal": _V1, "hash_unused": 2},
    ),
    "raw": ("签名值为 64 字节 r‖s", "The signature is r ‖ s, 64 bytes", "", {"encode": raw}),
    "raw-unused": ("64 字节 r‖s 且声称有未用位", "r ‖ s with unused bits", "", {"encode": raw, "unused": 2}),
    "seal-raw": ("制章签名为 64 字节 r‖s", "The maker's signature is r ‖ s", "", {"seal__encode": raw}),
    "negative-r": ("r 缺前导 00", "r lacks its leading 00", "", {"encode": _unsigned, "wanted": _high}),
    "negative-s": ("s 缺前导 00", "s lacks its leading 00", "", {"encode": _unsigned, "wanted": _high_s}),
    "padded": ("r、s 有多余的前导 00", "Needless leading 00", "", {"encode": _padded, "wanted": _low}),
    "padded-high": (
        "r 已有前导 00 又多一个",
        "One more leading 00 than needed",
        "",
        {"encode": _padded, "wanted": _high},
    ),
    "utc-in-generalized": (
        "GeneralizedTime 标签里是 UTCTime 文本",
        "UTCTime text under the tag of GeneralizedTime",
        "",
        {"time_info": _utc_in_generalized(Sealing().at)},
    ),
    "sequence-in-header": (
        "印章中该是基本类型处为 SEQUENCE",
        "A SEQUENCE where the seal has a primitive",
        "",
        {"seal__header": lambda raw: der.sequence(raw[2:-9] + der.sequence(raw[-9:]))},
    ),
    "content-type-oid": (
        "签名算法写成内容类型标识",
        "signatureAlgID is the identifier of a content type",
        "",
        {"algorithm": "1.2.156.10197.6.1.4.2.2"},
    ),
}

for _name, (_zh, _en, _, _changes) in _DEVIATIONS.items():
    for _policy, _overall, _suffix in (("standard", "VALID", ""), ("strict", "INVALID", "-strict")):
        case(
            "5.3",
            zh=_zh + ("，严格尺度" if _suffix else ""),
            en=_en + (", strict policy" if _suffix else ""),
            overall=_overall,
            codes=["SIG_ENCODING_NONSTANDARD"],
            clause=_DER,
            provenance="bank receipts, vouchers and tickets of several vendors",
            policy=_policy,
            twin="s45-v1" if _name.startswith("v1") else _TWIN,
            name=_name + _suffix,
            why="The value is right over the bytes received, which are not those the standard prescribes.",
        )(partial(_with, **_changes))


@case(
    "5.3",
    zh="签名值少一个字节",
    en="The signature is one byte short",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause=_DER,
    twin=_TWIN,
    provenance="a voucher of one vendor",
)
def short() -> bytes:
    """No reading of it is right."""
    return _with(encode=lambda pair: encoded(pair)[:-1])


@case(
    "5.3",
    zh="r‖s 少一个字节",
    en="r ‖ s is one byte short",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause=_DER,
    twin=_TWIN,
)
def raw_short() -> bytes:
    """No reading of it is right."""
    return _with(encode=lambda pair: raw(pair)[:-1])


@case(
    "5.3",
    zh="签名直接作用于 Signature.xml",
    en="The value is over Signature.xml itself",
    overall="INDETERMINATE",
    codes=["SIG_OVER_DESCRIPTION"],
    clause="GB/T 38540-2020 6.2",
    provenance="old toolkits of version 1",
    twin="s45-v1",
)
def over_the_description() -> bytes:
    """Shaped like a seal signature, but the signer never signed the seal, the time or the path in it."""
    return _with(seal=_V1, over=lambda _tbs, xml: xml)


@case(
    "5.3",
    zh="引用的文件夹大小写不同",
    en="A reference whose folder differs in case",
    overall="INVALID",
    codes=["REF_MISSING"],
    clause="GB/T 33190-2016 7.3",
    provenance="writers on systems that ignore case",
    twin=_TWIN,
)
def folder_case() -> bytes:
    """TPLS in the reference, Tpls in the package: the protected file is not there. Case counts."""
    return sealed(
        honest(), How(references=lambda found: [(loc.replace("/Tpls/", "/TPLS/"), v) for loc, v in found])
    )


def _template_in_capitals() -> bytes:
    parts = honest()
    name = "Doc_0/Document.xml"
    return sealed(parts | {name: parts[name].replace(b"Tpls/Tpl_0", b"TPLS/Tpl_0")})


_CAPITALS = cache(_template_in_capitals)
case(
    "5.3",
    zh="模板的文件夹大小写不同（验证）",
    en="The folder of a template differs in case (verify)",
    overall="INVALID",
    codes=["REF_MISSING"],
    clause="GB/T 33190-2016 7.3",
    provenance="writers on systems that ignore case",
    twin=_TWIN,
    name="template-case-verify",
    file="s53-template-case",
    why="One reader shows the template, another leaves it out: what was signed is not one picture.",
)(_CAPITALS)
case(
    "5.3",
    zh="模板的文件夹大小写不同（绘制）",
    en="The folder of a template differs in case (draw)",
    overall="ANSWERED",
    codes=["PATH_CASE"],
    clause="GB/T 33190-2016 7.3",
    provenance="writers on systems that ignore case",
    operation="render",
    name="template-case-render",
    file="s53-template-case",
    why="For drawing it may be found, and it must be said.",
)(_CAPITALS)


@case(
    "5.3",
    zh="图层类型拼错",
    en="A layer of the type Backqround",
    overall="VALID",
    clause="GB/T 33190-2016 7.7",
    provenance="a producer that misspells it",
    policy="strict",
)
@case(
    "5.3",
    zh="图层类型拼错（绘制）",
    en="A layer of the type Backqround (draw)",
    overall="ANSWERED",
    absent=["OBJECT_UNREADABLE", "XML_VALUE"],
    clause="GB/T 33190-2016 7.7",
    provenance="a producer that misspells it",
    operation="render",
    name="render",
)
def misspelt_layer() -> bytes:
    """It is signed as it is; whoever draws it takes it for the body."""
    name = "Doc_0/Tpls/Tpl_0/Content.xml"
    return sealed(honest() | {name: honest()[name].replace(b"Background", b"Backqround")})


# row 33 ----------------------------------------------------------------------------------------------

_ECDSA, _RSA = "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11"
_NAMES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "ecdsa": ("签名算法写作 ECDSA", "signatureAlgID says ECDSA", partial(_with, algorithm=_ECDSA)),
    "rsa": ("签名算法写作 RSA", "signatureAlgID says RSA", partial(_with, algorithm=_RSA)),
    "seal-ecdsa": (
        "印章算法写作 ECDSA",
        "signAlgID of the seal says ECDSA",
        partial(_with, seal__algorithm=_ECDSA),
    ),
    "method-none": (
        "SignatureMethod 写作 NONE",
        "SignatureMethod says NONE",
        partial(sealed, honest(), How(method="NONE")),
    ),
    "method-rsa": (
        "SignatureMethod 写作 RSA",
        "SignatureMethod says RSA",
        partial(sealed, honest(), How(method=_RSA)),
    ),
}

for _name, (_zh, _en, _make) in _NAMES.items():
    case(
        "33",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["ALG_MISMATCH"],
        clause="GB/T 38540-2020 7.2 b), 7.3 b); GB/T 33190-2016 18.2.1",
        twin=_TWIN,
        name=_name,
        why="The value is a right SM2 value. Whoever lets the file choose the algorithm can be led anywhere.",
    )(_make)


_RSA_KEY = "1.2.840.113549.1.1.1"


def _rsa_certificate() -> bytes:
    """The signer's certificate with an RSA key in place of his own, issued by the same CA."""
    whole = signer().certificate.der
    tbs = der.children(whole, der.read(whole))[0]
    fields = [field.raw(whole) for field in der.children(whole, tbs)]
    modulus = int.from_bytes(b"".join(sm3(bytes((n,))) for n in range(8))) | 1 << 2047 | 1
    key = der.sequence(der.integer(modulus), der.integer(65537))
    fields[6] = der.sequence(der.sequence(der.oid(_RSA_KEY), b"\5\0"), bits(key))
    signed = der.sequence(*fields)
    value = issuing().sign_digest(sm2.message_digest(issuing().certificate.public_key, signed))
    return der.sequence(signed, der.sequence(der.oid(SM2_WITH_SM3)), bits(value))


class _Rsa(Sealing):
    """Shows the RSA certificate."""

    def shown(self) -> bytes:
        """Its octets."""
        return der.octets(_rsa_certificate())


def _by_rsa(algorithm: str) -> bytes:
    seal = Seal(certificates=der.sequence(der.octets(_rsa_certificate())))
    value = _Rsa(seal=seal, algorithm=algorithm, encode=lambda _: b"\1" * 256)
    method = None if algorithm == _RSA else SM2_WITH_SM3
    return sealed(honest(), How(value=value, method=method))


@case(
    "33",
    zh="RSA 签章",
    en="A seal signature by RSA",
    overall="INDETERMINATE",
    codes=["ALG_UNSUPPORTED"],
    clause="GM/T 0031-2014 6.2; GM/T 0099-2020 7.2.2",
)
def rsa_key() -> bytes:
    """Key and names agree, but it is no SM2: reported, not judged."""
    return _by_rsa(_RSA)


@case(
    "33",
    zh="RSA 密钥，算法写作 SM2",
    en="An RSA key under the name of SM2",
    overall="INVALID",
    codes=["ALG_MISMATCH"],
    clause="GB/T 38540-2020 7.3 b)",
    twin="33-rsa-key",
)
def rsa_key_said_sm2() -> bytes:
    """No RSA key makes SM2 values."""
    return _by_rsa(SM2_WITH_SM3)


# row 34 ----------------------------------------------------------------------------------------------


def _long_form(pair: Pair) -> bytes:
    inner = encoded(pair)
    return bytes((inner[0], 0x81)) + inner[1:]


_TWINS: dict[str, tuple[str, str, Callable[[Pair], bytes]]] = {
    "mirror": ("(r, n−s)", "(r, n − s)", lambda p: encoded((p[0], N - p[1]))),
    "r-plus-n": ("(r+n, s)", "(r + n, s)", lambda p: encoded((p[0] + N, p[1]))),
    "s-plus-n": ("(r, s+n)", "(r, s + n)", lambda p: encoded((p[0], p[1] + N))),
    "zero": ("(0, s)", "(0, s)", lambda p: encoded((0, p[1]))),
    "swapped": ("(s, r)", "(s, r)", lambda p: encoded((p[1], p[0]))),
    "three-integers": ("三个整数", "Three integers", lambda p: der.sequence(*map(der.integer, (*p, 1)))),
}

for _name, (_zh, _en, _twin) in _TWINS.items():
    case(
        "34",
        zh=f"签名值变形：{_zh}",
        en=f"A twin of the value: {_en}",
        overall="INVALID",
        codes=["SIG_VALUE"],
        clause="GB/T 32918.2-2016 7.1",
        twin=_TWIN,
        name=_name,
        why="Unlike ECDSA, SM2 has no second value for the same signature; numbers have a range.",
    )(partial(_with, encode=_twin))


@case(
    "34",
    zh="签名值用非最短长度，严格尺度",
    en="A length that is not the shortest, strict policy",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause=_DER,
    policy="strict",
    twin=_TWIN,
)
def long_length() -> bytes:
    """BER allows it, DER does not: the same numbers in other bytes."""
    return _with(encode=_long_form)
