"""`openofd vectors run DIR`: a verifier held against the conformance cases; `make` writes their files."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from openofd.cli.conformance import JUDGES
from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.output import print_json
from openofd.cli.parsing import Parser
from openofd.cli.progress import progress
from openofd.cli.table import columns
from openofd.errors import Language, UnsupportedFeature
from openofd.verify.conformance import Case, Command, Result, Suite, load
from openofd.verify.conformance import run as ask

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd vectors make 用例
openofd vectors run 用例
openofd vectors run 用例 --command '别的工具 验签 {file} {anchors:--root}' --overall-only""",
    """openofd vectors make cases
openofd vectors run cases
openofd vectors run cases --command 'other verify {file} {anchors:--root}' --overall-only""",
)
_OPTIONS = {
    "action": Text(
        "run 逐例核对；make 写出用例文件（只在源代码目录里）",
        "run asks about each case; make writes the files (in the source tree only)",
    ),
    "folder": Text("用例目录", "the folder of cases"),
    "command": Text(
        "核对别的实现：命令行，花括号里是字段，见 vectors/README.md",
        "another verifier: a command line with fields in braces, see vectors/README.md",
    ),
    "overall": Text("只比结论，不比原因代码", "compare the overall answer, not the reason codes"),
    "optional": Text("略去标准没有规定的用例", "leave out what the standards leave open"),
    "only": Text("只要编号以此开头的用例", "cases whose id begins so"),
}
_WORDS = {
    "agrees": Text("一致", "agrees"),
    "differs": Text("不一致", "DIFFERS"),
    "skipped": Text("略过", "skipped"),
}
_NONE = Text("没有这样的用例", "there are none of these")
_COUNT, _COMMA = Text("共 {n} 例：", "{n} cases: "), Text("，", ", ")


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.add_argument("action", choices=("run", "make"), help=text["action"])
    parser.add_argument("folder", metavar="DIR", type=Path, help=text["folder"])
    parser.add_argument("--command", dest="other", metavar="LINE", help=text["command"])
    parser.add_argument("--overall-only", action="store_true", help=text["overall"])
    parser.add_argument("--no-optional", action="store_true", help=text["optional"])
    parser.add_argument("--only", metavar="PREFIX", default="", help=text["only"])
    parser.machine()
    parser.spoken()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Every case agrees: 0; one does not: 1."""
    if arguments.action == "make":
        _make(arguments.folder)
        return Exit.VALID
    suite = load(arguments.folder)
    results = [_result(case, suite, arguments) for case in progress(_wanted(suite, arguments))]
    if arguments.json:
        print_json({"folder": str(arguments.folder), "results": [each.to_json() for each in results]})
    else:
        print("\n".join(_lines(results, language)))
    return Exit.INVALID if any(each.wrong for each in results) else Exit.VALID


def _make(folder: Path) -> None:
    try:
        make: Callable[[Path], object] = import_module("vectors.index").make
    except ModuleNotFoundError as error:
        raise UnsupportedFeature(
            "VECTORS_GENERATORS",
            "用例的生成程序只在源代码里：请在源代码目录执行 python -m vectors make 目录",
            "the generators are in the source tree only: run python -m vectors make DIR there",
        ) from error
    make(folder)


def _wanted(suite: Suite, arguments: argparse.Namespace) -> list[Case]:
    return [
        case
        for case in suite.cases
        if case.id.startswith(arguments.only) and not (arguments.no_optional and case.optional)
    ]


def _result(case: Case, suite: Suite, arguments: argparse.Namespace) -> Result:
    judges = {"verify": Command(template=arguments.other)} if arguments.other else JUDGES
    (result,) = ask(suite, judges, cases=[case], codes=not arguments.overall_only)
    return result


def _lines(results: Sequence[Result], language: Language) -> list[str]:
    """Those that do not agree, then the count."""
    rows = [(r.case.id, r.answer.overall, "; ".join(r.wrong)) for r in results if r.wrong]
    counts = Counter(_kind(result) for result in results)
    said = [f"{_WORDS[kind](language)} {counts[kind]}" for kind in _WORDS if counts[kind]]
    count = _COUNT(language).format(n=len(results)) + (_COMMA(language).join(said) or _NONE(language))
    return [*columns(rows, indent=""), count]


def _kind(result: Result) -> str:
    return "skipped" if result.skipped else "agrees" if result.agrees else "differs"
