"""The table of architecture §3, every combination."""

from itertools import product

import pytest

from zizhi.verification.verdict import (
    Comparison,
    Evidence,
    Record,
    Sealing,
    Standing,
    Tone,
    VerdictKind,
    judge,
)

IN_EFFECT = Standing(code="in_effect", in_effect=True, word="当前有效", sentence="现在有效。")
EXPIRED = Standing(code="expired", in_effect=False, word="已过期", sentence="有效期已届满。")

S, R, C, K = Sealing, Record, Comparison, VerdictKind

# (sealing, record, comparison, traces, content) → (kind, alarm); None stands for every value
TABLE = [
    ((None, R.UNREACHABLE, None, None, None), (K.CANNOT_TELL, False)),
    ((S.UNTRUSTED, {R.STORED, R.KNOWN, R.ABSENT}, None, None, None), (K.CANNOT_TELL, False)),
    ((S.ELSEWHERE, R.STORED, None, None, None), (K.CANNOT_TELL, True)),
    (({S.OURS, S.BROKEN, S.UNDECIDED}, R.STORED, C.DIFFERENT, None, None), (K.CANNOT_TELL, True)),
    ((S.BROKEN, R.STORED, {C.EQUAL, C.NOT_MADE}, None, None), (K.GENUINE, True)),
    (({S.OURS, S.UNDECIDED}, R.STORED, {C.EQUAL, C.NOT_MADE}, None, None), (K.GENUINE, False)),
    ((S.OURS, R.KNOWN, C.EQUAL, None, C.EQUAL), (K.GENUINE_REPACKED, False)),
    ((S.OURS, R.KNOWN, {C.EQUAL, C.NOT_MADE}, None, C.DIFFERENT), (K.ALTERED, True)),
    ((S.OURS, R.KNOWN, C.EQUAL, None, C.NOT_MADE), (K.CANNOT_TELL, False)),
    ((S.OURS, R.KNOWN, C.DIFFERENT, None, None), (K.ALTERED, True)),
    ((S.OURS, R.KNOWN, C.NOT_MADE, None, {C.EQUAL, C.NOT_MADE}), (K.CANNOT_TELL, False)),
    ((S.OURS, R.ABSENT, None, None, None), (K.NOT_ISSUED_HERE, True)),
    ((S.ELSEWHERE, {R.KNOWN, R.ABSENT}, None, None, None), (K.NOT_ISSUED_HERE, False)),
    ((S.BROKEN, {R.KNOWN, R.ABSENT}, None, True, None), (K.ALTERED, False)),
    ((S.BROKEN, {R.KNOWN, R.ABSENT}, None, False, None), (K.NOT_ISSUED_HERE, False)),
    ((S.UNDECIDED, {R.KNOWN, R.ABSENT}, None, None, None), (K.CANNOT_TELL, False)),
]
AXES = (S, R, C, (True, False), C)


def _expand(condition):
    return product(
        *(
            axis if want is None else (want if isinstance(want, set) else {want})
            for want, axis in zip(condition, AXES, strict=True)
        )
    )


CASES = [(case, answer) for condition, answer in TABLE for case in _expand(condition)]


def test_the_table_names_every_combination_once():
    assert sorted(case for case, _ in CASES) == sorted(product(*AXES))


@pytest.mark.parametrize(("case", "answer"), CASES)
def test_row(case, answer):
    verdict = judge(_evidence(case), IN_EFFECT)
    assert (verdict.kind, verdict.alarm) == answer


@pytest.mark.parametrize(("case", "answer"), CASES)
def test_only_a_genuine_certificate_in_effect_is_green(case, answer):
    genuine = answer[0] in {K.GENUINE, K.GENUINE_REPACKED}
    assert (judge(_evidence(case), IN_EFFECT).tone is Tone.GOOD) is genuine
    assert judge(_evidence(case), EXPIRED).tone is not Tone.GOOD
    assert judge(_evidence(case), None).tone is not Tone.GOOD


def test_genuine_tells_why_it_is_not_in_effect():
    verdict = judge(_evidence((S.OURS, R.STORED, C.EQUAL, True, C.NOT_MADE)), EXPIRED)
    assert verdict.in_effect is False
    assert verdict.word == "证书真实，已过期"
    assert "有效期已届满" in verdict.sentence


def test_an_outage_is_never_called_forged():
    verdict = judge(_evidence((S.BROKEN, R.UNREACHABLE, C.NOT_MADE, True, C.NOT_MADE)), None)
    assert verdict.tone is Tone.UNKNOWN
    assert "不表示文件有问题" in verdict.sentence


def _evidence(case):
    sealing, record, comparison, traces, content = case
    return Evidence(sealing=sealing, record=record, comparison=comparison, traces=traces, content=content)
