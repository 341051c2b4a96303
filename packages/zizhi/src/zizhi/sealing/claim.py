"""The signed claim inside the QR code, a pure codec. Architecture §4 «QR»; SM2 as GB/T 32918.2.

A QR text is `<BASE>/V/<TOKEN>/<CLAIM>`, upper case. TOKEN is 16 bytes, CLAIM 106 bytes, both base32 without
padding (26 and 170 characters). CLAIM is 42 bytes of facts and the 64 bytes r ‖ s of an SM2 signature over
`"zizhi-claim-1" ‖ token ‖ facts`. Checking one needs nothing but the published claim keys.

```
offset  size  facts, big-endian
     0     1  format (4 bits), kind (4 bits)
     1     2  key id: first bytes of SM3 of the public key
     3     1  number form: n = pattern n of the kind, 0 = none
     4     8  the number's digits as an integer; form 0: first bytes of SM3 of the number
    12     2  version
    14    12  USCC as a base-31 integer
    26    12  first bytes of SM3 of the canonical face text
    38     2  issued_on, days since 2000-01-01
    40     2  valid_until likewise, FFFF = none
```
"""

import base64
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from openofd.errors import MalformedDocument
from openofd.gm import sm2
from openofd.gm.sm3 import sm3
from zizhi.certificates.numbers import NumberForm, parse, with_digits
from zizhi.core.dates import day_number, from_day_number
from zizhi.core.errors import RuleViolation
from zizhi.core.ids import TOKEN_PATTERN, is_token, token_bytes
from zizhi.core.uscc import Uscc

__all__ = [
    "BASE_LIMIT",
    "ClaimCheck",
    "ClaimFacts",
    "SignedClaim",
    "check",
    "decode",
    "encode",
    "face_digest",
    "key_id",
    "number_field",
    "number_text",
    "parse_text",
    "seal_claim",
    "text",
]

BASE_LIMIT = 62  # characters; with more the text leaves QR version 9, level M
FORMAT = 1
_CONTEXT = b"zizhi-claim-1"
_FACTS = struct.Struct(">B2sBQH12s12sHH")
_NONE = 0xFFFF
_TEXT = re.compile(rf"(?:.*/)?V/(?P<token>{TOKEN_PATTERN})(?:/(?P<claim>[A-Z2-7]{{170}}))?/?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What the QR code asserts about one version of one certificate."""

    kind: int
    """Code of the kind, 1…15."""
    number_form: int
    number: int
    """As `number_field` gives them."""
    version: int
    uscc: str
    face_digest: bytes
    """12 bytes, as `face_digest` gives them."""
    issued_on: date
    valid_until: date | None
    """None where the items expire separately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedClaim:
    """A claim taken apart; nothing about it is checked yet."""

    facts: ClaimFacts
    key_id: bytes
    signature: bytes
    """r ‖ s, 64 bytes."""


class ClaimCheck(Enum):
    """What the published keys say about a claim."""

    GENUINE = "genuine"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"
    MALFORMED = "malformed"


def encode(facts: ClaimFacts, *, key: bytes) -> bytes:
    """The 42 bytes of facts that are signed; `key` is the claim key's id (2 bytes).

    Raises ValueError for facts that `decode` would not give back.
    """
    return _FACTS.pack(
        FORMAT << 4 | facts.kind,
        key,
        facts.number_form,
        facts.number,
        facts.version,
        _uscc_number(facts.uscc).to_bytes(12, "big"),
        facts.face_digest,
        _days(facts.issued_on),
        _NONE if facts.valid_until is None else _days(facts.valid_until),
    )


def decode(claim: bytes) -> SignedClaim:
    """Take the 106 bytes of a CLAIM apart. Raises ValueError when they cannot be one."""
    if len(claim) != _FACTS.size + 64:
        raise ValueError(f"a claim has {_FACTS.size + 64} bytes, not {len(claim)}")
    head, key, form, number, version, uscc, digest, issued, until = _FACTS.unpack(claim[: _FACTS.size])
    if head >> 4 != FORMAT:
        raise ValueError(f"claim format {head >> 4} is not known")
    facts = ClaimFacts(
        kind=head & 15,
        number_form=form,
        number=number,
        version=version,
        uscc=_uscc(int.from_bytes(uscc, "big")),
        face_digest=digest,
        issued_on=from_day_number(issued),
        valid_until=None if until == _NONE else from_day_number(until),
    )
    return SignedClaim(facts=facts, key_id=key, signature=claim[_FACTS.size :])


def seal_claim(
    facts: ClaimFacts, *, token: str, key: sm2.PublicKey, sign_digest: Callable[[bytes], bytes]
) -> bytes:
    """Facts and signature, 106 bytes. `sign_digest` turns the 32 bytes e into a DER signature of `key`."""
    body = encode(facts, key=key_id(key))
    e = sm2.message_digest(key, _message(_token(token), body))
    return body + sm2.signature_to_raw(sign_digest(e))


def check(token: str, claim: bytes, *, keys: Sequence[sm2.PublicKey]) -> ClaimCheck:
    """Judge a claim by the published claim keys alone. Never raises on what was scanned."""
    try:
        signed, raw_token = decode(claim), _token(token)
    except ValueError:
        return ClaimCheck.MALFORMED
    candidates = [key for key in keys if key_id(key) == signed.key_id]
    if not candidates:
        return ClaimCheck.UNKNOWN_KEY
    message = _message(raw_token, claim[: _FACTS.size])
    genuine = any(_holds(key, message, signed.signature) for key in candidates)
    return ClaimCheck.GENUINE if genuine else ClaimCheck.FORGED


def text(base: str, token: str, claim: bytes) -> str:
    """The QR text, one alphanumeric segment. `base` is the site's address without a closing slash."""
    if len(base) > BASE_LIMIT:
        raise ValueError(
            f"the public base has {len(base)} characters; a QR code of version 9 takes {BASE_LIMIT}"
        )
    return f"{base.upper()}/V/{token.upper()}/{_base32(claim)}"


def parse_text(scanned: str) -> tuple[str, bytes | None]:
    """Token and claim of a scanned text, whatever its base and case; the claim is None where it is left out.

    Raises ValueError where the text is none of ours.
    """
    found = _TEXT.fullmatch(scanned.strip().upper())
    if found is None:
        raise ValueError("the text holds no verification token")
    claim = found["claim"]
    return found["token"], None if claim is None else _unbase32(claim)


def number_field(number: str, *, forms: Sequence[NumberForm]) -> tuple[int, int]:
    """(form, value) of a certificate number; form 0 and a digest where no form of its kind fits."""
    parsed = parse(number, forms)
    if parsed.form:
        return parsed.form, parsed.value
    return 0, int.from_bytes(sm3(number.encode())[:8], "big")


def number_text(form: int, value: int, *, forms: Sequence[NumberForm]) -> str | None:
    """The number that `number_field` took apart; None where only its digest was kept."""
    chosen = next((candidate for candidate in forms if candidate.index == form), None)
    return None if chosen is None else with_digits(chosen, value)


def face_digest(face_text: str) -> bytes:
    """First 12 bytes of SM3 of a snapshot's canonical face text."""
    return sm3(face_text.encode())[:12]


def key_id(key: sm2.PublicKey) -> bytes:
    """First 2 bytes of SM3 of the public key x ‖ y; tells published keys apart, proves nothing."""
    return sm3(key.xy)[:2]


def _holds(key: sm2.PublicKey, message: bytes, raw: bytes) -> bool:
    try:
        return sm2.verify(key, message, sm2.signature_from_raw(raw))
    except MalformedDocument:  # r or s out of range
        return False


def _message(token: bytes, body: bytes) -> bytes:
    return _CONTEXT + token + body


def _token(token: str) -> bytes:
    if not is_token(token.upper()):
        raise ValueError("not a verification token")
    return token_bytes(token.upper())


def _days(day: date) -> int:
    days = day_number(day)
    if not 0 <= days < _NONE:
        raise ValueError(f"{day} lies outside the days a claim can tell")
    return days


def _uscc_number(code: str) -> int:
    try:
        return Uscc.parse(code).number
    except RuleViolation as error:
        raise ValueError(error.message) from error


def _uscc(number: int) -> str:
    try:
        return Uscc.from_number(number)
    except RuleViolation as error:
        raise ValueError("the claim's USCC cannot be one") from error


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _unbase32(text: str) -> bytes:
    data = base64.b32decode(text + "=" * (-len(text) % 8))
    if _base32(data) != text:  # unused bits must be zero, or one claim would have several spellings
        raise ValueError("the claim is not written canonically")
    return data
