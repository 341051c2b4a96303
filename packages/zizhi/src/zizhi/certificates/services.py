"""The acts of the registry. Each is atomic and writes status and audit in its own transaction, audit last.

allocate            number, identifier, token and snapshot of a version that is to be made
redate              its file is made on another day than it was allocated
abandon             its file will never be made
bring_into_effect   its file exists: it counts, its predecessor is superseded at the same instant
suspend … strip     acts upon the whole certificate, see `endings`
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from zizhi.accounts.models import Enterprise
from zizhi.accounts.policy import Actor, require
from zizhi.audit.services import Entry, record_many
from zizhi.certificates.allocation import Allocation, make_version
from zizhi.certificates.endings import annul, cancel, reinstate, rescind, strip, suspend
from zizhi.certificates.kinds import kind
from zizhi.certificates.lifecycle import CERTIFICATE_TRANSITIONS, VERSION_TRANSITIONS, Act, State, after
from zizhi.certificates.models import Certificate, Version
from zizhi.certificates.numbering import Numbering, lock_series
from zizhi.certificates.publishing import public_facts
from zizhi.certificates.requests import Request, SealedFile
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department
from zizhi.status import services as status

__all__ = [
    "Allocation",
    "abandon",
    "allocate",
    "allocate_many",
    "annul",
    "bring_into_effect",
    "cancel",
    "redate",
    "reinstate",
    "rescind",
    "strip",
    "suspend",
]


def allocate(request: Request, *, now: datetime, by: Actor) -> Version:
    """One request; see `allocate_many`.

    Raises:
        RuleViolation: what forbids it.
    """
    allocation = allocate_many([request], now=now, by=by)[0]
    if allocation.violation:
        raise allocation.violation
    assert allocation.version
    return allocation.version


@transaction.atomic
def allocate_many(requests: Sequence[Request], *, now: datetime, by: Actor) -> list[Allocation]:
    """Give each request its version, in one transaction; one that is refused leaves nothing behind.

    The same key with the same content gives the version made before (`fresh` is False); with other content
    it is refused with `KEY_CONFLICT`. New versions are PENDING until `bring_into_effect`.
    """
    require(by, "certificate.issue")
    numberings = _numberings({request.kind for request in requests})
    done = [_served(request, numberings[request.kind], now) for request in requests]
    fresh = [one.version for one in done if one.version and one.fresh]
    record_many([_entry("certificate.allocate", version) for version in fresh], at=now, actor=by.actor_id)
    return done


@transaction.atomic
def redate(ids: Collection[int], *, now: datetime, by: Actor) -> None:
    """Give pending versions the day of sealing as 发证日期 (architecture §4, dates), where it is another."""
    require(by, "certificate.issue")
    today = today_in_shanghai(now)
    locked = Version.objects.select_for_update(of=("self",))
    pending = locked.filter(pk__in=ids, state=State.PENDING)
    late = list(pending.exclude(issued_on=today).select_related("certificate").order_by("pk"))
    for version in late:
        version.issued_on = today
        version.snapshot_json = replace(version.snapshot, issued_on=today).to_json()
        version.save(update_fields=["issued_on", "snapshot_json"])
    record_many([_entry("certificate.redate", version) for version in late], at=now, actor=by.actor_id)


@transaction.atomic
def abandon(version_id: int, *, reason: str, now: datetime, by: Actor) -> None:
    """End a pending version that cannot be made. Its number is never given to another."""
    require(by, "certificate.issue")
    locked = Version.objects.select_for_update().select_related("certificate")
    version = locked.get(pk=version_id)
    version.state = after(VERSION_TRANSITIONS, State(version.state), Act.ABANDON)
    version.save(update_fields=["state"])
    certificate = version.certificate
    if certificate.state == State.PENDING:
        certificate.state = after(CERTIFICATE_TRANSITIONS, State.PENDING, Act.ABANDON)
        certificate.save(update_fields=["state"])
    record_many([_entry("certificate.abandon", version, reason=reason)], at=now, actor=by.actor_id)


@transaction.atomic
def bring_into_effect(files: Mapping[int, SealedFile], *, now: datetime, by: Actor) -> list[Version]:
    """Make versions count, whose files are sealed, checked and stored.

    Args:
        files: version id to file. A version already in effect with that file is left as it is.
        now: the instant of effect, for predecessors too.
        by: who answers for it.

    Raises:
        RuleViolation: `ACT_NOT_POSSIBLE` when a version or its certificate has ended; nothing is done then.
    """
    require(by, "certificate.issue")
    locked = Version.objects.select_for_update().filter(pk__in=files).order_by("pk")
    versions = list(locked.select_related("certificate__holder"))
    due = [version for version in versions if not _in_effect_already(version, files[version.pk])]
    for version in due:
        _enter(version, files[version.pk], now)
    status.publish([public_facts(v, files[v.pk], state=v.certificate.state) for v in due], at=now)
    record_many([_entry("certificate.effect", version) for version in due], at=now, actor=by.actor_id)
    return versions


def _numberings(kinds: Collection[str]) -> Mapping[str, Numbering]:
    series = lock_series(kind(name).series for name in kinds)
    return {
        name: Numbering(kind=kind(name), series=series[kind(name).series], profile=department())
        for name in kinds
    }


def _served(request: Request, numbering: Numbering, now: datetime) -> Allocation:
    try:
        return make_version(request, numbering=numbering, now=now)
    except RuleViolation as violation:
        return Allocation(violation=violation)


def _in_effect_already(version: Version, file: SealedFile) -> bool:
    return version.state == State.IN_EFFECT and version.file_digest == file.digest


def _enter(version: Version, file: SealedFile, now: datetime) -> None:
    certificate = version.certificate
    state = after(VERSION_TRANSITIONS, State(version.state), Act.BRING_INTO_EFFECT)
    certificate.state = after(CERTIFICATE_TRANSITIONS, State(certificate.state), Act.BRING_INTO_EFFECT)
    _supersede_others(version, now)
    version.state, version.in_effect_at = state, now
    version.file_digest, version.file_size = file.digest, file.size
    version.save(update_fields=["state", "in_effect_at", "file_digest", "file_size"])
    Certificate.objects.filter(pk=certificate.pk).update(state=certificate.state)
    _update_holder(version)


def _supersede_others(version: Version, now: datetime) -> None:
    if version.ordinal == 1:
        return
    others = Version.objects.filter(certificate=version.certificate, ordinal__lt=version.ordinal)
    others.filter(state=State.IN_EFFECT).update(state=State.SUPERSEDED, superseded_at=now)
    status.supersede(list(others.values_list("token", flat=True)), by=version.token, at=now)


def _update_holder(version: Version) -> None:
    """What the newest version says of the holder; one that waited brings no older facts back."""
    newer = Version.objects.filter(certificate__holder=version.certificate.holder_id, pk__gt=version.pk)
    if newer.filter(in_effect_at__isnull=False).exists():
        return
    says = version.snapshot
    Enterprise.objects.filter(pk=version.certificate.holder_id).update(
        uscc=says.uscc,
        name=says.holder_name,
        legal_representative=says.legal_representative,
        registered_address=says.registered_address,
        registered_capital=says.registered_capital,
    )


def _entry(act: str, version: Version, **more: str) -> Entry:
    detail = {
        "identifier": version.identifier,
        "purpose": version.purpose,
        "decision_document": version.decision_document,
        "snapshot": version.snapshot_json,
        **({"file": version.file_digest} if version.file_digest else {}),
        **more,
    }
    return Entry(act=act, subject=f"certificate:{version.certificate.number}", detail=detail)
