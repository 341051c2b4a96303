"""What the registry says of one version, read from its status row. No ORM: the fast path uses this, too."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from zizhi.certificates.kinds import CertificateKind, kind
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.status import answers as status
from zizhi.verification.standing import standing_of
from zizhi.verification.verdict import Standing

__all__ = ["Answer", "ClaimFinding", "Fact", "ItemLine", "read"]

ClaimFinding = Literal["not_given", "equal", "different"]
_KEPT_BACK = ("registered_capital", "decision_document")  # not on the face, so not in the public row


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One printed field."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One qualification; `until` is its own last day ("2031-11-21"), empty where the certificate's holds."""

    name: str
    until: str
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One registered version on the day of the question."""

    token: str
    kind: str
    title: str
    number: str
    identifier: str
    version: int
    uscc: str
    standing: Standing
    expires_on: date
    list_label: str
    facts: Sequence[Fact]
    """The face's fields without the list, in the order of the notice's annex."""
    items: Sequence[ItemLine]
    claim: ClaimFinding
    latest_token: str
    face: Mapping[str, str]
    """Every face field as printed, the list included."""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "token": self.token,
            "kind": self.kind,
            "title": self.title,
            "number": self.number,
            "identifier": self.identifier,
            "version": self.version,
            "uscc": self.uscc,
            "state": self.standing.code,
            "in_effect": self.standing.in_effect,
            "state_word": self.standing.word,
            "explanation": self.standing.sentence,
            "expires_on": self.expires_on.isoformat(),
            "facts": {fact.label: fact.value for fact in self.facts},
            "items": [{"name": i.name, "until": i.until, "expired": i.expired} for i in self.items],
            "claim": self.claim,
            "latest_token": self.latest_token,
        }


def read(row: status.Answer, *, today: date, claim: str = "") -> Answer:
    """The answer in a status row; `claim` is the QR text's last part, base32, empty if none was scanned."""
    of_kind = _kind(row.kind)
    snapshot = _snapshot(row.payload, of_kind.list_label)
    face = snapshot.face_fields()
    return Answer(
        token=row.token,
        kind=row.kind,
        title=of_kind.name,
        number=row.number,
        identifier=snapshot.certificate_identifier,
        version=row.version,
        uscc=row.uscc,
        standing=standing_of(state=row.stored_state, expires_on=row.expires_on, today=today),
        expires_on=row.expires_on,
        list_label=of_kind.list_label,
        facts=[Fact(label=key, value=text) for key, text in face.items() if key != of_kind.list_label],
        items=[_line(item, today) for item in snapshot.items],
        claim=_compare(claim, row.claim),
        latest_token="" if row.latest_token == row.token else row.latest_token,
        face=face,
    )


def _snapshot(payload: str, list_label: str) -> CertificateSnapshot:
    value = json.loads(payload)
    del value["file"]
    return CertificateSnapshot.from_json(value | dict.fromkeys(_KEPT_BACK, "") | {"list_label": list_label})


def _line(item: Item, today: date) -> ItemLine:
    end = item.valid_until
    return ItemLine(name=item.name, until=end.isoformat() if end else "", expired=bool(end and end < today))


def _compare(claim: str, registered: bytes) -> ClaimFinding:
    if not claim:
        return "not_given"
    try:
        scanned = base64.b32decode(claim + "=" * (-len(claim) % 8))
    except ValueError:  # binascii.Error is one; letters outside ASCII raise the plain one
        return "different"
    return "equal" if scanned == registered else "different"


@lru_cache(maxsize=32)
def _kind(kind_id: str) -> CertificateKind:
    return kind(kind_id)
