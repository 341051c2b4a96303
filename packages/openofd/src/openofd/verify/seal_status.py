"""The status of a seal, which the seal itself cannot tell: a list handed in. GB/T 38540-2020 7.2, GM/T 0031.

Seal structures have no revocation of their own, and makers publish theirs each in a way of its own, so a list
comes in this form, made from whatever the maker's status service answered::

    {"seals": [{"seal_id": "2100000000001", "status": "revoked", "since": "2026-09-01T00:00:00+08:00"}]}

`status` is "valid" or "revoked"; `since` an ISO 8601 moment with its zone, required for "revoked". A seal
that is not listed is unknown, never valid.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from openofd.errors import LimitExceeded, MalformedDocument
from openofd.limits import LIMITS

__all__ = ["SealStatus", "read_seal_statuses", "status_of"]

_STATUSES: Final = frozenset({"valid", "revoked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SealStatus:
    """What a maker says about one of its seals.

    Args:
        seal_id: the seal's identifier, esID.
        status: "valid" or "revoked".
        since: aware; since when it is revoked.
    """

    seal_id: str
    status: Literal["valid", "revoked"]
    since: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what would be misread.

        Raises:
            ValueError: an unknown status, a revocation without a time, a time without its zone.
        """
        if self.status not in _STATUSES:
            raise ValueError("a seal is valid or revoked")
        if self.status == "revoked" and self.since is None:
            raise ValueError("a revocation needs its time")
        if self.since is not None and self.since.tzinfo is None:
            raise ValueError("the time must be aware of its zone")

    def to_json(self) -> dict[str, str]:
        """As a line of the list."""
        line = {"seal_id": self.seal_id, "status": str(self.status)}
        return line if self.since is None else line | {"since": self.since.isoformat()}


def read_seal_statuses(data: bytes) -> tuple[SealStatus, ...]:
    """A list in the form above.

    Raises:
        MalformedDocument: SEAL_STATUS_LIST, it is none.
        LimitExceeded: it is too large.
    """
    if len(data) > LIMITS.der_bytes:
        raise LimitExceeded("SEAL_STATUS_LIST", "印章状态列表过大", "the list of seal statuses is too large")
    try:
        return tuple(_line(line) for line in json.loads(data)["seals"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MalformedDocument(
            "SEAL_STATUS_LIST", "不是印章状态列表", f"this is no list of seal statuses: {error}"
        ) from None


def _line(line: dict[str, str]) -> SealStatus:
    since = line.get("since")
    return SealStatus(
        seal_id=str(line["seal_id"]),
        status=cast("Literal['valid', 'revoked']", line["status"]),
        since=None if since is None else datetime.fromisoformat(since),
    )


def status_of(seal_id: str, statuses: Iterable[SealStatus]) -> SealStatus | None:
    """What the list says about a seal: its earliest revocation, else valid; None if it is silent."""
    found = [one for one in statuses if one.seal_id == seal_id]
    revoked = [(one.since, one) for one in found if one.since is not None and one.status == "revoked"]
    if revoked:
        return min(revoked, key=lambda pair: pair[0])[1]
    return found[0] if found else None
