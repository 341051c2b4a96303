"""`python -m vectors make DIR`, `python -m vectors run DIR`, `python -m vectors index`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from openofd.cli.conformance import JUDGES
from openofd.verify.conformance import INDEX, Command, Result, load, run
from vectors.index import HERE, make, text

_COMMANDS = {
    "make": "write the files into DIR",
    "run": "ask a verifier about DIR",
    "index": "renew cases.json",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all agree; 1: some do not."""
    given = _parser().parse_args(arguments)
    if given.action == "make":
        make(given.folder)
    elif given.action == "index":
        (HERE / INDEX).write_text(text(), encoding="utf-8")
    else:
        return _run(given)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vectors", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    for name, said in _COMMANDS.items():
        action = actions.add_parser(name, help=said)
        if name != "index":
            action.add_argument("folder", type=Path, metavar="DIR")
        if name == "run":
            _options(action)
    return parser


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--command", metavar="LINE", help="another verifier; fields in braces, see README.md")
    parser.add_argument("--overall-only", action="store_true", help="do not compare reason codes")
    parser.add_argument("--no-optional", action="store_true", help="leave out what the standards leave open")
    parser.add_argument("--only", metavar="PREFIX", default="", help="cases whose id begins so")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run(given: argparse.Namespace) -> int:
    suite = load(given.folder)
    judges = {"verify": Command(template=given.command)} if given.command else JUDGES
    wanted = [
        case
        for case in suite.cases
        if case.id.startswith(given.only) and not (given.no_optional and case.optional)
    ]
    results = tuple(run(suite, judges, cases=wanted, codes=not given.overall_only))
    (_print_json if given.json else _print_table)(results)
    return int(any(result.wrong for result in results))


def _print_json(results: Sequence[Result]) -> None:
    print(json.dumps([result.to_json() for result in results], ensure_ascii=False, indent=2))


def _print_table(results: Sequence[Result]) -> None:
    for result in results:
        mark = "skip" if result.skipped else "ok" if result.agrees else "NO"
        print(
            f"{mark:4}  {result.case.id:50}  {result.answer.overall:13}  {'; '.join(result.wrong)}".rstrip()
        )
    agree, skipped = sum(r.agrees for r in results), sum(r.skipped for r in results)
    print(f"{len(results)} cases: {agree} agree, {len(results) - agree - skipped} do not, {skipped} skipped")


if __name__ == "__main__":
    sys.exit(main())
