"""The guards, one by one."""

from datetime import date
from typing import Any

import pytest

from zizhi.applications import conditions
from zizhi.applications.conditions import Facts, Guard, Point
from zizhi.core.errors import RuleViolation

TODAY = date(2026, 11, 22)
BAD = RuleViolation("VALUE_MISSING", "请填写。", "name")


def _said(guard: Guard, **changes: Any) -> str:
    found = guard(Facts(actor="甲", today=TODAY, **changes))
    return found.code if found else ""


@pytest.mark.parametrize(
    ("guard", "holds", "broken", "code"),
    [
        (conditions.complete, {}, {"findings": (BAD,)}, "VALUE_MISSING"),
        (conditions.stands, {}, {"barrier": BAD}, "VALUE_MISSING"),
        (conditions.has_reason, {"reason": "缺件"}, {"reason": " \n"}, "REASON_MISSING"),
        (conditions.four_eyes, {"before": frozenset({"乙"})}, {"before": frozenset({"甲"})}, "FOUR_EYES"),
        (conditions.agrees_or_says_why, {"review_agrees": True}, {"review_agrees": False}, "REASON_MISSING"),
        (
            conditions.agrees_or_says_why,
            {"review_agrees": False, "reason": "现场核实"},
            {"review_agrees": None},
            "REASON_MISSING",
        ),
        (
            conditions.silent,
            {"acceptance_due": date(2026, 11, 21)},
            {"acceptance_due": TODAY},
            "NOT_YET",
        ),
        (conditions.has_points, {"points": (Point(field="name", reason="不清"),)}, {}, "POINTS_MISSING"),
    ],
)
def test_a_guard(guard: Guard, holds: dict[str, Any], broken: dict[str, Any], code: str) -> None:
    assert (_said(guard, **holds), _said(guard, **broken)) == ("", code)


@pytest.mark.parametrize("point", [Point(field="name", reason=" "), Point(field="", reason="不清")])
def test_every_point_says_what_and_why(point: Point) -> None:
    assert _said(conditions.has_points, points=(Point(field="uscc", reason="缺"), point)) == "POINTS_MISSING"
