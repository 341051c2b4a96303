"""Many files judged at once: a line each, a count, and the worst exit code."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json
from openofd.cli.progress import progress
from openofd.cli.table import columns
from openofd.errors import CryptoUnavailable, Language, OpenOfdError
from openofd.verify.report import Overall, Report

__all__ = ["EXITS", "verify_many"]

EXITS: Final = {
    Overall.VALID: Exit.VALID,
    Overall.INVALID: Exit.INVALID,
    Overall.INDETERMINATE: Exit.INDETERMINATE,
}
"""The exit code of a verdict."""
_GRAVITY = (Exit.VALID, Exit.INDETERMINATE, Exit.INVALID, Exit.UNREADABLE)
"""A file nobody could read is the worst: of the whole nothing can be said."""
_WORDS = {
    Exit.VALID: Text("有效", "valid"),
    Exit.INVALID: Text("无效", "INVALID"),
    Exit.INDETERMINATE: Text("无法判断", "cannot tell"),
    Exit.UNREADABLE: Text("读不了", "unreadable"),
}
_COUNT = Text("共 {n} 个文件：", "{n} files: ")
_COMMA = Text("，", ", ")


class _Row(NamedTuple):
    """What is kept of one file: not the report, which holds the file itself."""

    name: str
    exit: Exit
    why: str
    facts: dict[str, object]


def verify_many(
    names: Sequence[str], judge: Callable[[bytes], Report], language: Language, *, as_json: bool
) -> Exit:
    """Judge each file; one that cannot be read does not keep the others from being judged."""
    rows = [_row(name, judge, language, as_json=as_json) for name in progress(names)]
    worst = max((row.exit for row in rows), key=_GRAVITY.index)
    if as_json:
        print_json({"exit": int(worst), "files": [row.facts for row in rows]})
    else:
        print("\n".join(_lines(rows, language)))
    return worst


def _row(name: str, judge: Callable[[bytes], Report], language: Language, *, as_json: bool) -> _Row:
    try:
        report = judge(read_input(name))
    except CryptoUnavailable:
        raise
    except OpenOfdError as error:
        facts = {"code": error.code, "zh": error.zh, "en": error.en}
        return _Row(name, Exit.UNREADABLE, facts[language], {"file": name, "error": facts})
    told = {"file": name, **report.to_json()} if as_json else {}
    return _Row(name, EXITS[report.overall], _why(report, language), told)


def _why(report: Report, language: Language) -> str:
    """The first reason of a file that is not valid."""
    if report.overall is Overall.VALID:
        return ""
    return next((reason.explain(language) for reason in report.because), "")


def _lines(rows: Sequence[_Row], language: Language) -> Iterator[str]:
    cells = [(_WORDS[row.exit](language), row.name, row.why) for row in rows]
    yield from columns(cells, indent="")
    counts = Counter(row.exit for row in rows)
    said = [f"{_WORDS[code](language)} {counts[code]}" for code in _GRAVITY if counts[code]]
    yield _COUNT(language).format(n=len(rows)) + _COMMA(language).join(said)
