"""The tables of states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.certificates.lifecycle import (
    CERTIFICATE_TRANSITIONS,
    ENDED,
    VERSION_TRANSITIONS,
    Act,
    State,
    after,
    states,
)
from zizhi.core.errors import RuleViolation


@given(st.lists(st.sampled_from(Act)))
def test_whatever_is_done_an_ended_certificate_stays_ended(acts: list[Act]) -> None:
    state = State.PENDING
    for act in acts:
        if (state, act) in CERTIFICATE_TRANSITIONS:
            assert state not in ENDED
            state = after(CERTIFICATE_TRANSITIONS, state, act)


@pytest.mark.parametrize("table", [CERTIFICATE_TRANSITIONS, VERSION_TRANSITIONS])
def test_every_state_can_be_reached(table: dict[tuple[State, Act], State]) -> None:
    reached = {State.PENDING}
    for _ in table:
        reached |= {end for (state, _act), end in table.items() if state in reached}
    assert reached == states(table)


def test_what_no_table_names_is_refused() -> None:
    with pytest.raises(RuleViolation, match="ACT_NOT_POSSIBLE"):
        after(VERSION_TRANSITIONS, State.SUPERSEDED, Act.BRING_INTO_EFFECT)
