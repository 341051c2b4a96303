"""The table of a delivery's states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhi.core.errors import RuleViolation
from zizhi.messages.states import MOST_ATTEMPTS, TRANSITIONS, Act, State, after, on_failure, pause


@given(st.lists(st.sampled_from(Act)))
def test_whatever_is_done_a_sent_copy_stays_sent(acts: list[Act]) -> None:
    state = State.QUEUED
    for act in acts:
        if (state, act) in TRANSITIONS:
            assert state is not State.SENT
            state = after(state, act)
        else:
            with pytest.raises(RuleViolation, match="DELIVERY_ACT"):
                after(state, act)


def test_every_state_can_be_reached() -> None:
    assert {State.QUEUED, *TRANSITIONS.values()} == set(State)


@given(st.lists(st.booleans(), min_size=MOST_ATTEMPTS, max_size=MOST_ATTEMPTS))
def test_failures_come_to_an_end(finals: list[bool]) -> None:
    acts = [on_failure(n, final=final) for n, final in enumerate(finals, start=1)]
    assert Act.GIVE_UP in acts
    assert acts.index(Act.GIVE_UP) == (finals.index(True) if True in finals else MOST_ATTEMPTS - 1)


@given(st.integers(1, MOST_ATTEMPTS - 1))
def test_pauses_grow(attempts: int) -> None:
    assert pause(attempts + 1) == 2 * pause(attempts)
