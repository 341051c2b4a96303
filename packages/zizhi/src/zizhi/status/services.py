"""Writing the read model, in the transaction of each act of the rooms above. Nothing is decided here."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from zizhi.status.models import StatusRow

__all__ = ["PublicFacts", "move", "publish", "supersede"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """One version as the public may see it; `payload` is a JSON object as text, without state."""

    token: str
    number: str
    uscc: str
    kind: str
    version: int
    state: str
    expires_on: date
    claim: bytes
    payload: str


def publish(facts: Sequence[PublicFacts], *, at: datetime) -> None:
    """Add rows; each is the latest of its certificate."""
    StatusRow.objects.bulk_create(
        StatusRow(**asdict(fact), latest_token=fact.token, changed_at=at) for fact in facts
    )


def supersede(tokens: Collection[str], *, by: str, at: datetime) -> None:
    """Point all earlier versions of a certificate to its new one."""
    rows = StatusRow.objects.filter(token__in=tokens)
    rows.update(state="superseded", latest_token=by, changed_at=at)


def move(token: str, *, state: str, at: datetime) -> None:
    """Set what the acts have made of the latest version."""
    StatusRow.objects.filter(token=token).update(state=state, changed_at=at)
