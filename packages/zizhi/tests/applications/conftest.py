"""A hall with a certificate in effect, the people around a case, and a calendar without holidays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zizhi.accounts.models import Enterprise
from zizhi.accounts.policy import COMMAND, Command, Role
from zizhi.applications import services
from zizhi.applications.items import Due, Field, Item
from zizhi.applications.models import Application
from zizhi.certificates.models import Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.certificates.services import allocate, bring_into_effect

CLERK = Command(actor_id="受理员", roles=frozenset({Role.CLERK}))
REVIEWER = Command(actor_id="审核员", roles=frozenset({Role.REVIEWER}))
KEEPER = Command(actor_id="用印员", roles=frozenset({Role.SEAL_KEEPER}))
ADDRESS = {Field.REGISTERED_ADDRESS: "辽宁省大连市中山区人民路1号"}


@dataclass(frozen=True)
class Days:
    """Every day is a working day, until told otherwise."""

    promised: int = 5
    provisional: bool = False

    def acceptance(self, item: Item, submitted_on: date) -> Due:
        return Due(on=submitted_on + timedelta(days=self.promised), provisional=self.provisional)

    def decision(self, item: Item, accepted_on: date) -> Due:
        return Due(on=accepted_on + timedelta(days=4 * self.promised), provisional=self.provisional)


def no_objection(kind: str, values: Mapping[Field, str]) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Desks:
    """One case and who acts on it: `do(verb, by, …)` looks at the case as it stands."""

    case: Application
    now: datetime
    holder: Command
    days: Days = Days()
    clerk: Command = CLERK
    reviewer: Command = REVIEWER
    keeper: Command = KEEPER

    def do(self, verb: str, by: Command, **more: Any) -> Application:
        if verb in {"submit", "resubmit"}:
            more = {"face": no_objection, **more}
        if verb in {"submit", "resubmit", "accept"}:
            more = {"deadlines": self.days, **more}
        seen = {"now": self.now, "expected_version": self.fresh().version, **more}
        return getattr(services, verb)(self.case.pk, by=by, **seen)

    def fresh(self) -> Application:
        return Application.objects.get(pk=self.case.pk)

    def later(self, days: int) -> "Desks":
        return replace(self, now=self.now + timedelta(days=days))

    def submitted(self) -> "Desks":
        self.do("submit", self.holder)
        return self

    def accepted(self) -> "Desks":
        self.submitted().do("accept", self.clerk)
        return self

    def reviewed(self, *, agrees: bool = True) -> "Desks":
        self.accepted().do("review", REVIEWER, agrees=agrees, reason="材料齐全")
        return self


@pytest.fixture
def certify(
    make_request: Callable[..., Request], make_file: Callable[[int], SealedFile], now: datetime
) -> Callable[..., Version]:
    """`certify(n)`: the n-th enterprise holds a certificate in effect."""

    def act(n: int = 1, **changes: Any) -> Version:
        version = allocate(make_request(n, **changes), now=now, by=COMMAND)
        return bring_into_effect({version.pk: make_file(version.pk)}, now=now, by=COMMAND)[0]

    return act


@pytest.fixture
def opened(certify: Callable[..., Version], now: datetime) -> Callable[..., Desks]:
    """`opened(n)`: a draft of the n-th enterprise, a change of address entered."""

    def act(n: int = 1, **changes: Any) -> Desks:
        version = certify(n)
        holder = Command(actor_id=f"企业{n}", roles=frozenset(), holder_id=version.holder_id)
        what = {"item": Item.CHANGE, "key": "k", "certificate": version.certificate.number, **changes}
        begun = services.Beginning(holder_id=version.holder_id, **what)
        desks = Desks(services.begin(begun, now=now, by=holder), now, holder)
        if begun.item is Item.CHANGE:
            desks.do("enter", holder, values=ADDRESS)
        return desks

    return act


@pytest.fixture
def newcomer(made_up_uscc: Callable[[int], str]) -> Enterprise:
    """An enterprise without a certificate."""
    return Enterprise.objects.create(uscc=made_up_uscc(77), name="新企业", legal_representative="甲")
