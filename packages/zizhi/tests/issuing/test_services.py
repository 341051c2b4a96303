"""Advancing: from every state to the end, once; what cannot be made stops and holds up nobody."""

import os
import shutil
from datetime import timedelta

import pytest

from zizhi.accounts.models import User
from zizhi.accounts.policy import COMMAND
from zizhi.certificates import services as registry
from zizhi.certificates.lifecycle import State
from zizhi.certificates.models import Version
from zizhi.core.errors import RuleViolation
from zizhi.issuing import leases, services
from zizhi.issuing.models import Issuance, Stage
from zizhi.sealing import claim, custody
from zizhi.status.models import StatusRow
from zizhi.vault.local import LocalVault
from zizhi.vault.services import hall_vault

LATER = timedelta(minutes=10)


class Crash(Exception):  # noqa: N818 - stands for the death of the process
    """The process ends here."""


class DyingVault(LocalVault):
    """A vault in which the process dies, before or after the files are stored."""

    stores_first = False

    def put_many(self, files):
        if self.stores_first:
            super().put_many(files)
        raise Crash


@pytest.fixture
def taken(sealing_hall, raw_row, now):
    """`taken(n)`: ids of n fresh INTENT rows."""

    def act(count=1):
        answers = services.take_in([raw_row(n) for n in range(1, count + 1)], by=COMMAND, now=now)
        return [answer.issuance for answer in answers]

    return act


@pytest.fixture
def die(monkeypatch, sealing_hall, now):
    """`die(ids, stores_first=…)`: advance until the vault stops everything."""

    def act(ids, *, stores_first):
        vault = DyingVault(sealing_hall.home / "vault")
        vault.stores_first = stores_first
        with monkeypatch.context() as patch:
            patch.setattr(services, "hall_vault", lambda: vault)
            with pytest.raises(Crash):
                services.advance(ids, now=lambda: now)

    return act


def _all_well(count):
    """One in-effect certificate a row, its file in the vault and no other, its status row with the claim."""
    versions = list(Version.objects.all())
    assert [v.state for v in versions] == [State.IN_EFFECT] * count
    assert sorted(v.file_digest for v in versions) == list(hall_vault().list())
    assert StatusRow.objects.count() == count
    assert set(Issuance.objects.values_list("stage", "lease")) == {(Stage.DONE, "")}


def test_intent_goes_all_the_way(taken, now):
    ids = taken(3)
    assert services.advance(ids, now=lambda: now) == 3
    _all_well(3)


def test_advancing_again_does_nothing(taken, now):
    ids = taken(2)
    services.advance(ids, now=lambda: now)
    before = list(Issuance.objects.values())
    assert services.advance(ids, now=lambda: now) == 0
    assert list(Issuance.objects.values()) == before


def test_sealed_row_whose_file_is_stored_only_comes_into_effect(taken, die, now):
    ids = taken(2)
    die(ids, stores_first=True)
    sealed = dict(Issuance.objects.values_list("pk", "digest"))
    assert services.advance(ids, now=lambda: now) == 2
    assert dict(Issuance.objects.values_list("pk", "digest")) == sealed
    _all_well(2)


def test_sealed_row_whose_file_is_lost_is_made_anew(taken, die, now):
    ids = taken(2)
    die(ids, stores_first=False)
    lost = dict(Issuance.objects.values_list("pk", "digest"))
    assert services.advance(ids, now=lambda: now) == 2
    for row in Issuance.objects.all():
        assert row.abandoned == [lost[row.pk]] != [row.digest]
    _all_well(2)


def test_claim_in_the_status_row_is_the_printed_one(taken, die, sealing_hall, now):
    ids = taken()
    die(ids, stores_first=True)
    services.advance(ids, now=lambda: now)
    status = StatusRow.objects.get()
    keys = custody.open_public(custody.folder(sealing_hall.home), production=False).claim_keys
    assert claim.check(status.token, bytes(status.claim), keys=keys) is claim.ClaimCheck.GENUINE
    assert bytes(status.claim) == bytes(Issuance.objects.get().claim)


def test_sweep_takes_up_what_a_dead_process_left(taken, now):
    ids = taken(2)
    Issuance.objects.filter(pk__in=ids).update(lease=f"elsewhere 1 1 {'0' * 16}", lease_until=now + LATER / 2)
    assert services.sweep(now) == 0
    assert services.sweep(now + LATER) == 2
    _all_well(2)


def test_lease_of_a_dead_process_of_this_machine_ends_at_once(taken, now):
    ids = taken()
    child = os.fork()
    if child == 0:
        os._exit(0)
    lease, _ = leases.take(ids, now=now)
    machine = lease.split(" ")[0]
    Issuance.objects.update(lease=f"{machine} {child} 1 {'0' * 16}", lease_until=now + LATER)
    os.waitpid(child, 0)
    assert services.advance(ids, now=lambda: now) == 1


def test_lease_of_a_living_process_is_respected(taken, now):
    ids = taken()
    leases.take(ids, now=now)
    assert services.advance(ids, now=lambda: now) == 0
    assert Issuance.objects.get().stage == Stage.INTENT


def test_sweep_finds_nothing_before_it_is_due(taken, now):
    taken()
    assert services.sweep(now - timedelta(seconds=1)) == 0


class ThievingVault(LocalVault):
    """A vault so slow that the lease passes to another process meanwhile."""

    def get(self, digest):
        Issuance.objects.update(lease=f"elsewhere 1 1 {'0' * 16}")


def test_who_lost_the_lease_undoes_nothing(taken, die, monkeypatch, sealing_hall, now):
    ids = taken()
    die(ids, stores_first=False)
    before = Issuance.objects.values("stage", "digest", "abandoned").get()
    monkeypatch.setattr(services, "hall_vault", lambda: ThievingVault(sealing_hall.home / "vault"))
    assert services.advance(ids, now=lambda: now) == 0
    assert Issuance.objects.values("stage", "digest", "abandoned").get() == before


def test_row_that_cannot_be_printed_holds_up_nobody(taken, make_request, now):
    taken(2)
    bad = registry.allocate(make_request(99, holder={"name": "示例𰻝建筑有限公司"}), now=now, by=COMMAND)
    stuck = Issuance.objects.create(version=bad, due_at=now)
    assert services.sweep(now) == 2
    stuck.refresh_from_db()
    assert (stuck.stage, stuck.attempts, stuck.lease) == (Stage.INTENT, 1, "")
    assert stuck.due_at > now
    assert "𰻝" in stuck.last_error


def test_bug_met_by_one_row_holds_up_nobody(taken, monkeypatch, now):
    first, second = taken(2)
    Version.objects.filter(pk=Issuance.objects.get(pk=first).version_id).update(snapshot_json={})
    assert services.advance([first, second], now=lambda: now) == 1
    assert "KeyError" in Issuance.objects.get(pk=first).last_error


def test_damaged_file_of_a_sealed_row_is_made_anew(taken, die, sealing_hall, now):
    ids = taken()
    die(ids, stores_first=True)
    (path,) = (sealing_hall.home / "vault").glob("??/*.ofd")
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    assert services.advance(ids, now=lambda: now) == 1
    assert Issuance.objects.get().abandoned == [path.stem]


def test_row_stops_after_some_attempts(taken, make_request, now):
    bad = registry.allocate(make_request(99, holder={"name": "示例𰻝建筑有限公司"}), now=now, by=COMMAND)
    stuck = Issuance.objects.create(version=bad, due_at=now)
    for day in range(9):
        services.sweep(now + timedelta(days=day))
    stuck.refresh_from_db()
    assert (stuck.stage, stuck.attempts) == (Stage.STOPPED, 6)


def test_file_that_a_stranger_rejects_is_never_stored(taken, sealing_hall, tmp_path, now):
    ids = taken()
    anchors = custody.folder(sealing_hall.home) / "anchors"
    shutil.move(anchors / "root.pem", tmp_path / "root.pem")
    assert services.advance(ids, now=lambda: now) == 0
    row = Issuance.objects.get()
    assert (row.stage, row.digest, list(hall_vault().list())) == (Stage.STOPPED, "", [])
    assert "结论：无法判断" in row.last_error


def test_stopped_row_starts_anew_when_somebody_asks(taken, now):
    ids = taken()
    Issuance.objects.update(stage=Stage.STOPPED, attempts=6, last_error="…")
    assert services.sweep(now) == 0
    assert services.reopen(ids) == 1
    assert services.sweep(now) == 1
    _all_well(1)


def test_day_of_issue_is_the_day_of_sealing(taken, now):
    ids = taken()
    tomorrow = now + timedelta(days=1)
    services.advance(ids, now=lambda: tomorrow)
    version = Version.objects.get()
    assert version.issued_on == version.snapshot.issued_on == tomorrow.date()
    _all_well(1)


def test_issuing_needs_the_permission(sealing_hall, raw_row, now):
    nobody = User.objects.create(username="nobody")
    with pytest.raises(RuleViolation, match="NOT_PERMITTED"):
        services.take_in([raw_row()], by=nobody, now=now)
    assert not Version.objects.exists()


def test_version_given_up_is_never_sealed(taken, now):
    first, second = taken(2)
    registry.abandon(Issuance.objects.get(pk=first).version_id, reason="撤件", now=now, by=COMMAND)
    assert services.advance([first, second], now=lambda: now) == 1
    assert Issuance.objects.get(pk=first).stage == Stage.STOPPED
    assert len(list(hall_vault().list())) == 1


def test_version_given_up_after_sealing_holds_up_nobody(taken, die, now):
    first, second = taken(2)
    die([first, second], stores_first=True)
    registry.abandon(Issuance.objects.get(pk=first).version_id, reason="撤件", now=now, by=COMMAND)
    assert services.advance([first, second], now=lambda: now) == 1
    row = Issuance.objects.get(pk=first)
    assert (row.stage, row.attempts, row.version.state) == (Stage.SEALED, 1, State.ABANDONED)


def test_reopened_row_remembers_its_abandoned_file(taken, die, now):
    ids = taken()
    die(ids, stores_first=True)
    digest = Issuance.objects.get().digest
    Issuance.objects.update(stage=Stage.STOPPED)
    services.reopen(ids)
    row = Issuance.objects.get()
    assert (row.stage, row.digest, row.abandoned) == (Stage.INTENT, "", [digest])
