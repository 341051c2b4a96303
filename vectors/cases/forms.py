"""§4.5 and row 37: the forms of a signature, how they are told apart. GM/T 0031; GB/T 38540; GB/T 35275."""

from base64 import b64encode
from datetime import datetime
from functools import partial

from openofd.gm import der, sm2
from openofd.gm.sm3 import sm3
from vectors.authority import SIGNED, Person, issuing, person, rogue, signer
from vectors.document import honest
from vectors.registry import case
from vectors.ses import Seal, Sealing, bits, extension, utc_time
from vectors.signed_data import CONTENT_TYPE, MESSAGE_DIGEST, Info, SignedData, attribute, bare
from vectors.signing import How, sealed
from vectors.stamps import Token

_V1, _V4, _V5 = "GM/T 0031-2014 6", "GB/T 38540-2020 6", "GM/T 0031-2025"
_CMS = "GB/T 35275-2017; GM/T 0099-2020 7.2.2"


def _with(**changes: object) -> bytes:
    return sealed(honest(), How(value=Sealing().having(**changes)))


def _first(**changes: object) -> bytes:
    return _with(**({"seal": Seal(version=1)} | changes))


@case("4.5", zh="第 1 版签章", en="A seal signature of version 1", overall="VALID", clause=_V1)
def v1() -> bytes:
    """Two elements outside, seven in TBS_Sign; certificate and algorithm are signed."""
    return _first()


for _number in (2, 3, 11):
    case(
        "4.5",
        zh=f"第 1 版结构，版本号写作 {_number}",
        en=f"The shape of version 1 with the number {_number}",
        overall="VALID",
        clause=_V1,
        provenance="toolkits that number the same shape otherwise",
        name=f"v1-number-{_number}",
        why="The standard's own example is 11; others count 2 or 3. The shape decides.",
    )(partial(_with, seal=Seal(version=1, said_version=_number), version=_number))

_TIMES = {
    "text": ("ISO 文本", "ISO text", bits(b"2026-07-01T02:03:04.000Z")),
    "local-text": ("本地时间文本", "local text", bits(b"2026-07-01 10:03:04")),
    "octets": ("OCTET STRING", "an OCTET STRING", der.octets(utc_time(SIGNED))),
}
for _name, (_zh, _en, _time) in _TIMES.items():
    case(
        "4.5",
        zh=f"第 1 版时间为{_zh}",
        en=f"timeInfo of version 1 as {_en}",
        overall="VALID",
        clause=f"{_V1}.2.1",
        provenance="open-source and bidding-platform writers",
        name=f"v1-time-{_name}",
        why="The standard leaves open what stands in the BIT STRING.",
    )(partial(_first, time_info=_time))

_LISTED = der.sequence(extension("1.2.156.10197.6.7.2.2.1", b"2.1"))
_EXTENSIONS = {
    "plain": ("SEQUENCE", "a SEQUENCE", _LISTED),
    "explicit": ("[0] EXPLICIT", "[0] EXPLICIT", der.encode(0xA0, _LISTED)),
    "octets": ("OCTET STRING", "an OCTET STRING", der.octets(_LISTED)),
}
for _name, (_zh, _en, _listed) in _EXTENSIONS.items():
    case(
        "4.5",
        zh=f"第 1 版扩展为 {_zh}",
        en=f"extDatas of version 1 as {_en}",
        overall="VALID",
        clause=f"{_V1}.1.1",
        provenance="bidding platforms among others",
        name=f"v1-extensions-{_name}",
        why="Printed without a tag number in the standard; implementations differ.",
    )(partial(_with, seal=Seal(version=1, extensions=_listed)))


@case(
    "4.5",
    zh="第 1 版印章用 GeneralizedTime",
    en="A seal of version 1 with GeneralizedTime",
    overall="VALID",
    clause=f"{_V1}.1.1",
    provenance="bidding platforms",
)
def v1_generalized() -> bytes:
    """The standard says UTCTime."""

    def encode(moment: datetime) -> bytes:
        return der.generalized_time(moment)

    return _with(seal=Seal(version=1, time=encode))


@case(
    "4.5",
    zh="第 1 版：制章签名只覆盖印章信息",
    en="Version 1: the maker signed the seal's information only",
    overall="INVALID",
    codes=["SEAL_SIG"],
    clause=f"{_V1}.1.2",
    twin="s45-v1",
)
def v1_info_only() -> bytes:
    """In version 1 certificate and algorithm are signed, too; a value over less is not the maker's."""

    class Short(Seal):
        @property
        def der(self) -> bytes:
            """The parts of version 1 with the value of version 4."""
            e = sm2.message_digest(self.maker.certificate.public_key, self.info)
            value = self.maker.sign_digest(e)
            shown = der.octets(self.maker.certificate.der)
            return der.sequence(self.info, der.sequence(shown, der.oid(self.algorithm), bits(value)))

    return _with(seal=Short(version=1))


@case("4.5", zh="第 5 版签章", en="A seal signature of version 5", overall="VALID", clause=_V5)
def v5() -> bytes:
    """As version 4 with another number."""
    return _with(seal=Seal(version=5))


@case(
    "4.5", zh="第 5 版印章带时间戳", en="A seal of version 5 with a time stamp", overall="VALID", clause=_V5
)
def v5_stamped() -> bytes:
    """The token is over the maker's value and not older than the making."""
    return _with(seal=Seal(version=5, stamper=Token()))


_NUMBERS: dict[str, tuple[str, str, dict[str, object]]] = {
    "v4-says-1": (
        "第 4 版结构，印章版本号写作 1",
        "The shape of version 4, the seal says 1",
        {"seal": Seal(said_version=1)},
    ),
    "v4-says-9": ("印章版本号写作 9", "The seal says 9", {"seal": Seal(said_version=9)}),
    "tbs-other": ("签章与印章的版本号不同", "Signature and seal have different numbers", {"version": 5}),
    "v1-says-4": (
        "第 1 版结构，版本号写作 4",
        "The shape of version 1, the seal says 4",
        {"seal": Seal(version=1, said_version=4)},
    ),
}
for _name, (_zh, _en, _changes) in _NUMBERS.items():
    for _policy, _overall, _suffix in (("standard", "VALID", ""), ("strict", "INVALID", "-strict")):
        case(
            "4.5",
            zh=_zh + ("，严格尺度" if _suffix else ""),
            en=_en + (", strict policy" if _suffix else ""),
            overall=_overall,
            codes=["SES_VERSION_MISMATCH"],
            clause=f"{_V1}; {_V4}; {_V5}",
            policy=_policy,
            name=_name + _suffix,
            why="The shape decides what is signed; the number is checked against it and contradicts it.",
        )(partial(_with, **_changes))


# row 37 ----------------------------------------------------------------------------------------------


def _sign(value: object) -> bytes:
    assert callable(value)
    return sealed(honest(), How(type="Sign", value=value, stamps=""))


@case("37", zh="35275 带属性的签名", en="SignedData with attributes (form B)", overall="VALID", clause=_CMS)
def form_b() -> bytes:
    """The attributes hold the digest of Signature.xml and are what is signed."""
    return _sign(SignedData())


@case("37", zh="35275 附带摘要的签名", en="SignedData over the digest (form A)", overall="VALID", clause=_CMS)
def form_a() -> bytes:
    """The digest is the content, and is what is signed."""
    return _sign(SignedData(infos=(Info(form="A"),)))


@case(
    "37",
    zh="内容类型标识混用",
    en="Two identifiers of the type data",
    overall="VALID",
    clause=_CMS,
    provenance="a vendor whose inner type is that of PKCS #7",
)
def mixed_types() -> bytes:
    """Inner type of PKCS #7, attribute of GB/T 35275: both mean data."""
    return _sign(SignedData(inner_type="1.2.840.113549.1.7.1"))


@case("37", zh="算法标识带 NULL 参数", en="Algorithms with NULL parameters", overall="VALID", clause=_CMS)
def null_parameters() -> bytes:
    """With or without: both are met."""
    return _sign(SignedData(infos=(Info(parameters=b"\5\0"),)))


@case(
    "37",
    zh="摘要算法写作 SHA-1",
    en="SHA-1 is named as the digest algorithm",
    overall="INVALID",
    codes=["ALG_MISMATCH"],
    clause=_CMS,
    twin="37-form-b",
)
def other_digest_algorithm() -> bytes:
    """The digest is SM3's, the name is another's: whoever believes the name computes something else."""
    return _sign(SignedData(infos=(Info(digest_algorithm="1.3.14.3.2.26"),)))


@case(
    "37",
    zh="裸签名值",
    en="The naked value (form C)",
    overall="INDETERMINATE",
    codes=["SIGNER_CERT_MISSING"],
    clause=_CMS,
)
def form_c() -> bytes:
    """Nobody says whose it is: it cannot be verified, which does not make it wrong."""
    return _sign(bare)


@case(
    "37",
    zh="没有签名者",
    en="No signer at all",
    overall="INVALID",
    codes=["SIGNED_DATA_EMPTY"],
    clause=_CMS,
)
def no_signer() -> bytes:
    """An empty set: a loop over it finds nothing wrong."""
    return _sign(SignedData(infos=(), content=None, certificates=(signer(),)))


@case("37", zh="两名签名者", en="Two signers", overall="VALID", clause=_CMS)
def two_signers() -> bytes:
    """Both hold."""
    return _sign(SignedData(infos=(Info(), Info(who=_second()))))


@case(
    "37",
    zh="两名签名者，一名无效",
    en="Two signers, one of them wrong",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause=_CMS,
    twin="37-two-signers",
)
def one_wrong() -> bytes:
    """A verifier that stops at the first that holds accepts it."""
    return _sign(SignedData(infos=(Info(), Info(who=_second(), over=b"something else"))))


def _second() -> Person:
    return person("演示第二签名人", issuer=issuing())


@case(
    "37",
    zh="同颁发者同序列号的假证书",
    en="A forged certificate of the same issuer and serial number",
    overall="INVALID",
    codes=["CHAIN_SIGNATURE"],
    clause=_CMS,
    twin="37-form-b",
)
def namesake_certificate() -> bytes:
    """SignerInfo names issuer and serial; the attacker's certificate has both, and his own key."""
    own = Person(key=rogue().key, certificate=issuing().certificate)
    forged = person("演示签章人", issuer=own, key="rogue signer", serial="演示签章人")
    assert forged.certificate.serial == signer().certificate.serial
    return _sign(SignedData(infos=(Info(who=forged),), certificates=(signer(), forged)))


_DIGEST = attribute(MESSAGE_DIGEST, der.octets(sm3(b"another")))
_ATTRIBUTES: dict[str, tuple[str, str, str, Info]] = {
    "no-content-type": (
        "缺少内容类型属性",
        "No contentType attribute",
        "SIGNED_ATTRIBUTES",
        Info(drop=(CONTENT_TYPE,)),
    ),
    "no-digest": (
        "缺少摘要属性",
        "No messageDigest attribute",
        "SIGNED_ATTRIBUTES",
        Info(drop=(MESSAGE_DIGEST,)),
    ),
    "two-digests": (
        "两个摘要属性",
        "Two messageDigest attributes",
        "SIGNED_ATTRIBUTES",
        Info(more=(_DIGEST,)),
    ),
    "two-types": (
        "两个内容类型属性",
        "Two contentType attributes",
        "SIGNED_ATTRIBUTES",
        Info(more=(attribute(CONTENT_TYPE, der.oid("1.2.840.113549.1.7.2")),)),
    ),
    "two-values": (
        "摘要属性有两个值",
        "messageDigest with two values",
        "SIGNED_ATTRIBUTES",
        Info(
            drop=(MESSAGE_DIGEST,),
            more=(attribute(MESSAGE_DIGEST, der.octets(sm3(b"")), der.octets(sm3(b"a"))),),
        ),
    ),
    "other-digest": (
        "摘要属性是别的原文的",
        "messageDigest of something else",
        "DATA_HASH",
        Info(digest=sm3(b"another")),
    ),
    "other-type": (
        "内容类型属性与内容不符",
        "contentType is not that of the content",
        "SIGNED_ATTRIBUTES",
        Info(drop=(CONTENT_TYPE,), more=(attribute(CONTENT_TYPE, der.oid("1.2.156.10197.6.1.4.2.3")),)),
    ),
}
for _name, (_zh, _en, _code, _info) in _ATTRIBUTES.items():
    case(
        "37",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=[_code],
        clause=_CMS,
        twin="37-form-b",
        name=_name,
        why="The attributes are signed as they are. Exactly one of each is required.",
    )(partial(_sign, SignedData(infos=(_info,))))


@case(
    "37",
    zh="属性没有被签名",
    en="The attributes are not what is signed",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause=_CMS,
    twin="37-form-b",
)
def attributes_unsigned() -> bytes:
    """The digest in the attributes is right, but the value is over the digest alone: they can be swapped."""

    def value(message: bytes, name: str) -> bytes:
        return SignedData(infos=(Info(over=sm3(message)),))(message, name)

    return _sign(value)


@case(
    "37",
    zh="附带的摘要是别的原文的",
    en="The content is the digest of something else",
    overall="INVALID",
    codes=["DATA_HASH"],
    clause=_CMS,
    twin="37-form-a",
)
def other_content() -> bytes:
    """Signed correctly, over another Signature.xml."""

    def value(message: bytes, name: str) -> bytes:
        return SignedData(infos=(Info(form="A", over=sm3(b"another")),), content=sm3(b"another"))(
            message, name
        )

    return _sign(value)


@case(
    "37",
    zh="附带的摘要为 Base64 文本",
    en="The content is the digest as Base64 text",
    overall="VALID",
    codes=["SIG_ENCODING_NONSTANDARD"],
    clause=_CMS,
    provenance="an open-source writer",
)
def base64_content() -> bytes:
    """Accepted by the leading library; the value is over the text."""

    def value(message: bytes, name: str) -> bytes:
        text = b64encode(sm3(message))
        return SignedData(infos=(Info(form="A", over=text),), content=text)(message, name)

    return _sign(value)


@case(
    "37",
    zh="证书不在签名数据中",
    en="The signer's certificate is not enclosed",
    overall="INDETERMINATE",
    codes=["SIGNER_CERT_MISSING"],
    clause=_CMS,
)
def certificate_missing() -> bytes:
    """It cannot be verified without it; that is no proof of forgery."""
    return _sign(SignedData(certificates=()))
