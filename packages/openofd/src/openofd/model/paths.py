"""AbbreviatedData, the drawing commands of a path. GB/T 33190-2016 9.1."""

import re
from typing import NamedTuple

from openofd.errors import LimitExceeded
from openofd.limits import LIMITS
from openofd.model.units import number

__all__ = ["NO_COMMANDS", "Command", "path_data"]

_TOKEN = re.compile(r"[A-Za-z]|[^\sA-Za-z,]+(?:[eE][-+]?\d+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Command(NamedTuple):
    """One operator with its operands, coordinates absolute in object space.

    Operators: M, L x y; Q x1 y1 x y; B x1 y1 x2 y2 x y; A rx ry angle large sweep x y; C closes.
    S is read as M.
    """

    operator: str
    operands: tuple[float, ...]


NO_COMMANDS: tuple[Command, ...] = ()


def _check_length(text: str) -> None:
    # counted before anything is made of it; a short text cannot hold many
    if len(text) > LIMITS.path_commands and sum(map(text.count, _OPERANDS)) > LIMITS.path_commands:
        raise LimitExceeded("LIMIT_EXCEEDED", "路径过长", "a path with too many commands")


def path_data(text: str) -> tuple[Command, ...]:
    """The commands in order; operators may be glued together ("CM").

    Raises:
        ValueError: an unknown operator, or too few or too many operands.
        LimitExceeded: more commands than a path may have.
    """
    _check_length(text)
    tokens: list[str] = _TOKEN.findall(text)
    commands, at = [], 0
    while at < len(tokens):
        operator = tokens[at]
        stop = at + 1 + _OPERANDS.get(operator, -1)
        if stop == at or stop > len(tokens):
            raise ValueError(text)
        operands = tuple([number(token) for token in tokens[at + 1 : stop]])
        commands.append(Command("M" if operator == "S" else operator, operands))
        at = stop
    return tuple(commands)
