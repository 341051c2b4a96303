"""Several people at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from zizhi.applications import services
from zizhi.applications.items import Item
from zizhi.applications.models import Application
from zizhi.audit.services import verify_chain
from zizhi.core.errors import RuleViolation


def _at_once(*acts: Callable[[], Application]) -> list[str]:
    def work(act: Callable[[], Application]) -> str:
        try:
            return act().state
        except RuleViolation as violation:
            return violation.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(work, acts))


def test_of_two_acts_the_second_is_stale(each_hall: Any, opened: Callable[..., Any]) -> None:
    desks = opened().submitted()
    seen = {"expected_version": desks.fresh().version}
    said = _at_once(
        lambda: desks.do("refuse_acceptance", desks.clerk, reason="不属于本厅", **seen),
        lambda: desks.do("withdraw", desks.holder, **seen),
    )
    assert said[0] == "STALE"
    assert said[1] == desks.fresh().state
    assert desks.case.events.count() == 2
    assert verify_chain().holds


def test_a_double_submission_makes_one_case(each_hall: Any, certify: Any, opened: Any, now: Any) -> None:
    desks = opened(2)
    version = certify(1)
    person = type(desks.holder)(actor_id="甲", roles=frozenset(), holder_id=version.holder_id)
    what = services.Beginning(
        item=Item.CHANGE, holder_id=version.holder_id, key="k", certificate=version.certificate.number
    )
    assert _at_once(*[lambda: services.begin(what, now=now, by=person)] * 4) == ["draft"] * 4
    assert Application.objects.filter(applicant=version.holder_id).count() == 1


def test_silence_and_a_word_at_once(each_hall: Any, opened: Callable[..., Any]) -> None:
    desks = opened().submitted().later(6)

    def sweep() -> Application:
        services.accept_by_silence(now=desks.now, deadlines=desks.days)
        return desks.fresh()

    _at_once(sweep, sweep, lambda: desks.do("accept", desks.clerk))
    assert (desks.fresh().state, desks.case.events.count()) == ("accepted", 2)
