"""What the notification centre shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zizhi.messages import selectors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail(settings):
    settings.EMAIL_HOST = "127.0.0.1"


def test_a_person_sees_only_own_messages_latest_first(person, tell, now):
    mine, other = person("a"), person("b")
    older, newer = tell(mine)[0], tell(mine, now=now + timedelta(days=1))[0]
    tell(other)
    assert list(selectors.inbox(mine)) == [newer, older]
    assert set(selectors.visible_to(mine)) == {newer, older}


def test_an_enterprise_does_not_see_what_a_colleague_was_told_alone(person, enterprise, tell):
    mine, colleague = person("a", enterprise), person("b", enterprise)
    tell(colleague)
    assert not selectors.inbox(mine).exists()


def _queries(user):
    with CaptureQueriesContext(connection) as queries:
        shown = [(m.title, [d.state for d in m.deliveries.all()]) for m in selectors.inbox(user)]
        assert selectors.unread_count(user) == len(shown)
    return len(shown), len(queries)


def test_a_thousand_messages_cost_as_many_queries_as_ten(person, tell):
    lisi = person()
    for _ in range(10):
        tell(lisi)
    few = _queries(lisi)
    for _ in range(990):
        tell(lisi)
    assert (few, _queries(lisi)) == ((10, 3), (1000, 3))
