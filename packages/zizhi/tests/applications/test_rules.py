"""The table, walked through the services by people right and wrong, against a model told otherwise."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from zizhi.accounts.policy import Command, Role
from zizhi.applications import services
from zizhi.applications.conditions import Point
from zizhi.applications.models import Event
from zizhi.applications.rules import OPEN, TRANSITIONS, Act, State
from zizhi.audit.models import AuditEvent
from zizhi.audit.services import verify_chain
from zizhi.core.errors import RuleViolation

ALL = frozenset(Role)
MODEL = {
    "submit": ({"draft"}, "submitted"),
    "resubmit": ({"returned"}, "submitted"),
    "return_for_correction": ({"submitted"}, "returned"),
    "accept": ({"submitted"}, "accepted"),
    "refuse_acceptance": ({"submitted"}, "acceptance_refused"),
    "review": ({"accepted"}, "reviewed"),
    "approve": ({"reviewed"}, "approved"),
    "refuse": ({"reviewed"}, "refused"),
    "complete": ({"approved"}, "completed"),
    "withdraw": ({"draft", "submitted", "returned", "accepted", "reviewed"}, "withdrawn"),
}
APPLICANTS = {"submit", "resubmit", "withdraw"}
NEEDS_WORDS = {"refuse_acceptance", "review", "refuse", "return_for_correction"}


def test_an_act_needs_the_same_power_wherever_it_begins() -> None:
    roles = {(act, row.role) for (_, act), row in TRANSITIONS.items()}
    assert len(roles) == len(Act)


def test_every_state_is_reached_and_every_case_can_end() -> None:
    assert {row.to for row in TRANSITIONS.values()} == set(State) - {State.DRAFT}
    assert set(State) - OPEN == {
        State.COMPLETED,
        State.REFUSED,
        State.ACCEPTANCE_REFUSED,
        State.WITHDRAWN,
    }


class Walk(RuleBasedStateMachine):
    """Officials A, B, C who may do everything, the applicant, another enterprise."""

    opened: Callable[..., Any]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.desks = type(self).opened()
        self.people = [Command(actor_id=name, roles=ALL) for name in "ABC"] + [
            self.desks.holder,
            Command(actor_id="别家", roles=frozenset(), holder_id=self.desks.holder.holder_id + 1),
        ]
        self.state, self.before, self.done = "draft", set[str](), 0
        self.audited = AuditEvent.objects.count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(verb=st.sampled_from(sorted(MODEL)), who=st.integers(0, 4), words=st.sampled_from(["", "理由"]))
    def act(self, verb: str, who: int, words: str) -> None:
        person = self.people[who]
        try:
            self._ask(verb, person, words)
        except RuleViolation:
            assert not self._allowed(verb, person, words)
        else:
            assert self._allowed(verb, person, words)
            self._follow(verb, person)

    @rule(data=st.data(), who=st.integers(0, 3))
    def go_on(self, data: st.DataObject, who: int) -> None:
        """An act that the state admits, so that walks come far."""
        possible = sorted(verb for verb, (begins, _) in MODEL.items() if self.state in begins)
        if possible:
            verb = data.draw(st.sampled_from(possible))
            self.act(verb, 3 if verb in APPLICANTS else who % 3, "理由")

    @rule(days=st.integers(0, 9))
    def wait(self, days: int) -> None:
        self.desks = self.desks.later(days)
        silent = self.desks.now.date() > (self.desks.fresh().acceptance_due or self.desks.now.date())
        accepted = services.accept_by_silence(now=self.desks.now, deadlines=self.desks.days)
        assert accepted == (self.state == "submitted" and silent)
        if accepted:
            self.state, self.done = "accepted", self.done + 1
            self.before.add("zizhi")

    @invariant()
    def agrees(self) -> None:
        assert self.desks.fresh().state == self.state
        assert Event.objects.filter(application=self.desks.case).count() == self.done
        assert AuditEvent.objects.count() == self.audited + self.done

    def _ask(self, verb: str, person: Command, words: str) -> None:
        points = {"points": [Point(field="registered_address", reason=words)]}
        more: dict[str, dict[str, Any]] = {
            "return_for_correction": points,
            "review": {"agrees": True, "reason": words},
            "refuse_acceptance": {"reason": words},
            "approve": {"outcome": services.Outcome.APPROVED},
            "refuse": {"outcome": services.Outcome.REFUSED, "reason": words},
        }
        name = "decide" if verb in {"approve", "refuse"} else verb
        self.desks.do(name, person, **more.get(verb, {}))

    def _allowed(self, verb: str, person: Command, words: str) -> bool:
        official = person.actor_id in "ABC"
        if official == (verb in APPLICANTS) or person.actor_id == "别家":
            return False
        if official and self.state == "draft":
            return False
        if verb in {"review", "approve", "refuse"} and person.actor_id in self.before:
            return False
        return self.state in MODEL[verb][0] and (bool(words) or verb not in NEEDS_WORDS)

    def _follow(self, verb: str, person: Command) -> None:
        self.state, self.done = MODEL[verb][1], self.done + 1
        if verb in {"accept", "review"}:
            self.before.add(person.actor_id)


@pytest.mark.django_db
def test_the_services_walk_as_the_model_does(opened: Callable[..., Any]) -> None:
    walk = type("TheWalk", (Walk,), {"opened": staticmethod(opened)})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    few = settings(max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(walk, settings=few)
    assert verify_chain().holds
