"""Recording acts, and proving that the record is whole."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Subquery

from zizhi.audit.chain import GENESIS, Break, Entry, Link, first_break, link
from zizhi.audit.models import AuditEvent, AuditHead

__all__ = ["ChainReport", "Entry", "record", "record_many", "verify_chain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What `verify_chain` found. `head` is the digest to compare with one written down elsewhere."""

    events: int
    head: str
    broken: Break | None

    @property
    def holds(self) -> bool:
        """Whether every event follows from the one before it."""
        return self.broken is None


def record(act: str, subject: str, *, at: datetime, actor: str, **detail: object) -> None:
    """Record one act; call it as the last thing in the transaction of the act."""
    record_many([Entry(act=act, subject=subject, detail=detail)], at=at, actor=actor)


@transaction.atomic
def record_many(entries: Sequence[Entry], *, at: datetime, actor: str) -> None:
    """Record acts in their order. The head row is locked here, so nothing else may be locked afterwards."""
    if not entries:
        return
    head = AuditHead.objects.select_for_update().get()
    links = list(_links(head, entries, at, actor))
    AuditEvent.objects.bulk_create(AuditEvent(**asdict(one)) for one in links)
    head.sequence, head.digest = links[-1].sequence, links[-1].digest
    head.save(update_fields=["sequence", "digest"])


def verify_chain() -> ChainReport:
    """Follow the whole chain up to its present head; what is recorded meanwhile does not disturb."""
    head = AuditHead.objects.get()
    broken = first_break(_stored(head.sequence)) or _loose_end(head)
    return ChainReport(events=head.sequence, head=head.digest, broken=broken)


def _links(head: AuditHead, entries: Sequence[Entry], at: datetime, actor: str) -> Iterator[Link]:
    previous = head.digest
    for sequence, entry in enumerate(entries, start=head.sequence + 1):
        one = link(entry, sequence=sequence, previous=previous, at=at, actor=actor)
        previous = one.digest
        yield one


def _stored(until: int) -> Iterator[Link]:
    events = AuditEvent.objects.filter(sequence__lte=until).order_by("sequence")
    for event in events.iterator(chunk_size=2000):
        yield Link(**{name: getattr(event, name) for name in Link.__dataclass_fields__})


def _loose_end(head: AuditHead) -> Break | None:
    last = AuditEvent.objects.filter(sequence__lte=head.sequence).order_by("-sequence").first()
    if ((last.sequence, last.digest) if last else (0, GENESIS)) != (head.sequence, head.digest):
        return Break(sequence=head.sequence, zh="最后一条记录与链头不符，末尾的记录可能已被删除。")
    past_the_head = AuditEvent.objects.filter(sequence__gt=Subquery(AuditHead.objects.values("sequence")[:1]))
    if past_the_head.exists():
        return Break(sequence=head.sequence + 1, zh="链头之后还有记录，不是由本系统写入的。")
    return None
