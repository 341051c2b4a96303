"""The acts, as people do them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from zizhi.accounts.models import Enterprise
from zizhi.accounts.policy import COMMAND, Command
from zizhi.applications import services
from zizhi.applications.conditions import Point
from zizhi.applications.items import Field, Item
from zizhi.applications.models import Application, ChangedField, CorrectionPoint
from zizhi.applications.services import Beginning, Outcome
from zizhi.audit.models import AuditEvent
from zizhi.audit.services import verify_chain
from zizhi.certificates.endings import Ground, cancel
from zizhi.certificates.models import Certificate
from zizhi.certificates.requests import Request
from zizhi.certificates.services import allocate
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation

Opened = Callable[..., Any]
NAME = {Field.NAME: "辽宁新名称建设集团有限公司"}


def _code(act: Callable[[], Any]) -> str:
    with pytest.raises(RuleViolation) as caught:
        act()
    return caught.value.code


@pytest.mark.parametrize("item", [Item.CHANGE, Item.REPLACEMENT, Item.CANCELLATION])
def test_from_draft_to_completion(each_hall: Any, opened: Opened, item: Item) -> None:
    desks = opened(item=item).reviewed()
    desks.do("decide", desks.keeper, outcome=Outcome.APPROVED)
    done = desks.do("complete", COMMAND)
    assert (done.state, done.decided_by) == ("completed", "用印员")
    acts = list(done.events.order_by("version").values_list("act", flat=True))
    assert acts == ["submit", "accept", "review", "approve", "complete"]
    assert verify_chain().holds


def test_renewal_waits_for_its_window(hall: Any, opened: Opened, settings: Any) -> None:
    assert _code(lambda: opened(item=Item.RENEWAL)) == "RENEWAL_TOO_EARLY"
    settings.ZIZHI_RENEWAL_WINDOW = (3000, 0)
    assert opened(2, item=Item.RENEWAL).submitted().fresh().state == "submitted"


def test_days_are_counted_and_kept(hall: Any, opened: Opened) -> None:
    desks = opened().accepted()
    case, today = desks.fresh(), today_in_shanghai(desks.now)
    assert (case.acceptance_due, case.decision_due) == (
        today + timedelta(days=5),
        today + timedelta(days=20),
    )
    assert (case.accepted_on, case.acceptance_provisional) == (today, False)


def test_old_beside_new_in_case_and_audit(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    (change,) = desks.case.changes.all()
    assert (change.old, change.new) == ("辽宁省沈阳市浑南区世纪路1号", "辽宁省大连市中山区人民路1号")
    event = AuditEvent.objects.get(act="application.submit")
    assert (event.subject, change.new in event.detail) == (f"application:{desks.case.number}", True)


def test_a_draft_keeps_what_is_wrong_and_is_not_submitted(hall: Any, opened: Opened) -> None:
    desks = opened()
    desks.do("enter", desks.holder, values={Field.USCC: "9199"})
    assert _code(lambda: desks.do("submit", desks.holder)) == "USCC_FORM"
    assert ChangedField.objects.get().new == "9199"


@pytest.mark.postgres
def test_what_the_register_cannot_keep_is_refused(hall: Any, opened: Opened) -> None:
    desks = opened()
    assert _code(lambda: desks.do("enter", desks.holder, values={Field.NAME: "长" * 301})) == "TEXT_TOO_LONG"
    desks.submitted()
    assert _code(lambda: desks.do("refuse_acceptance", desks.clerk, reason="长" * 2001)) == "REASON_TOO_LONG"


def test_the_face_has_its_word(hall: Any, opened: Opened) -> None:
    desks, objection = opened(), RuleViolation("TOO_LONG", "地址过长。", "registered_address")
    given = list[Any]()

    def face(kind: str, values: Any) -> list[RuleViolation]:
        given.append((kind, dict(values)))
        return [objection]

    assert _code(lambda: desks.do("submit", desks.holder, face=face)) == "TOO_LONG"
    assert given == [("construction", {Field.REGISTERED_ADDRESS: "辽宁省大连市中山区人民路1号"})]


def test_the_same_key_begins_one_case(hall: Any, opened: Opened) -> None:
    desks = opened()
    number = desks.case.certificate.number
    what = Beginning(item=Item.CHANGE, holder_id=desks.holder.holder_id, key="k", certificate=number)
    assert services.begin(what, now=desks.now, by=desks.holder).pk == desks.case.pk
    assert Application.objects.count() == 1


def test_the_same_act_asked_twice_is_done_once(hall: Any, opened: Opened) -> None:
    desks = opened()
    seen = desks.fresh().version
    first, again = (desks.do("submit", desks.holder, expected_version=seen) for _ in range(2))
    assert (first.version, again.version, desks.case.events.count()) == (seen + 1, seen + 1, 1)


def test_who_comes_second_is_told_and_nothing_is_lost(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    seen = desks.fresh().version
    desks.do("accept", desks.clerk)
    late = _code(lambda: desks.do("withdraw", desks.holder, expected_version=seen))
    assert (late, desks.fresh().state) == ("STALE", "accepted")
    assert desks.do("withdraw", desks.holder).state == "withdrawn"


def test_another_opinion_from_the_same_version_is_stale(hall: Any, opened: Opened) -> None:
    desks = opened().accepted()
    seen, words = desks.fresh().version, {"reason": "齐全"}
    desks.do("review", desks.reviewer, agrees=True, **words)
    again = _code(lambda: desks.do("review", desks.reviewer, agrees=False, expected_version=seen, **words))
    assert (again, desks.fresh().review_agrees) == ("STALE", True)


def test_a_stale_draft_is_not_written_over(hall: Any, opened: Opened) -> None:
    desks = opened()
    seen = desks.fresh().version
    desks.do("enter", desks.holder, values=NAME)
    other = {Field.NAME: "别的名称"}
    assert _code(lambda: desks.do("enter", desks.holder, values=other, expected_version=seen)) == "STALE"
    assert desks.do("enter", desks.holder, values=NAME, expected_version=seen).version == seen + 1


def test_correction_opens_what_it_names_and_nothing_else(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    points = [Point(field="name", reason="与营业执照不符"), Point(field="material:licence", reason="不清晰")]
    desks.do("return_for_correction", desks.clerk, points=points)
    assert CorrectionPoint.objects.count() == 2
    address = {Field.REGISTERED_ADDRESS: "别处"}
    assert _code(lambda: desks.do("enter", desks.holder, values=address)) == "FIELD_CLOSED"
    kept = {Field.REGISTERED_ADDRESS: "辽宁省大连市中山区人民路1号"}
    desks.do("enter", desks.holder, values={**kept, **NAME})
    later = desks.later(3)
    assert later.do("resubmit", desks.holder).acceptance_due == today_in_shanghai(later.now) + timedelta(5)


def test_what_was_submitted_can_no_longer_be_entered(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    assert _code(lambda: desks.do("enter", desks.holder, values=NAME)) == "ACT_NOT_POSSIBLE"


def test_approval_against_the_review_says_why(hall: Any, opened: Opened) -> None:
    desks = opened().reviewed(agrees=False)
    approve = {"outcome": Outcome.APPROVED}
    assert _code(lambda: desks.do("decide", desks.keeper, **approve)) == "REASON_MISSING"
    assert desks.do("decide", desks.keeper, reason="现场核实", **approve).state == "approved"


def test_a_certificate_cancelled_meanwhile_is_not_changed(hall: Any, opened: Opened) -> None:
    desks = opened().reviewed()
    ground = Ground(document="注1", effective_on=today_in_shanghai(desks.now), reason="申请")
    cancel(desks.case.certificate.number, ground=ground, now=desks.now, by=COMMAND)
    decide = {"outcome": Outcome.APPROVED}
    assert _code(lambda: desks.do("decide", desks.keeper, **decide)) == "CERTIFICATE_ENDED"


def test_who_applied_in_time_is_not_late_at_the_decision(hall: Any, opened: Opened) -> None:
    desks = opened().reviewed().later(365 * 6)
    assert desks.do("decide", desks.keeper, outcome=Outcome.APPROVED).state == "approved"


@pytest.mark.parametrize("silent_days", [5, 6])
def test_silence_accepts_when_the_day_is_over(hall: Any, opened: Opened, silent_days: int) -> None:
    desks = opened().submitted()
    later = desks.later(silent_days)
    accepted = services.accept_by_silence(now=later.now, deadlines=desks.days)
    assert accepted == (silent_days > 5)
    case = desks.fresh()
    assert (case.state, case.accepted_by) == (("accepted", "zizhi") if accepted else ("submitted", ""))
    if accepted:
        assert case.accepted_on == today_in_shanghai(desks.now)


def test_silence_waits_where_more_holidays_are_known_by_now(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    more = type(desks.days)(promised=9)
    assert services.accept_by_silence(now=desks.later(6).now, deadlines=more) == 0
    assert desks.fresh().acceptance_due == today_in_shanghai(desks.now) + timedelta(days=9)


@pytest.mark.parametrize("reach", ["submitted", "accepted", "reviewed"])
def test_provisional_days_are_counted_again(hall: Any, opened: Opened, reach: str) -> None:
    desks = opened()
    desks = replace(desks, days=replace(desks.days, provisional=True))
    getattr(desks, reach)()
    sure = type(desks.days)(promised=7)
    assert [services.recount(deadlines=sure, now=desks.now) for _ in range(2)] == [1, 0]
    case, today = desks.fresh(), today_in_shanghai(desks.now)
    due = case.acceptance_due if reach == "submitted" else case.decision_due
    assert due == today + timedelta(days=7 if reach == "submitted" else 28)


def test_a_case_is_claimed_by_one_and_laid_back(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    other = Command(actor_id="另一人", roles=desks.clerk.roles)
    asked = {"application": desks.case.pk, "now": desks.now}
    services.claim(**asked, by=desks.clerk)
    assert _code(lambda: services.claim(**asked, by=other)) == "CLAIMED"
    services.release(**asked, by=other)
    assert desks.fresh().claimed_by == "受理员"
    services.release(**asked, by=desks.clerk)
    assert services.claim(**asked, by=other).claimed_by == "另一人"
    assert desks.do("accept", desks.clerk).claimed_by == ""


def test_who_cannot_act_cannot_claim(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    asked = {"application": desks.case.pk, "now": desks.now}
    assert _code(lambda: services.claim(**asked, by=desks.keeper)) == "NOT_PERMITTED"
    assert _code(lambda: services.claim(**asked, by=desks.holder)) == "NOT_PERMITTED"


def test_nobody_handles_a_case_of_their_own_enterprise(hall: Any, opened: Opened) -> None:
    desks = opened().submitted()
    both = Command(actor_id="两栖", roles=desks.clerk.roles, holder_id=desks.holder.holder_id)
    assert _code(lambda: desks.do("accept", both)) == "NOT_PERMITTED"


def test_a_claim_of_the_newly_approved(hall: Any, newcomer: Enterprise, now: Any) -> None:
    person = Command(actor_id="新", roles=frozenset(), holder_id=newcomer.pk)
    what = {"item": Item.CLAIM, "holder_id": newcomer.pk, "kind": "construction"}
    asked = {"now": now, "by": person}
    assert _code(lambda: services.begin(Beginning(key="a", **what), **asked)) == "DECISION_MISSING"
    what["decision_document"] = "辽住建许〔2026〕9号"
    case = services.begin(Beginning(key="a", **what), **asked)
    assert (case.certificate, case.kind) == (None, "construction")
    assert _code(lambda: services.begin(Beginning(key="b", **what), **asked)) == "CASE_OPEN"


def test_who_holds_one_has_nothing_to_claim(hall: Any, opened: Opened) -> None:
    what = {"item": Item.CLAIM, "kind": "construction", "decision_document": "文"}
    assert _code(lambda: opened(**what)) == "CLAIMED_ALREADY"


def test_another_certificate_is_unknown(hall: Any, opened: Opened, certify: Any) -> None:
    foreign = certify(2).certificate.number
    assert _code(lambda: opened(certificate=foreign)) == "CERTIFICATE_UNKNOWN"


def test_an_open_case_stands_in_the_way(hall: Any, opened: Opened) -> None:
    desks = opened()
    what = Beginning(
        item=Item.REPLACEMENT,
        holder_id=desks.holder.holder_id,
        key="other",
        certificate=desks.case.certificate.number,
    )
    assert _code(lambda: services.begin(what, now=desks.now, by=desks.holder)) == "CASE_OPEN"
    desks.do("withdraw", desks.holder)
    assert services.begin(what, now=desks.now, by=desks.holder).state == "draft"


def test_the_ministrys_certificate_goes_its_own_route(
    hall: Any, opened: Opened, make_request: Callable[..., Request], now: Any
) -> None:
    certificate = allocate(make_request(3), now=now, by=COMMAND).certificate
    ministry = Certificate.objects.create(
        number="D121000019",
        serial="900",
        kind="construction",
        authority="住房和城乡建设部",
        holder=certificate.holder,
        state="in_effect",
    )
    person = Command(actor_id="企业3", roles=frozenset(), holder_id=ministry.holder_id)
    what = Beginning(item=Item.CHANGE, holder_id=ministry.holder_id, key="m", certificate=ministry.number)
    with pytest.raises(RuleViolation, match="按原申报途径") as caught:
        services.begin(what, now=now, by=person)
    assert caught.value.code == "MINISTRY_ISSUED"
