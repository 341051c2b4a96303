"""What the registry answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from zizhi.accounts.policy import COMMAND, Command
from zizhi.certificates import selectors
from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.models import Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.certificates.services import allocate, bring_into_effect
from zizhi.core.clock import today_in_shanghai

NOBODY = frozenset[Any]()


@pytest.fixture
def versions(
    hall: Any, make_request: Callable[..., Request], make_file: Callable[[int], SealedFile], now: datetime
) -> tuple[Version, Version]:
    """One in effect, and another holder's that is pending."""
    first, pending = (allocate(make_request(n), now=now, by=COMMAND) for n in (1, 2))
    bring_into_effect({first.pk: make_file(1)}, now=now, by=COMMAND)
    return first, pending


def test_a_row_is_found_by_its_key(versions: tuple[Version, Version], now: datetime) -> None:
    version = versions[0]
    key = {"uscc": version.uscc, "kind": version.kind, "purpose": Purpose(version.purpose)}
    found = selectors.taken_in_on(decision_document=version.decision_document, **key)
    assert found == today_in_shanghai(now)
    assert selectors.taken_in_on(decision_document="别的文号", **key) is None


def test_an_enterprise_sees_its_own_and_an_office_all(versions: tuple[Version, Version]) -> None:
    mine = Command(actor_id="x", roles=NOBODY, holder_id=versions[0].holder_id)
    assert [c.pk for c in selectors.visible_to(mine)] == [versions[0].certificate_id]
    assert selectors.visible_to(COMMAND).count() == 2
    assert not selectors.visible_to(Command(actor_id="x", roles=NOBODY)).exists()
