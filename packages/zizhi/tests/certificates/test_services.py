"""The registry's acts: allocation, effect, replacement."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zizhi.accounts.models import Enterprise
from zizhi.accounts.policy import COMMAND, Command
from zizhi.audit.models import AuditEvent
from zizhi.audit.services import verify_chain
from zizhi.certificates.endings import Ground
from zizhi.certificates.lifecycle import Purpose, State
from zizhi.certificates.models import Certificate, Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.certificates.services import abandon, allocate, allocate_many, bring_into_effect, redate, suspend
from zizhi.certificates.snapshot import Item
from zizhi.core.errors import RuleViolation
from zizhi.status.answers import Reader

MakeRequest = Callable[..., Request]
MakeFile = Callable[[int], SealedFile]
UNDATED = {"valid_from": None, "valid_until": None}
SECOND = {"decision_document": "辽住建许〔2026〕2号", "purpose": Purpose.CHANGE, **UNDATED}


@pytest.fixture
def issue(make_file: MakeFile, now: datetime) -> Callable[[Request], Version]:
    """Allocate and bring into effect at once."""

    def act(request: Request) -> Version:
        version = allocate(request, now=now, by=COMMAND)
        bring_into_effect({version.pk: make_file(version.pk)}, now=now, by=COMMAND)
        return Version.objects.select_related("certificate").get(pk=version.pk)

    return act


def test_first_numbers(each_hall: Any, make_request: MakeRequest, now: datetime) -> None:
    requests = [
        make_request(1),
        make_request(2),
        make_request(1, kind="design"),
        make_request(1, kind="testing"),
    ]
    numbers = [
        a.version.certificate.number for a in allocate_many(requests, now=now, by=COMMAND) if a.version
    ]
    assert numbers == ["D221000015", "D221000023", "A221000015", "（辽）建检字第00001号"]


def test_the_same_row_again_is_done_already(hall: Any, make_request: MakeRequest, now: datetime) -> None:
    first, again = (allocate_many([make_request()], now=now, by=COMMAND)[0] for _ in range(2))
    assert (first.fresh, again.fresh, first.version) == (True, False, again.version)


def test_a_refused_row_leaves_nothing_behind(hall: Any, make_request: MakeRequest, now: datetime) -> None:
    bad, good = allocate_many([make_request(1, items=()), make_request(2)], now=now, by=COMMAND)
    assert bad.violation is not None
    assert good.fresh
    assert Enterprise.objects.count() == Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("KEY_CONFLICT", {"holder": {"name": "另一名称有限公司"}}),
        ("ALREADY_HOLDS", {"decision_document": "2号"}),
        ("PERIOD_KEPT", {**SECOND, "valid_until": date(2040, 1, 1)}),
        ("NO_CERTIFICATE", {**SECOND, "kind": "survey"}),
    ],
)
def test_refusals(
    hall: Any,
    issue: Callable[[Request], Version],
    make_request: MakeRequest,
    now: datetime,
    code: str,
    changes: dict[str, Any],
) -> None:
    issue(make_request(1))
    with pytest.raises(RuleViolation, match=code):
        allocate(make_request(1, **changes), now=now, by=COMMAND)


def test_a_holder_is_refused_with_its_number(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime
) -> None:
    issue(make_request(1))
    with pytest.raises(RuleViolation, match="D221000015"):
        allocate(make_request(1, decision_document="2号"), now=now, by=COMMAND)


def test_a_change_supersedes_at_the_same_instant(
    each_hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime
) -> None:
    first = issue(make_request(1))
    second = issue(make_request(1, **SECOND, holder={"name": "新名称有限公司"}))
    first.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.IN_EFFECT)
    assert first.superseded_at == second.in_effect_at == now
    assert second.identifier.split(".")[-3:-1] == ["2100001", "002"]
    assert Enterprise.objects.get().name == "新名称有限公司"


def test_a_version_that_waited_brings_no_older_facts_back(
    hall: Any,
    make_request: MakeRequest,
    make_file: Callable[[int], SealedFile],
    now: datetime,
) -> None:
    waiting = allocate(make_request(1), now=now, by=COMMAND)
    later = {"decision_document": "3号", "kind": "survey", "items": (Item(name="工程勘察劳务类（凿井）"),)}
    newer = allocate(make_request(1, **later, holder={"name": "新名称有限公司"}), now=now, by=COMMAND)
    for number, version in enumerate((newer, waiting)):
        bring_into_effect({version.pk: make_file(number)}, now=now, by=COMMAND)
    assert Enterprise.objects.get().name == "新名称有限公司"


def test_the_public_sees_both_versions(
    each_hall: Any, reader: Reader, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    first, second = issue(make_request(1)), issue(make_request(1, **SECOND))
    new, old = reader.by_number("D221000015")
    assert (new.token, new.stored_state, old.stored_state) == (second.token, "in_effect", "superseded")
    assert old.latest_token == second.token
    assert (reader.by_token(first.token), reader.by_uscc(first.uscc)) == (old, (new, old))


def test_what_is_pending_is_not_public(
    hall: Any, reader: Reader, make_request: MakeRequest, now: datetime
) -> None:
    version = allocate(make_request(), now=now, by=COMMAND)
    assert reader.by_token(version.token) is None


def test_the_capital_is_not_public(
    hall: Any, reader: Reader, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    answer = reader.by_token(issue(make_request()).token)
    assert answer is not None
    assert "5000万元" not in answer.payload


def test_in_effect_twice_is_once(
    hall: Any, make_file: MakeFile, make_request: MakeRequest, now: datetime
) -> None:
    version = allocate(make_request(), now=now, by=COMMAND)
    for _ in range(2):
        bring_into_effect({version.pk: make_file(1)}, now=now, by=COMMAND)
    assert AuditEvent.objects.filter(act="certificate.effect").count() == 1


def test_one_version_at_a_time(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime
) -> None:
    issue(make_request(1))
    allocate(make_request(1, **SECOND), now=now, by=COMMAND)
    third = make_request(1, **{**SECOND, "decision_document": "3号"})
    with pytest.raises(RuleViolation, match="VERSION_PENDING"):
        allocate(third, now=now, by=COMMAND)


def test_a_change_of_the_credit_code_keeps_holder_and_number(
    hall: Any,
    issue: Callable[[Request], Version],
    make_request: MakeRequest,
    made_up_uscc: Callable[[int], str],
) -> None:
    first = issue(make_request(1))
    second = issue(make_request(2, **SECOND, previous_uscc=made_up_uscc(1)))
    assert second.certificate == first.certificate
    assert Enterprise.objects.get().uscc == made_up_uscc(2)


def test_a_new_code_reaches_each_certificate_of_the_holder(
    hall: Any,
    issue: Callable[[Request], Version],
    make_request: MakeRequest,
    made_up_uscc: Callable[[int], str],
) -> None:
    design = {"kind": "design", "items": (Item(name="建筑行业（建筑工程）乙级"),)}
    both = [issue(make_request(1)), issue(make_request(1, **design))]
    moved = {"previous_uscc": made_up_uscc(1), **SECOND}
    changed = [issue(make_request(2, **moved)), issue(make_request(2, **{**design, **moved}))]
    assert [v.certificate for v in changed] == [v.certificate for v in both]
    assert {v.snapshot.uscc for v in changed} == {made_up_uscc(2)}


def test_a_paper_certificate_keeps_its_number_as_version_2(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    version = issue(make_request(1, purpose=Purpose.REPLACEMENT, paper_number="D221000023"))
    assert (version.certificate.number, version.ordinal) == ("D221000023", 2)
    numbers = [issue(make_request(n)).certificate.number for n in (2, 3)]
    assert numbers == ["D221000015", "D221000031"]


@pytest.mark.parametrize(
    ("code", "number"), [("MINISTRY_ISSUED", "D121000017"), ("NOT_OUR_NUMBER", "D232000017")]
)
def test_numbers_of_others_are_refused(
    hall: Any, make_request: MakeRequest, now: datetime, code: str, number: str
) -> None:
    with pytest.raises(RuleViolation, match=code):
        allocate(make_request(purpose=Purpose.CHANGE, paper_number=number), now=now, by=COMMAND)


def test_an_abandoned_row_may_be_asked_again_under_a_new_number(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime
) -> None:
    abandon(allocate(make_request(), now=now, by=COMMAND).pk, reason="不能签章", now=now, by=COMMAND)
    assert issue(make_request()).certificate.number == "D221000023"


def test_the_day_of_sealing_is_the_day_of_issue(hall: Any, make_request: MakeRequest, now: datetime) -> None:
    version = allocate(make_request(), now=now, by=COMMAND)
    redate([version.pk], now=now + timedelta(days=1), by=COMMAND)
    version.refresh_from_db()
    assert version.snapshot.issued_on == version.issued_on == date(2026, 11, 23)


def test_who_is_no_registrar_issues_nothing(hall: Any, make_request: MakeRequest, now: datetime) -> None:
    with pytest.raises(RuleViolation, match="NOT_PERMITTED"):
        allocate(make_request(), now=now, by=Command(actor_id="x", roles=frozenset()))


def test_every_act_is_audited(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    issue(make_request(1))
    assert list(AuditEvent.objects.values_list("act", flat=True)) == [
        "certificate.allocate",
        "certificate.effect",
    ]
    assert verify_chain().holds


def test_a_suspended_certificate_is_not_changed(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime
) -> None:
    number = issue(make_request(1)).certificate.number
    ground = Ground(document="3号", effective_on=date(2026, 11, 22), reason="处罚")
    suspend(number, ground=ground, now=now, by=COMMAND)
    with pytest.raises(RuleViolation, match="SUSPENDED"):
        allocate(make_request(1, **SECOND), now=now, by=COMMAND)


def test_a_credit_code_belongs_to_one_enterprise(
    hall: Any,
    issue: Callable[[Request], Version],
    make_request: MakeRequest,
    made_up_uscc: Callable[[int], str],
    now: datetime,
) -> None:
    issue(make_request(1))
    issue(make_request(2))
    with pytest.raises(RuleViolation, match="USCC_TAKEN"):
        allocate(make_request(2, **SECOND, previous_uscc=made_up_uscc(1)), now=now, by=COMMAND)


@pytest.mark.parametrize("number", ["D221000015", "DW221000015"])
def test_a_paper_number_of_another_is_refused(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest, now: datetime, number: str
) -> None:
    issue(make_request(1))
    with pytest.raises(RuleViolation, match="NUMBER_OF_ANOTHER"):
        allocate(make_request(2, purpose=Purpose.CHANGE, paper_number=number), now=now, by=COMMAND)


def test_an_old_paper_number_of_no_form_is_kept(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    version = issue(make_request(1, purpose=Purpose.EXCHANGE, paper_number="辽建资字第0007号"))
    assert version.certificate.number == "辽建资字第0007号"


def test_the_serial_is_shared_by_the_letters(
    hall: Any, issue: Callable[[Request], Version], make_request: MakeRequest
) -> None:
    issue(make_request(9))
    numbers = [issue(make_request(1, kind=kind)).certificate.number for kind in ("construction", "survey")]
    assert [number[1:] for number in numbers] == ["221000023"] * 2
