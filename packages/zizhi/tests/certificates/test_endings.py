"""Suspension and the four endings."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError

from zizhi.accounts.policy import COMMAND, Command, Role
from zizhi.certificates import endings, services
from zizhi.certificates.endings import Ground
from zizhi.certificates.models import CertificateAct, Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.core.errors import RuleViolation
from zizhi.status.answers import Reader

GROUND = Ground(document="辽住建注〔2026〕1号", effective_on=date(2026, 11, 22), reason="企业申请")
NUMBER = "D221000015"


@pytest.fixture
def version(
    hall: Any, make_request: Callable[..., Request], make_file: Callable[[int], SealedFile], now: datetime
) -> Version:
    """A version in effect."""
    version = services.allocate(make_request(), now=now, by=COMMAND)
    services.bring_into_effect({version.pk: make_file(1)}, now=now, by=COMMAND)
    return version


def _public_state(reader: Reader, version: Version) -> str:
    answer = reader.by_token(version.token)
    assert answer is not None
    return answer.state(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (endings.cancel, "cancelled"),
        (endings.annul, "annulled"),
        (endings.rescind, "rescinded"),
        (endings.strip, "stripped"),
        (endings.suspend, "suspended"),
    ],
)
def test_the_public_sees_each_ending(
    version: Version, reader: Reader, now: datetime, act: Any, state: str
) -> None:
    act(NUMBER, ground=GROUND, now=now, by=COMMAND)
    assert _public_state(reader, version) == state


def test_a_suspension_ends(version: Version, reader: Reader, now: datetime) -> None:
    endings.suspend(NUMBER, ground=GROUND, now=now, by=COMMAND)
    endings.reinstate(NUMBER, ground=GROUND, now=now, by=COMMAND)
    assert _public_state(reader, version) == "in_effect"


def test_an_ended_certificate_stays_ended(version: Version, now: datetime) -> None:
    endings.cancel(NUMBER, ground=GROUND, now=now, by=COMMAND)
    with pytest.raises(RuleViolation, match="ACT_NOT_POSSIBLE"):
        endings.suspend(NUMBER, ground=GROUND, now=now, by=COMMAND)


def test_after_the_end_the_holder_gets_a_new_number(
    version: Version, make_request: Callable[..., Request], now: datetime
) -> None:
    endings.cancel(NUMBER, ground=GROUND, now=now, by=COMMAND)
    again = services.allocate(make_request(decision_document="2号"), now=now, by=COMMAND)
    assert again.certificate.number == "D221000023"


def test_a_suspended_certificate_is_not_reissued(
    version: Version, make_request: Callable[..., Request], now: datetime
) -> None:
    endings.suspend(NUMBER, ground=GROUND, now=now, by=COMMAND)
    with pytest.raises(RuleViolation, match="ALREADY_HOLDS"):
        services.allocate(make_request(decision_document="2号"), now=now, by=COMMAND)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("GROUND_MISSING", {"document": " "}),
        ("GROUND_MISSING", {"reason": ""}),
        ("NOT_YET", {"effective_on": date(2026, 11, 23)}),
    ],
)
def test_an_act_needs_its_ground(version: Version, now: datetime, code: str, changes: dict[str, Any]) -> None:
    fields = {"document": GROUND.document, "effective_on": GROUND.effective_on, "reason": GROUND.reason}
    with pytest.raises(RuleViolation, match=code):
        endings.cancel(NUMBER, ground=Ground(**{**fields, **changes}), now=now, by=COMMAND)


def test_an_unknown_number_is_told(hall: Any, now: datetime) -> None:
    with pytest.raises(RuleViolation, match="NUMBER_UNKNOWN"):
        endings.cancel("D221999999", ground=GROUND, now=now, by=COMMAND)


def test_only_a_registrar_ends(version: Version, now: datetime) -> None:
    clerk = Command(actor_id="x", roles=frozenset({Role.CLERK}))
    with pytest.raises(RuleViolation, match="NOT_PERMITTED"):
        endings.cancel(NUMBER, ground=GROUND, now=now, by=clerk)


def test_acts_are_kept(version: Version, now: datetime) -> None:
    endings.suspend(NUMBER, ground=GROUND, now=now, by=COMMAND)
    with pytest.raises(DatabaseError, match="append-only"):
        CertificateAct.objects.update(reason="别的理由")
