"""Whether a certificate is in effect on a day."""

from datetime import date

import pytest

from zizhi.verification.standing import standing_of

LAST = date(2031, 11, 21)


@pytest.mark.parametrize(
    ("today", "code"),
    [(date(2026, 11, 22), "in_effect"), (LAST, "in_effect"), (date(2031, 11, 22), "expired")],
)
def test_valid_through_the_whole_last_day(today, code):
    standing = standing_of(state="in_effect", expires_on=LAST, today=today)
    assert (standing.code, standing.in_effect) == (code, code == "in_effect")
    assert "2031年11月21日" in standing.sentence


WORDS = {
    "superseded": "已换发",
    "suspended": "已暂扣",
    "cancelled": "已注销",
    "annulled": "已撤销",
    "rescinded": "已撤回",
    "stripped": "已吊销",
}


@pytest.mark.parametrize(("state", "word"), WORDS.items())
def test_each_ending_keeps_its_own_word(state, word):
    standing = standing_of(state=state, expires_on=LAST, today=date(2026, 1, 1))
    assert (standing.code, standing.word, standing.in_effect) == (state, word, False)


@pytest.mark.parametrize("state", ["pending", "abandoned", "expired", "", "something new"])
def test_any_other_state_is_not_in_effect(state):
    assert not standing_of(state=state, expires_on=LAST, today=date(2026, 1, 1)).in_effect
