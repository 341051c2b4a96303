"""Rows 29, 30, 31: revocation and time. GM/T 0031-2014 6.2.3 c) d); GB/T 38540-2020 7.3 e) f); RFC 3161.

What a signer says about the time is worth nothing against him who holds his key.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial

from openofd.gm import der
from openofd.gm.sm3 import sm3
from vectors.authority import (
    AT,
    CA_USAGE,
    SIGNED,
    START,
    YEAR,
    Person,
    issuing,
    list_of,
    maker,
    person,
    rogue,
    root,
    signer,
    trust_file,
)
from vectors.document import honest
from vectors.registry import case
from vectors.ses import Sealing
from vectors.signing import How, sealed
from vectors.stamps import OCSP_SIGNING, TIME_STAMPING, Token, ocsp, tsa

_REVOKED = "GM/T 0031-2014 6.2.3 c) d); GB/T 38540-2020 7.3 e)"
_TIME = "GM/T 0031-2014 6.2.3 d); GB/T 38540-2020 7.3 f)"
_STAMP = "RFC 3161; GB/T 20520-2006"
_DAY = timedelta(days=1)


def _with(**changes: object) -> bytes:
    return sealed(honest(), How(value=Sealing().having(**changes)))


def _plain() -> bytes:
    return sealed(honest(), How(at=SIGNED))


def _forger() -> Person:
    return Person(key=rogue().key, certificate=issuing().certificate)


def _other_root() -> Person:
    return person("演示时间戳根", issuer=None, ca=True, usage=CA_USAGE, years=30)


def _crl(name: str, when: datetime, who: str = "signer") -> dict[str, tuple[str, ...]]:
    people = {"signer": signer, "maker": maker, "issuing": issuing}
    issuer = root if who == "issuing" else issuing
    file = trust_file(f"{name}.crl", lambda: list_of(issuer(), [(people[who](), when)]))
    return {"crls": ("issuing.crl", file) if who == "issuing" else (file, "root.crl")}


_BEFORE = _crl("revoked-before", SIGNED - _DAY)
_SINCE = _crl("revoked-since", SIGNED + 10 * _DAY)


@case("29", zh="没有人被吊销", en="Nobody is revoked", overall="VALID", clause=_REVOKED)
@case(
    "29",
    zh="签章人证书在签章之前已被吊销",
    en="The signer's certificate was revoked before he signed",
    overall="INVALID",
    codes=["REVOKED_BEFORE"],
    clause=_REVOKED,
    trust=_BEFORE,
    name="before",
)
@case(
    "29",
    zh="签章人证书在签章之后被吊销，无时间证明",
    en="The signer's certificate was revoked later, and nothing proves the time",
    overall="INDETERMINATE",
    codes=["REVOKED_SINCE"],
    clause=_REVOKED,
    trust=_SINCE,
    name="since",
)
@case(
    "29",
    zh="签章人证书在签章之后被吊销，此前文件已存在",
    en="The signer's certificate was revoked later than the file is proven to exist",
    overall="VALID",
    codes=["REVOKED_SINCE_PROVEN"],
    clause=_REVOKED,
    trust=_SINCE,
    existed_by=SIGNED + _DAY,
    name="since-proven",
)
@case(
    "29",
    zh="证据晚于吊销",
    en="The proof is younger than the revocation",
    overall="INDETERMINATE",
    codes=["REVOKED_SINCE"],
    clause=_REVOKED,
    trust=_SINCE,
    existed_by=SIGNED + 20 * _DAY,
    name="since-proven-late",
)
@case(
    "29",
    zh="制章人证书在制章之前已被吊销",
    en="The maker's certificate was revoked before he made the seal",
    overall="INVALID",
    codes=["REVOKED_BEFORE"],
    clause=_REVOKED,
    trust=_crl("maker-revoked-before", START - _DAY, "maker"),
    name="maker-before",
)
@case(
    "29",
    zh="签发机构证书已被吊销",
    en="The issuing CA was revoked before",
    overall="INVALID",
    codes=["REVOKED_BEFORE"],
    clause=_REVOKED,
    trust=_crl("issuing-revoked-before", START - _DAY, "issuing"),
    name="issuer-before",
)
@case(
    "29",
    zh="未检查吊销状态",
    en="Revocation is not checked",
    overall="VALID",
    codes=["REVOCATION_UNKNOWN"],
    clause=_REVOKED,
    trust={"crls": ()},
    name="unchecked",
)
@case(
    "29",
    zh="未检查吊销状态，严格尺度",
    en="Revocation is not checked, strict policy",
    overall="INDETERMINATE",
    codes=["REVOCATION_UNKNOWN"],
    clause=_REVOKED,
    trust={"crls": ()},
    policy="strict",
    name="unchecked-strict",
)
@case(
    "29",
    zh="别人签发的吊销列表不算数",
    en="A revocation list of somebody else's making does not count",
    overall="INDETERMINATE",
    codes=["REVOCATION_UNKNOWN", "CHAIN_CRL_SIGNATURE"],
    clause=f"{_REVOKED}; RFC 5280 6.3.3",
    trust={"crls": (trust_file("forged.crl", lambda: list_of(_forger())), "root.crl")},
    policy="strict",
    name="forged-list",
)
@case(
    "29",
    zh="过时的吊销列表",
    en="A revocation list that is out of date",
    overall="INDETERMINATE",
    codes=["REVOCATION_UNKNOWN", "CHAIN_CRL_STALE"],
    clause=f"{_REVOKED}; RFC 5280 6.3.3",
    trust={"crls": (trust_file("stale.crl", lambda: list_of(issuing(), years=0.1)), "root.crl")},
    policy="strict",
    name="stale-list",
)
def revocation() -> bytes:
    """One honest file; what is known of the certificates decides. Unknown is never good."""
    return _plain()


_MAKER_GOOD = trust_file("maker-good.ocsp", lambda: ocsp(maker(), issuer=issuing()))


def _responder() -> Person:
    return person("演示应答者", issuer=issuing(), purposes=[OCSP_SIGNING])


def _responses(name: str, make: Callable[[], bytes]) -> dict[str, tuple[str, ...]]:
    return {"crls": ("root.crl",), "ocsp": (trust_file(f"{name}.ocsp", make), _MAKER_GOOD)}


@case(
    "29",
    zh="OCSP 应答：正常",
    en="An OCSP response: good",
    overall="VALID",
    absent=["REVOCATION_UNKNOWN"],
    clause=f"{_REVOKED}; RFC 6960",
    trust=_responses("signer-good", lambda: ocsp(signer(), issuer=issuing())),
    policy="strict",
)
@case(
    "29",
    zh="OCSP 应答：签章之前已吊销",
    en="An OCSP response: revoked before signing",
    overall="INVALID",
    codes=["REVOKED_BEFORE"],
    clause=f"{_REVOKED}; RFC 6960",
    trust=_responses("signer-revoked", lambda: ocsp(signer(), issuer=issuing(), revoked=SIGNED - _DAY)),
    name="revoked",
)
@case(
    "29",
    zh="OCSP 应答：不知道",
    en="An OCSP response: unknown",
    overall="INDETERMINATE",
    codes=["REVOCATION_UNKNOWN"],
    clause=f"{_REVOKED}; RFC 6960 2.2",
    trust=_responses("signer-unknown", lambda: ocsp(signer(), issuer=issuing(), unknown=True)),
    policy="strict",
    name="unknown",
)
@case(
    "29",
    zh="OCSP 应答由无权者签发",
    en="An OCSP response of somebody without authority",
    overall="INDETERMINATE",
    codes=["REVOCATION_UNKNOWN"],
    clause=f"{_REVOKED}; RFC 6960 4.2.2.2",
    trust=_responses("signer-unauthorised", lambda: ocsp(signer(), issuer=issuing(), responder=maker())),
    policy="strict",
    name="unauthorised",
)
@case(
    "29",
    zh="OCSP 应答由委托的应答者签发",
    en="An OCSP response of a delegated responder",
    overall="VALID",
    absent=["REVOCATION_UNKNOWN"],
    clause=f"{_REVOKED}; RFC 6960 4.2.2.2",
    trust=_responses("signer-delegated", lambda: ocsp(signer(), issuer=issuing(), responder=_responder())),
    policy="strict",
    name="delegated",
)
def status_response() -> bytes:
    """The honest file; the state of its signer comes as an OCSP response instead of a list."""
    return _plain()


def _statuses(name: str, line: str) -> dict[str, tuple[str, ...]]:
    return {"seal_statuses": (trust_file(f"{name}.json", f'{{"seals": [{line}]}}\n'.encode),)}


def _seal_revoked(when: datetime) -> str:
    return f'{{"seal_id": "2100000000001", "status": "revoked", "since": "{when.isoformat()}"}}'


@case(
    "29",
    zh="印章状态：正常",
    en="The maker says that the seal is valid",
    overall="VALID",
    absent=["SEAL_STATUS_UNKNOWN"],
    clause="GB/T 38540-2020 7.2",
    trust=_statuses("seal-valid", '{"seal_id": "2100000000001", "status": "valid"}'),
)
@case(
    "29",
    zh="印章在签章之前已被撤销",
    en="The maker revoked the seal before it was used",
    overall="INVALID",
    codes=["SEAL_REVOKED_BEFORE"],
    clause="GB/T 38540-2020 7.2",
    trust=_statuses("seal-revoked-before", _seal_revoked(SIGNED - _DAY)),
    name="revoked-before",
)
@case(
    "29",
    zh="印章在签章之后被撤销，无时间证明",
    en="The maker revoked the seal later, and nothing proves the time",
    overall="INDETERMINATE",
    codes=["SEAL_REVOKED_SINCE"],
    clause="GB/T 38540-2020 7.2",
    trust=_statuses("seal-revoked-since", _seal_revoked(SIGNED + 10 * _DAY)),
    name="revoked-since",
)
@case(
    "29",
    zh="印章不在状态列表中",
    en="The list of the maker is silent about the seal",
    overall="VALID",
    codes=["SEAL_STATUS_UNKNOWN"],
    clause="GB/T 38540-2020 7.2",
    trust=_statuses("seal-unlisted", '{"seal_id": "9", "status": "valid"}'),
    name="unlisted",
)
def seal_status() -> bytes:
    """A seal has no revocation inside; only its maker can tell, by a list that is handed in."""
    return _plain()


# row 30 ----------------------------------------------------------------------------------------------

_LATER = START + 6 * YEAR
_LATER_LISTS = {
    "crls": (
        trust_file("issuing-later.crl", lambda: list_of(issuing(), at=_LATER - 30 * _DAY)),
        trust_file("root-later.crl", lambda: list_of(root(), at=_LATER - 30 * _DAY)),
    )
}


@case(
    "30",
    zh="签章人证书已过期，签章时间无证明",
    en="The signer's certificate has expired and nothing proves when he signed",
    overall="VALID",
    codes=["TIME_UNTRUSTED"],
    clause=_TIME,
    at=_LATER,
    trust=_LATER_LISTS,
)
@case(
    "30",
    zh="签章人证书已过期，签章时间无证明，严格尺度",
    en="The signer's certificate has expired and nothing proves when he signed, strict policy",
    overall="INDETERMINATE",
    codes=["TIME_UNTRUSTED"],
    clause=_TIME,
    at=_LATER,
    trust=_LATER_LISTS,
    policy="strict",
    name="strict",
)
@case(
    "30",
    zh="签章人证书已过期，此前文件已存在",
    en="The signer's certificate has expired, but the file is proven older",
    overall="VALID",
    codes=["TIME_PROVEN"],
    absent=["TIME_UNTRUSTED"],
    clause=_TIME,
    at=_LATER,
    existed_by=SIGNED + _DAY,
    trust=_LATER_LISTS,
    policy="strict",
    name="proven",
)
def back_dated() -> bytes:
    """A time in the period of a certificate that has expired since: whoever has the key writes any time."""
    return _plain()


@case(
    "30",
    zh="带时间戳的签章，证书已过期",
    en="The same with a time stamp",
    overall="VALID",
    codes=["TIME_PROVEN"],
    absent=["TIME_UNTRUSTED"],
    clause=f"{_TIME}; {_STAMP}",
    at=_LATER,
    trust=_LATER_LISTS,
    policy="strict",
)
@case(
    "30",
    zh="带时间戳的签章，证书后来被吊销",
    en="A time stamp older than the revocation",
    overall="VALID",
    codes=["REVOKED_SINCE_PROVEN"],
    clause=f"{_REVOKED}; {_STAMP}",
    trust=_SINCE,
    name="revoked-since",
)
@case(
    "30",
    zh="带时间戳的签章",
    en="A time stamp over the signature value",
    overall="VALID",
    absent=["TIMESTAMP_NOT_CHECKED"],
    clause=_STAMP,
    policy="strict",
    name="fresh",
)
def stamped() -> bytes:
    """A token of a trusted authority over the signature value: the signature is as old as the token says."""
    return _with(stamper=Token())


@case(
    "30",
    zh="时间戳另有信任锚",
    en="Time stamps are trusted by roots of their own",
    overall="INDETERMINATE",
    codes=["CHAIN_INCOMPLETE"],
    clause=_STAMP,
    trust={"time_stamp_anchors": (trust_file("other-root.crt", lambda: _other_root().certificate.der),)},
)
def stamped_elsewhere() -> bytes:
    """The token is good, but its authority is under the root for seals, not under one for time stamps."""
    return _with(stamper=Token())


@case(
    "30",
    zh="时间戳用国标的内容类型",
    en="A token with the content type of GB/T 35275",
    overall="VALID",
    absent=["TIMESTAMP_NOT_CHECKED"],
    clause=f"{_STAMP}; GB/T 35275-2017",
)
def stamped_national() -> bytes:
    """Both families of identifiers are in use."""
    return _with(stamper=Token(content_type="1.2.156.10197.6.1.4.2.2"))


def _expired_tsa() -> Person:
    extra = [("2.5.29.37", True, der.sequence(der.oid(TIME_STAMPING)))]
    return person("演示时间戳机构", issuer=issuing(), key="expired", start=START - YEAR, years=1, extra=extra)


_STAMPS = {
    "other-value": (
        "时间戳盖在另一个签名值上",
        "The token is over another value",
        "TIMESTAMP_IMPRINT",
        Token(imprint=lambda _: sm3(b"another")),
    ),
    "altered": (
        "时间戳内容被改动",
        "The token's time was altered",
        "TIMESTAMP_ATTRIBUTES",
        Token(rewrite=lambda raw: raw.replace(b"20260701020334Z", b"20260601020334Z")),
    ),
    "no-purpose": (
        "时间戳由普通证书签发",
        "The token is signed by somebody who is no time stamping authority",
        "CHAIN_USAGE",
        Token(authority=signer()),
    ),
    "expired-authority": (
        "时间戳机构的证书当时已过期",
        "The authority's certificate had expired at the time of the token",
        "TIMESTAMP_PERIOD",
        Token(authority=_expired_tsa()),
    ),
    "too-early": (
        "时间戳早于签章时间",
        "The token is older than the signing time",
        "TIME_INCONSISTENT",
        Token(at=SIGNED - _DAY),
    ),
    "other-key": (
        "时间戳由别人的密钥签发",
        "The token is signed by another key than its certificate's",
        "TIMESTAMP_SIGNATURE",
        Token(authority=rogue(), shown=tsa()),
    ),
}

for _name, (_zh, _en, _code, _token) in _STAMPS.items():
    case(
        "30",
        zh=_zh,
        en=_en,
        overall="INVALID",
        codes=[_code],
        clause=_STAMP,
        twin="30-stamped-fresh",
        name=f"stamp-{_name}",
        why="A token that does not hold proves nothing and shows that somebody tried.",
    )(partial(_with, stamper=_token))


@case(
    "30",
    zh="时间戳机构不受信任",
    en="A token of an authority nobody trusts",
    overall="INDETERMINATE",
    codes=["CHAIN_INCOMPLETE"],
    clause=_STAMP,
    twin="30-stamped-fresh",
)
def stamp_unknown() -> bytes:
    """Anybody can set up a time stamping authority."""
    own = person("演示根", issuer=None, key="rogue root", ca=True, usage=CA_USAGE, years=30)
    purposes = der.sequence(der.oid(TIME_STAMPING))
    who = person("演示时间戳机构", issuer=own, key="rogue tsa", extra=[("2.5.29.37", True, purposes)])
    return _with(stamper=Token(authority=who))


@case(
    "30",
    zh="签章时间在将来",
    en="The signing time lies in the future",
    overall="INDETERMINATE",
    codes=["SIGN_TIME_FUTURE"],
    clause=_TIME,
)
def future() -> bytes:
    """A clock is wrong, the signer's or ours."""
    return sealed(honest(), How(value=Sealing(at=AT + 10 * _DAY), at=AT + 10 * _DAY))


@case(
    "30",
    zh="文件早于其声称的签章时间",
    en="The file existed before it says it was signed",
    overall="INVALID",
    codes=["TIME_INCONSISTENT"],
    clause=_TIME,
    existed_by=SIGNED - 10 * _DAY,
)
def older_than_itself() -> bytes:
    """The proof of existence contradicts the claimed time."""
    return _plain()


# row 31 ----------------------------------------------------------------------------------------------

_BEIJING = timezone(timedelta(hours=8))
_LOCAL = f"{SIGNED.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}"


@case(
    "31",
    zh="XML 时间与签名时间矛盾",
    en="SignatureDateTime and timeInfo disagree",
    overall="VALID",
    codes=["TIME_INCONSISTENT"],
    clause="GB/T 33190-2016 18.2.1; GB/T 38540-2020 6.2",
)
def days_apart() -> bytes:
    """Both are signed, so nothing was altered; which of them is true nobody knows."""
    return sealed(honest(), How(date_time="20260620020304Z"))


@case(
    "31",
    zh="印章在签章之后才制作",
    en="The seal was made after it was used",
    overall="INVALID",
    codes=["TIME_INCONSISTENT"],
    clause="GB/T 38540-2020 7.3",
)
def seal_from_later() -> bytes:
    """Its period was set to begin earlier. What lies inside the signed data existed when they were signed."""
    return _with(seal__created=SIGNED + 10 * _DAY)


@case(
    "31",
    zh="XML 时间为北京时间但写作 UTC",
    en="Beijing time that says it is UTC",
    overall="VALID",
    codes=["TIME_INCONSISTENT"],
    clause="GB/T 33190-2016 18.2.1; GB/T 38540-2020 6.2",
)
def eight_hours_with_zone() -> bytes:
    """With a zone written the eight hours are a contradiction."""
    return sealed(honest(), How(date_time="20260701100304Z"))


@case(
    "31",
    zh="XML 时间为未注明时区的北京时间",
    en="Beijing time without a zone",
    overall="VALID",
    absent=["TIME_INCONSISTENT"],
    clause="GB/T 33190-2016 18.2.1; GB/T 38540-2020 6.2",
    provenance="most writers",
)
def eight_hours() -> bytes:
    """Without a zone it may be local time: exactly eight hours are tolerated."""
    return sealed(honest(), How(date_time=_LOCAL))
