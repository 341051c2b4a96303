"""Issuing: take a decision list in, advance what is due, nothing twice. Architecture §3, the eight steps.

```
INTENT ──2 claim, 3 face, 4 seal, 5 check──6──> SEALED ──7 vault──8──> DONE
   ^                                              │
   └───── the vault lacks the file: made anew ────┘
```
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet

from openofd.errors import OpenOfdError
from zizhi.accounts.policy import COMMAND, Actor
from zizhi.certificates import services as registry
from zizhi.certificates.lifecycle import State
from zizhi.certificates.requests import SealedFile
from zizhi.core import clock
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.issuing import leases
from zizhi.issuing.intake import CHUNK, RowAnswer, chunks, take_in
from zizhi.issuing.making import Made, NotValid, Order, make_many
from zizhi.issuing.models import Issuance, Stage
from zizhi.vault.services import Vault, VaultFault, hall_vault

__all__ = ["RowAnswer", "advance", "reopen", "sweep", "take_in"]

_MOST_ATTEMPTS: Final = 6
_FIRST_PAUSE: Final = timedelta(seconds=30)
_FILE_FIELDS: Final = ("abandoned", "stage", "digest", "size", "claim")
_log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(slots=True)
class _Chunk:
    """Up to 64 rows on their way, under one lease."""

    lease: str
    rows: Sequence[Issuance]
    by: Actor
    clock: Clock
    vault: Vault


def advance(
    ids: Iterable[int],
    *,
    by: Actor = COMMAND,
    now: Clock = clock.now,
    progress: Callable[[int], object] = bool,
) -> int:
    """Take each open row as far as it goes; returns how many came into effect.

    `progress` is told the size of each chunk that is over.
    """
    done, wanted, vault = 0, list(ids), hall_vault()
    for piece in chunks(wanted):
        lease, held = leases.take(piece, now=now())
        try:
            done += _advance(_Chunk(lease, _rows(held), by, now, vault)) if held else 0
        finally:
            leases.release(lease)
        progress(len(piece))
    return done


def sweep(now: datetime) -> int:
    """One chunk of what is due and nobody works on; returns how many rows came into effect."""
    free = Q(lease="") | Q(lease_until__lt=now)
    due = Issuance.objects.filter(free, stage__in=leases.OPEN, due_at__lte=now).order_by("due_at", "pk")
    return advance(list(due.values_list("pk", flat=True)[:CHUNK]), now=lambda: now)


def _rows(ids: Sequence[int]) -> Sequence[Issuance]:
    return list(Issuance.objects.filter(pk__in=ids).select_related("version__certificate").order_by("pk"))


@transaction.atomic
def reopen(ids: Iterable[int]) -> int:
    """Let STOPPED rows start anew, because somebody has looked; returns how many."""
    stopped = list(Issuance.objects.select_for_update().filter(pk__in=list(ids), stage=Stage.STOPPED))
    for row in stopped:
        _forget_file(row)
        row.attempts = 0
        row.save(update_fields=[*_FILE_FIELDS, "attempts"])
    return len(stopped)


def _advance(chunk: _Chunk) -> int:
    _look_for_files(chunk)
    _date(chunk)
    made = _make(chunk)
    _record_sealed(chunk, made)  # 6
    if made:
        chunk.vault.put_many([one.data for one in made.values()])  # 7
    return _bring_into_effect(chunk)  # 8


def _look_for_files(chunk: _Chunk) -> None:
    """A SEALED row whose file never reached the vault goes back to step 2; its digest is kept."""
    for row in chunk.rows:
        if row.stage == Stage.SEALED and not _is_stored(chunk.vault, row.digest):
            _forget_file(row)
            _keep(chunk, row, *_FILE_FIELDS)


def _keep(chunk: _Chunk, row: Issuance, *fields: str) -> None:
    """Write fields of a row, if the lease still holds it: who lost it must not undo what another did."""
    ours = Issuance.objects.filter(pk=row.pk, lease=chunk.lease)
    ours.update(**{field: getattr(row, field) for field in fields})


def _forget_file(row: Issuance) -> None:
    """Back to step 2. The digest stays known: a file of that name may still turn up in the vault."""
    if row.digest:
        row.abandoned = [*row.abandoned, row.digest]
    row.stage, row.digest, row.size, row.claim = Stage.INTENT, "", 0, b""


def _is_stored(vault: Vault, digest: str) -> bool:
    """Whether the vault has the file; who put it may have died before it was durable, so it is put again."""
    try:
        data = vault.get(digest)
    except VaultFault:
        return False
    return data is not None and vault.put(data) == digest


def _date(chunk: _Chunk) -> None:
    """发证日期 is the day of sealing: rows that waited over midnight get the new one."""
    today = today_in_shanghai(chunk.clock())
    late = [row for row in chunk.rows if row.stage == Stage.INTENT and row.version.issued_on != today]
    if late:
        ours = leases.yours(chunk.lease).filter(pk__in=[row.pk for row in late])
        registry.redate(list(ours.values_list("version", flat=True)), now=chunk.clock(), by=chunk.by)
        chunk.rows = _rows([row.pk for row in chunk.rows])


def _make(chunk: _Chunk) -> dict[int, Made]:
    """Steps 2 to 5 for each INTENT row; one that fails is put off and does not hold up the others."""
    now = chunk.clock()
    asked = [(row, _order(chunk, row, now)) for row in chunk.rows if row.stage == Stage.INTENT]
    wanted = [(row, order) for row, order in asked if order is not None]
    outcomes = make_many([order for _, order in wanted], at=now)
    made = {}
    for (row, _), outcome in zip(wanted, outcomes, strict=True):
        if isinstance(outcome, Made):
            made[row.pk] = outcome
        else:
            _blame(chunk, row, outcome, now)
    return made


def _order(chunk: _Chunk, row: Issuance, now: datetime) -> Order | None:
    if row.version.state != State.PENDING:
        _put_off(chunk, row, f"该版本已不在待制作状态（{row.version.state}）", now, stop=True)
        return None
    try:
        return Order(snapshot=row.version.snapshot, token=row.version.token)
    except Exception as error:  # noqa: BLE001 - a row that cannot be read must not hold up the others
        _blame(chunk, row, error, now)
        return None


def _blame(chunk: _Chunk, row: Issuance, error: Exception, now: datetime) -> None:
    """A file that is not VALID waits for a person; what may pass is tried again; a bug is logged as one."""
    expected = isinstance(error, NotValid | OpenOfdError | RuleViolation)
    if not expected:
        _log.error("issuance failed unexpectedly", issuance=row.pk, exc_info=error)
    _put_off(chunk, row, str(error) if expected else repr(error), now, stop=isinstance(error, NotValid))


def _put_off(chunk: _Chunk, row: Issuance, error: str, now: datetime, *, stop: bool = False) -> None:
    """Try again later, ever later; after some attempts, or at once for a file that is not VALID, stop."""
    row.attempts, row.last_error = row.attempts + 1, error
    row.due_at = now + _FIRST_PAUSE * 2**row.attempts
    if stop or row.attempts >= _MOST_ATTEMPTS:
        row.stage = Stage.STOPPED
    _keep(chunk, row, "attempts", "last_error", "due_at", "stage")
    _log.error("issuance failed", issuance=row.pk, stage=row.stage, error=error)


def _record_sealed(chunk: _Chunk, made: dict[int, Made]) -> None:
    """Step 6: no signature leaves this process without a record. A row whose lease was lost is left alone."""
    sealed_at = chunk.clock()
    files = {pk: one.recorded() for pk, one in made.items()}
    with transaction.atomic():
        for row in [row for row in chunk.rows if row.pk in made]:
            file = files[row.pk]
            if _still_ours(chunk, row, Stage.INTENT).update(**_as_fields(file, sealed_at)):
                row.stage, row.digest, row.size, row.claim = Stage.SEALED, file.digest, file.size, file.claim
            else:
                del made[row.pk]


def _as_fields(file: SealedFile, sealed_at: datetime) -> dict[str, object]:
    return {
        "stage": Stage.SEALED,
        "digest": file.digest,
        "size": file.size,
        "claim": file.claim,
        "sealed_at": sealed_at,
    }


def _still_ours(chunk: _Chunk, row: Issuance, stage: Stage) -> QuerySet[Issuance]:
    return Issuance.objects.filter(pk=row.pk, lease=chunk.lease, stage=stage)


def _bring_into_effect(chunk: _Chunk) -> int:
    """Step 8 for all rows whose file is stored; if one of them cannot, each goes alone."""
    ready = [row for row in chunk.rows if row.stage == Stage.SEALED]
    try:
        return _finish(chunk, ready)
    except RuleViolation:
        return sum(_finish_alone(chunk, row) for row in ready)


def _finish_alone(chunk: _Chunk, row: Issuance) -> int:
    try:
        return _finish(chunk, [row])
    except RuleViolation as error:
        _put_off(chunk, row, str(error), chunk.clock())
        return 0


@transaction.atomic
def _finish(chunk: _Chunk, rows: Sequence[Issuance]) -> int:
    ours = [
        row for row in rows if _still_ours(chunk, row, Stage.SEALED).update(stage=Stage.DONE, last_error="")
    ]
    files = {
        row.version_id: SealedFile(digest=row.digest, size=row.size, claim=bytes(row.claim)) for row in ours
    }
    if files:
        registry.bring_into_effect(files, now=chunk.clock(), by=chunk.by)
    return len(files)
