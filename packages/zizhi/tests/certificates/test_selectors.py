"""What the registry answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from zizhi.accounts.policy import COMMAND, Command
from zizhi.certificates import selectors
from zizhi.certificates.models import Version
from zizhi.certificates.requests import Request, SealedFile
from zizhi.certificates.services import allocate, bring_into_effect

NOBODY = frozenset[Any]()


@pytest.fixture
def versions(
    hall: Any, make_request: Callable[..., Request], make_file: Callable[[int], SealedFile], now: datetime
) -> tuple[Version, Version]:
    """One in effect, and another holder's that is pending."""
    first, pending = (allocate(make_request(n), now=now, by=COMMAND) for n in (1, 2))
    bring_into_effect({first.pk: make_file(1)}, now=now, by=COMMAND)
    return first, pending


def test_what_is_in_effect_is_found_by_each_of_its_names(versions: tuple[Version, Version]) -> None:
    version = versions[0]
    number = version.certificate.number
    found = [
        selectors.by_token(version.token),
        selectors.by_identifier(version.identifier),
        selectors.by_file_digest(f"{1:064x}"),
        selectors.by_number_and_version(number, 1),
        selectors.in_effect(number),
    ]
    assert found == [version] * 5


def test_what_is_pending_is_found_by_none(versions: tuple[Version, Version]) -> None:
    version = versions[1]
    number = version.certificate.number
    assert selectors.by_identifier(version.identifier) is None
    assert selectors.by_number_and_version(number, 1) is None
    assert selectors.in_effect(number) is None


def test_an_enterprise_sees_its_own_and_an_office_all(versions: tuple[Version, Version]) -> None:
    mine = Command(actor_id="x", roles=NOBODY, holder_id=versions[0].holder_id)
    assert [c.pk for c in selectors.visible_to(mine)] == [versions[0].certificate_id]
    assert selectors.visible_to(COMMAND).count() == 2
    assert not selectors.visible_to(Command(actor_id="x", roles=NOBODY)).exists()
