"""Running conformance cases (`vectors/cases.json`) against openofd or against any other command.

The cases follow the attack table of the format notes; each demands an overall answer and reason codes. What
another implementation must print is in `vectors/README.md`. Nothing here knows how the files are made.
"""

import json
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from openofd.errors import MalformedDocument, OpenOfdError
from openofd.gm.ocsp import OcspResponse
from openofd.gm.x509 import CertificateRevocationList, PublicKeyCertificate
from openofd.verify.policy import POLICIES
from openofd.verify.seal_status import read_seal_statuses
from openofd.verify.trust import Trust
from openofd.verify.verify import verify

__all__ = [
    "INDEX",
    "Answer",
    "Case",
    "Command",
    "Judge",
    "Result",
    "Suite",
    "compare",
    "in_process",
    "load",
    "run",
]

INDEX: Final = "cases.json"
"""Name of the index in a folder of cases."""

SKIPPED, ERROR, TIMEOUT = "SKIPPED", "ERROR", "TIMEOUT"
_SECONDS: Final = 60
_EXITS: Final = {0: "VALID", 1: "INVALID", 2: "INDETERMINATE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the index.

    Attributes:
        operation: "verify" or "render": what is asked of the file.
        trust: kind ("anchors", "crls", …) → files of the folder.
        codes: reason codes the answer must give.
        absent: reason codes it must not give.
        optional: the standards leave the finding to the implementation.
    """

    id: str
    row: str
    zh: str
    en: str
    file: str
    operation: str
    trust: Mapping[str, tuple[str, ...]]
    at: datetime
    existed_by: datetime | None
    policy: str
    overall: str
    codes: frozenset[str]
    absent: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A folder of cases."""

    folder: Path
    cases: tuple[Case, ...]

    def read(self, name: str) -> bytes:
        """A file of the folder, by the name the index gives it."""
        return (self.folder / name).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an implementation said: VALID, INVALID, INDETERMINATE (ANSWERED for "render"), or why nothing.

    Attributes:
        codes: the reason codes given; None if it gives none at all.
        detail: for a person.
    """

    overall: str
    codes: frozenset[str] | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An answer beside what was demanded; `wrong` says in words what differs."""

    case: Case
    answer: Answer
    wrong: tuple[str, ...]

    @property
    def skipped(self) -> bool:
        """Whether nobody was asked."""
        return self.answer.overall == SKIPPED

    @property
    def agrees(self) -> bool:
        """Whether it is as demanded."""
        return not self.wrong and not self.skipped

    def to_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "id": self.case.id,
            "row": self.case.row,
            "agrees": None if self.skipped else self.agrees,
            "expected": self.case.overall,
            "answer": self.answer.overall,
            "wrong": list(self.wrong),
            "detail": self.answer.detail,
        }


Judge = Callable[[Suite, Case], Answer]
"""Asks an implementation about one case."""


def load(folder: Path) -> Suite:
    """The cases of a folder made by `python -m vectors make`.

    Raises:
        MalformedDocument: VECTORS_INDEX, the index is missing or is none.
    """
    try:
        index = json.loads((folder / INDEX).read_bytes())
        return Suite(folder=folder, cases=tuple(_case(entry) for entry in index["cases"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MalformedDocument(
            "VECTORS_INDEX",
            "不是用例目录，或 cases.json 无法读取",
            f"no folder of cases, or its cases.json cannot be read: {error}",
            where=str(folder),
        ) from error


def _case(entry: Mapping[str, object]) -> Case:
    expected, title = entry["expected"], entry["title"]
    assert isinstance(expected, dict)
    assert isinstance(title, dict)
    return Case(
        id=str(entry["id"]),
        row=str(entry["row"]),
        zh=title["zh"],
        en=title["en"],
        file=str(entry["file"]),
        operation=str(entry.get("operation", "verify")),
        trust=_trust(entry.get("trust")),
        at=datetime.fromisoformat(str(entry["at"])),
        existed_by=_moment(entry.get("existed_by")),
        policy=str(entry["policy"]),
        overall=expected["overall"],
        codes=frozenset(expected.get("codes", ())),
        absent=frozenset(expected.get("absent", ())),
        optional=bool(entry.get("optional", False)),
    )


def _trust(value: object) -> dict[str, tuple[str, ...]]:
    assert value is None or isinstance(value, dict)
    return {kind: tuple(names) for kind, names in (value or {}).items()}


def _moment(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def run(
    suite: Suite, judges: Mapping[str, Judge], *, cases: Iterable[Case] | None = None, codes: bool = True
) -> Iterator[Result]:
    """Ask about each case.

    Args:
        suite: the folder.
        judges: operation → whom to ask; cases of other operations are skipped.
        cases: those to ask about; by default all.
        codes: whether reason codes count, or only the overall answer.
    """
    for case in suite.cases if cases is None else cases:
        judge = judges.get(case.operation)
        answer = Answer(overall=SKIPPED, detail=case.operation) if judge is None else judge(suite, case)
        yield compare(case, answer, codes=codes)


def compare(case: Case, answer: Answer, *, codes: bool = True) -> Result:
    """Hold an answer against what the case demands."""
    wrong = []
    if answer.overall not in (case.overall, SKIPPED):
        wrong.append(f"{case.overall} expected, {answer.overall} answered")
    if codes and answer.codes is not None:
        wrong += [f"{code} is missing" for code in sorted(case.codes - answer.codes)]
        wrong += [f"{code} is wrong here" for code in sorted(case.absent & answer.codes)]
    return Result(case=case, answer=answer, wrong=tuple(wrong))


def in_process(suite: Suite, case: Case) -> Answer:
    """The answer of openofd itself to a "verify" case."""
    policy = POLICIES.get(case.policy)
    if policy is None:
        return Answer(overall=ERROR, detail=f"no policy {case.policy!r}")
    try:
        trust = Trust(**{kind: _parsed(suite, kind, names) for kind, names in case.trust.items()})  # type: ignore[arg-type]
    except (OpenOfdError, TypeError, KeyError) as error:
        return Answer(overall=ERROR, detail=str(error))
    report = verify(suite.read(case.file), trust=trust, at=case.at, policy=policy, existed_by=case.existed_by)
    return Answer(overall=report.overall.value, codes=report.codes, detail=" ".join(sorted(report.codes)))


_PARSERS: Final[Mapping[str, Callable[[bytes], object]]] = {
    "anchors": PublicKeyCertificate.parse,
    "intermediates": PublicKeyCertificate.parse,
    "crls": CertificateRevocationList.parse,
    "ocsp": OcspResponse.parse,
    "time_stamp_anchors": PublicKeyCertificate.parse,
    "maker_anchors": PublicKeyCertificate.parse,
}


def _parsed(suite: Suite, kind: str, names: Iterable[str]) -> tuple[object, ...]:
    if kind == "seal_statuses":
        return tuple([line for name in names for line in read_seal_statuses(suite.read(name))])
    return tuple([_PARSERS[kind](suite.read(name)) for name in names])


_FIELD: Final = re.compile(r"\{([a-z_]+)(?::([^{}]+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Another implementation: a command line with fields in braces.

    `{file}`, `{at}`, `{existed_by}`, `{policy}`, `{id}`, and the kinds of trust (`{anchors}`, …). A field of
    its own argument may name an option, `{anchors:--trust}`: the option is put before each value, and
    without a value nothing is put.
    """

    template: str
    seconds: float = _SECONDS

    def __call__(self, suite: Suite, case: Case) -> Answer:
        """Run it and read its answer: JSON with "overall" on standard output, else the exit code."""
        arguments = list(self.arguments(suite, case))
        try:
            done = subprocess.run(arguments, capture_output=True, timeout=self.seconds, check=False)
        except subprocess.TimeoutExpired:
            return Answer(overall=TIMEOUT, detail=f"{self.seconds} s")
        except OSError as error:
            return Answer(overall=ERROR, detail=str(error))
        return _read_answer(done.stdout) or Answer(
            overall=_EXITS.get(done.returncode, ERROR), detail=f"exit code {done.returncode}"
        )

    def arguments(self, suite: Suite, case: Case) -> Iterator[str]:
        """The command line of one case."""
        values = _values(suite, case)
        for word in shlex.split(self.template):
            field = _FIELD.fullmatch(word)
            if field is None:
                yield _FIELD.sub(lambda found: " ".join(values.get(found[1], ())), word)
                continue
            for value in values.get(field[1], ()):
                yield from (field[2], value) if field[2] else (value,)


def _values(suite: Suite, case: Case) -> dict[str, tuple[str, ...]]:
    return {
        "file": (str(suite.folder / case.file),),
        "id": (case.id,),
        "policy": (case.policy,),
        "at": (case.at.isoformat(),),
        "existed_by": () if case.existed_by is None else (case.existed_by.isoformat(),),
        **{kind: tuple(str(suite.folder / name) for name in names) for kind, names in case.trust.items()},
    }


def _read_answer(output: bytes) -> Answer | None:
    try:
        said = json.loads(output)
    except ValueError:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("overall"), str):
        return None
    codes = frozenset(_codes(said))
    return Answer(overall=said["overall"], codes=codes or None, detail=" ".join(sorted(codes)))


def _codes(said: object) -> Iterator[str]:
    """The list "codes", and every "code" however deep."""
    if isinstance(said, dict):
        if isinstance(said.get("code"), str):
            yield said["code"]
        if isinstance(said.get("codes"), list):
            yield from map(str, said["codes"])
    children = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    for child in children:
        yield from _codes(child)
