"""Rows 24 to 28, 32, 35: the seal, its maker and who may use it. GB/T 38540-2020 6.1, 7.2, 7.3.

Attackers here have keys and a CA of their own; what they lack are the keys of the maker and of the signer.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import count

from openofd.gm import der
from vectors.authority import (
    CA_USAGE,
    ENCRYPTION_USAGE,
    SIGN_USAGE,
    SIGNED,
    START,
    YEAR,
    Person,
    issuing,
    maker,
    person,
    rogue,
    root,
    second_root,
    signer,
)
from vectors.document import honest, page
from vectors.pictures import png
from vectors.registry import case
from vectors.ses import Seal, Sealing, certificate_digests, certificate_list
from vectors.signing import How, sealed, sealed_with, sign
from vectors.zipping import package

_SEAL, _LIST, _CHAIN = (
    "GB/T 38540-2020 7.2",
    "GB/T 38540-2020 7.3 c)",
    "GB/T 38540-2020 7.2 c), 7.3 e); GB/T 20518",
)
_TWIN = "0-sealed-v4"


# row 24 ----------------------------------------------------------------------------------------------


@case("24", zh="另存的印章文件", en="A stored Seal.esl", overall="VALID", clause="GB/T 33190-2016 18.2.2")
def seal_file() -> bytes:
    """Seal.esl equals the seal inside the signature value, and is covered."""
    return sealed(honest(), How(seal_file=Seal().der))


@case(
    "24",
    zh="印章文件被换成另一枚印章",
    en="Seal.esl is another seal than the embedded one",
    overall="INVALID",
    codes=["SEAL_MISMATCH"],
    clause="GB/T 33190-2016 18.2.2",
    twin="24-seal-file",
)
def seal_file_replaced() -> bytes:
    """Left uncovered and replaced by a genuine seal of the same maker: readers that show Seal.esl show it."""
    other = Seal(name="另一印章（演示专用）", seal_id="2100000000002", picture=png(16, (0, 0, 200)))
    name = "Doc_0/Signs/Sign_0/Seal.esl"
    made = sign(honest(), How(seal_file=Seal().der, covers=lambda entry: entry != name))
    return package(made | {name: other.der})


@case(
    "24",
    zh="签章人自己放入了不同的印章文件",
    en="A different Seal.esl, signed as it is",
    overall="INVALID",
    codes=["SEAL_MISMATCH"],
    clause="GB/T 33190-2016 18.2.2",
    twin="24-seal-file",
)
def seal_file_signed() -> bytes:
    """Every digest holds; the picture outside is not the one the maker signed."""
    return sealed(honest(), How(seal_file=Seal(name="另一印章（演示专用）").der))


# row 25 ----------------------------------------------------------------------------------------------


@cache
def colleague() -> Person:
    """Certified by the same CA, but not in the list of the seal."""
    return person("演示同事", issuer=issuing())


@cache
def _rogue_seal() -> Seal:
    return Seal(maker=rogue("演示制章人"), people=(rogue(),))


@case(
    "25",
    zh="真印章的图像放进自制的印章",
    en="The picture of a genuine seal in a home-made one",
    overall="INDETERMINATE",
    codes=["CHAIN_INCOMPLETE"],
    clause=f"{_SEAL} c)",
    twin=_TWIN,
)
def picture_stolen() -> bytes:
    """All names are those of the genuine people, every value holds, but nobody trusted certified the keys."""
    return sealed_with(seal=_rogue_seal(), signer=rogue())


@case(
    "25",
    zh="制章签名是别人的",
    en="The seal is signed by another key than its maker's",
    overall="INVALID",
    codes=["SEAL_SIG"],
    clause=f"{_SEAL} b)",
    twin=_TWIN,
)
def maker_impersonated() -> bytes:
    """A colleague, himself trusted, makes a seal for himself and shows the maker's certificate in it."""
    return sealed_with(
        seal=Seal(maker=colleague(), certificate=maker(), people=(colleague(),)), signer=colleague()
    )


@case(
    "25",
    zh="印章图像被替换",
    en="The picture inside a genuine seal is replaced",
    overall="INVALID",
    codes=["SEAL_SIG"],
    clause=f"{_SEAL} b)",
    twin=_TWIN,
)
def picture_replaced() -> bytes:
    """The genuine signer alters the seal and signs over it: his own value holds, the maker's does not."""

    class Altered(Seal):
        @property
        def der(self) -> bytes:
            """The genuine seal with another picture of the same length."""
            old, new = png(), png(16, (0, 0, 200))
            assert len(old) == len(new)
            return super().der.replace(old, new)

    return sealed_with(seal=Altered())


# row 26 ----------------------------------------------------------------------------------------------


@case(
    "26",
    zh="签章人不在印章的证书列表中",
    en="The signer is not in the list of the seal",
    overall="INVALID",
    codes=["CERT_NOT_IN_SEAL"],
    clause=_LIST,
    twin=_TWIN,
)
def not_in_seal() -> bytes:
    """A genuine seal, copied from any file that shows it, used by a colleague with a genuine certificate."""
    return sealed_with(signer=colleague())


@case("26", zh="证书列表为摘要", en="A list of digests", overall="VALID", clause=_LIST)
def digests() -> bytes:
    """List type 2: the SM3 digest of the signer's certificate."""
    return sealed_with(seal__list_type=2)


@case(
    "26",
    zh="签章人不在印章的摘要列表中",
    en="The signer is not in the list of digests",
    overall="INVALID",
    codes=["CERT_NOT_IN_SEAL"],
    clause=_LIST,
    twin="26-digests",
)
def not_in_digests() -> bytes:
    """The same for list type 2."""
    return sealed_with(seal__list_type=2, signer=colleague())


@case("26", zh="两名签章人", en="Two signers in the list", overall="VALID", clause=_LIST)
def second_in_list() -> bytes:
    """The second of the list signs."""
    return sealed_with(seal__people=(signer(), colleague()), signer=colleague())


# row 27 ----------------------------------------------------------------------------------------------

_LISTS = {
    "digests-said": ("声明为摘要，实为证书", "Digests are announced, certificates listed", 2, "certificates"),
    "certificates-said": ("声明为证书，实为摘要", "Certificates are announced, digests listed", 1, "digests"),
    "empty": ("证书列表为空", "An empty list", 1, "nothing"),
    "empty-digests": ("摘要列表为空", "An empty list of digests", 2, "nothing"),
    "unknown-type": ("证书列表类型未定义", "A list type that is not defined", 3, "certificates"),
}


def _listing(kind: int, content: str) -> bytes:
    made = {"certificates": certificate_list, "digests": certificate_digests}.get(content)
    listed = der.sequence() if made is None else made((signer(),))
    return sealed_with(seal__list_type=kind, seal__certificates=listed)


for _name, (_zh, _en, _type, _content) in _LISTS.items():
    case(
        "27",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["SES_FORMAT"],
        clause="GB/T 38540-2020 6.1.3",
        twin=_TWIN,
        name=_name,
        why="Signed by the maker as it is; whom the seal admits depends on how a reader guesses.",
    )(partial(_listing, _type, _content))


# row 28 ----------------------------------------------------------------------------------------------


@cache
def _end_entity_issuer() -> Person:
    return person("演示非签发者", issuer=root(), usage=(*SIGN_USAGE, *CA_USAGE))


@cache
def _no_signing_ca() -> Person:
    return person("演示无权签发者", issuer=root(), ca=True, usage=("cRLSign",))


@cache
def _deep() -> Person:
    return person("演示下级机构", issuer=issuing(), ca=True, usage=CA_USAGE)


def _signers() -> dict[str, Person]:
    return {
        "self-signed": person("演示签章人", issuer=None, key="self-signed"),
        "unknown-ca": rogue(),
        "encryption": person("演示签章人", issuer=issuing(), key="encryption", usage=ENCRYPTION_USAGE),
        "not-a-ca": person("演示签章人", issuer=_end_entity_issuer(), key="below an end entity"),
        "ca-usage": person("演示签章人", issuer=_no_signing_ca(), key="below a CA without the usage"),
        "path-length": person("演示签章人", issuer=_deep(), key="too deep"),
        "namesake-ca": person(
            "演示签章人",
            issuer=Person(key=rogue().key, certificate=issuing().certificate),
            key="signed by another key",
        ),
        "time-stamping": person(
            "演示签章人", issuer=issuing(), key="dedicated", purposes=["1.3.6.1.5.5.7.3.8"]
        ),
        "critical": person(
            "演示签章人", issuer=issuing(), key="critical", extra=[("1.2.3.4.5", True, der.octets(b"?"))]
        ),
    }


_PEOPLE = {
    "self-signed": ("自签证书", "a self-signed certificate", "INDETERMINATE", "CHAIN_INCOMPLETE"),
    "unknown-ca": ("未知机构的证书", "a certificate of an unknown CA", "INDETERMINATE", "CHAIN_INCOMPLETE"),
    "encryption": ("加密证书", "an encryption certificate", "INVALID", "CHAIN_USAGE"),
    "not-a-ca": ("最终用户签发的证书", "a certificate issued by an end entity", "INVALID", "CHAIN_NOT_CA"),
    "ca-usage": ("无权签发者签发的证书", "a certificate of a CA that may not sign", "INVALID", "CHAIN_USAGE"),
    "path-length": ("超过路径长度的证书", "a certificate below a forbidden CA", "INVALID", "CHAIN_PATHLEN"),
    "namesake-ca": (
        "冒用机构名的证书",
        "a certificate forged in the CA's name",
        "INVALID",
        "CHAIN_SIGNATURE",
    ),
    "time-stamping": ("时间戳专用证书", "a certificate for time stamps only", "INVALID", "CHAIN_USAGE"),
    "critical": ("含未知关键扩展的证书", "an unknown critical extension", "INVALID", "CHAIN_CRITICAL_EXT"),
}
_BETWEEN = {"not-a-ca": "end-entity.crt", "ca-usage": "no-signing.crt", "path-length": "deep.crt"}


def _by_signer(name: str) -> bytes:
    who = _signers()[name]
    return sealed_with(seal__people=(who,), signer=who)


def _by_maker(name: str) -> bytes:
    return sealed_with(seal__maker=_signers()[name])


for _name, (_zh, _en, _overall, _code) in _PEOPLE.items():
    for _role, _role_zh, _make in (("signer", "签章人", _by_signer), ("maker", "制章人", _by_maker)):
        case(
            "28",
            zh=f"{_role_zh}使用{_zh}",
            en=f"The {_role} has {_en}",
            overall=_overall,
            codes=[_code],
            clause=_CHAIN,
            twin=_TWIN,
            trust={"intermediates": ("issuing.crt", *([_BETWEEN[_name]] if _name in _BETWEEN else []))},
            name=f"{_role}-{_name}",
            why="Every value holds; the certificate does not make its holder a signer whom anybody trusts.",
        )(partial(_make, _name))


@case(
    "28",
    zh="信任锚是签发机构本身",
    en="The anchor is the issuing CA itself",
    overall="VALID",
    clause=_CHAIN,
    trust={"anchors": ("issuing.crt",), "intermediates": (), "crls": ("issuing.crl",)},
    name="anchor-below",
)
@case(
    "28",
    zh="没有给出信任锚",
    en="No anchors are given",
    overall="INDETERMINATE",
    codes=["CHAIN_NO_ANCHORS"],
    clause=_CHAIN,
    trust={"anchors": ()},
)
@case(
    "28",
    zh="没有给出中级证书",
    en="The issuing CA is not known",
    overall="INDETERMINATE",
    codes=["CHAIN_INCOMPLETE"],
    clause=_CHAIN,
    trust={"intermediates": ()},
    name="no-issuer",
)
def nobody_trusted() -> bytes:
    """The honest file before verifiers who trust nobody, miss the issuer, or trust him alone."""
    return sealed(honest())


@case(
    "28",
    zh="签章人证书在签章时已过期",
    en="The signer's certificate had expired when he signed",
    overall="INVALID",
    codes=["SIGN_TIME"],
    clause="GM/T 0031-2014 6.2.3 d)",
    twin=_TWIN,
)
def signer_expired() -> bytes:
    """Expired half a year before the time he claims himself."""
    who = person("演示签章人", issuer=issuing(), key="expired", start=START - YEAR, years=1)
    return sealed_with(seal__people=(who,), signer=who)


@case(
    "28",
    zh="制章人证书在制章时未生效",
    en="The maker's certificate was not valid yet when the seal was made",
    overall="INVALID",
    codes=["CHAIN_PERIOD_THEN"],
    clause=f"{_SEAL} c)",
    twin=_TWIN,
)
def maker_too_early() -> bytes:
    """The seal is older than the certificate of its maker."""
    return sealed_with(
        seal__maker=person("演示制章人", issuer=issuing(), key="later", start=START + YEAR / 4)
    )


@case(
    "28",
    zh="改动之外再添一枚签章，证书自纪年终了时起有效",
    en="Altered, and a signature added whose certificate begins at the end of time",
    overall="INVALID",
    codes=["REF_DIGEST"],
    clause=_CHAIN,
)
def end_of_time() -> bytes:
    """Whoever trips over the second signature, adding hours to its dates, must not forget the first."""
    end = datetime(9999, 12, 31, 23, tzinfo=UTC)
    late = person("演示迟到者", issuer=None, start=end, years=0)
    made = sign(honest(), How(lock=False)) | {"Doc_0/Pages/Page_0/Content.xml": page("")}
    return sealed(made, How(number=1, value=Sealing(signer=late, seal=Seal(maker=late)), stamps=""))


# row 32 ----------------------------------------------------------------------------------------------

_DAY = timedelta(days=1)
_PERIODS = {
    "expired": ("签章时印章已过期", "The seal had expired when it was used", START, SIGNED - _DAY),
    "not-yet": (
        "签章时印章尚未生效",
        "The seal was not valid yet when it was used",
        SIGNED + _DAY,
        START + 5 * YEAR,
    ),
    "reversed": ("印章有效期起止颠倒", "The period ends before it begins", START + 5 * YEAR, START),
}

for _name, (_zh, _en, _start, _until) in _PERIODS.items():
    case(
        "32",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=["SEAL_PERIOD"],
        clause=f"{_SEAL} d); GM/T 0031-2014 6.2.3 f)",
        twin=_TWIN,
        name=_name,
        why="The signing time must lie in the period of the seal; everything else holds.",
    )(partial(sealed_with, seal__start=_start, seal__until=_until))


@case(
    "32",
    zh="印章在签章之后过期",
    en="The seal has expired since",
    overall="VALID",
    codes=["SEAL_EXPIRED_SINCE"],
    clause=f"{_SEAL} d)",
    at=START + 2 * YEAR,
)
def expired_since() -> bytes:
    """It was valid when it was used. That it no longer is, is mentioned."""
    return sealed_with(seal__until=START + YEAR)


# row 35 ----------------------------------------------------------------------------------------------


@case(
    "35",
    zh="换成同一密钥的新证书",
    en="The certificate is swapped for a renewed one of the same key",
    overall="INVALID",
    codes=["CERT_NOT_IN_SEAL"],
    clause=_LIST,
    twin=_TWIN,
)
def renewed() -> bytes:
    """In version 4 the certificate stands outside of what is signed: the value holds under either."""
    return sealed_with(certificate=person("演示签章人", issuer=issuing(), serial="renewed", years=10))


@case(
    "35",
    zh="换成另一机构为同一密钥签发的证书",
    en="The certificate is swapped for one of another CA over the same key",
    overall="INVALID",
    codes=["CERT_NOT_IN_SEAL"],
    clause=_LIST,
    trust={
        "anchors": ("root.crt", "second-root.crt"),
        "crls": ("issuing.crl", "root.crl", "second-root.crl"),
    },
    twin=_TWIN,
)
def another_ca() -> bytes:
    """Another CA, trusted as well, certifies the same public key for somebody else."""
    return sealed_with(certificate=person("别人（演示专用）", issuer=second_root(), key="演示签章人"))


@case(
    "35",
    zh="摘要列表，换成同一密钥的新证书",
    en="The same against a list of digests",
    overall="INVALID",
    codes=["CERT_NOT_IN_SEAL"],
    clause=_LIST,
    twin="26-digests",
)
def renewed_digest() -> bytes:
    """The digest is that of the certificate, not of the key."""
    other = person("演示签章人", issuer=issuing(), serial="renewed", years=10)
    return sealed_with(seal__list_type=2, certificate=other)


@case(
    "35",
    zh="第 1 版：换成同一密钥的新证书",
    en="Version 1: the certificate is swapped",
    overall="INVALID",
    codes=["SIG_VALUE"],
    clause="GM/T 0031-2014 6.2.2",
    twin="s45-v1",
)
def renewed_v1() -> bytes:
    """Both are in the list; but in version 1 the certificate is inside of what is signed: the value tells."""
    name, old = "Doc_0/Signs/Sign_0/SignedValue.dat", signer().certificate.der
    renewed = (person("演示签章人", issuer=issuing(), serial=f"renewed {n}") for n in count())
    other = next(one for one in renewed if len(one.certificate.der) == len(old))
    seal = Seal(version=1, people=(signer(), other))
    made = sign(honest(), How(value=Sealing(seal=seal)))
    new = other.certificate.der
    at = made[name].rindex(old)
    return package(made | {name: made[name][:at] + new + made[name][at + len(old) :]})
