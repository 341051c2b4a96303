"""The state table in words and as a diagram (mermaid), for the documentation. Pure."""

from zizhi.applications.rules import TRANSITIONS, State

__all__ = ["diagram", "table"]


def diagram() -> str:
    """A mermaid state diagram: one arrow a row of the table, states without a way on lead to the end."""
    arrows = [f"    {state} --> {row.to}: {act}" for (state, act), row in TRANSITIONS.items()]
    going = {state for state, _ in TRANSITIONS}
    ends = [f"    {state} --> [*]" for state in State if state not in going]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows, *ends])


def table() -> str:
    """The same as rows of a Markdown table: from, act, to, who, what must hold."""
    rows = [
        f"| {state} | {act} | {row.to} | {row.role} | {_conditions(row.guards)} |"
        for (state, act), row in TRANSITIONS.items()
    ]
    return "\n".join(["| 从 | 行为 | 到 | 须有权 | 条件 |", "|---|---|---|---|---|", *rows])


def _conditions(guards: tuple[object, ...]) -> str:
    return "；".join((guard.__doc__ or "").split(":", 1)[0] for guard in guards)
