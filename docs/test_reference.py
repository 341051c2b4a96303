"""The reference cannot drift: what it lists is what the source has, no more and no less."""

import ast
import importlib
import inspect
import itertools
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import openofd
from openofd.cli.commandline import command_line
from openofd.cli.commands import COMMANDS as OPENOFD
from openofd.cli.exits import Exit
from openofd.fonts.substitutes import FILES, STYLES
from openofd.verify.advice import ADVICE
from openofd.verify.catalogue import CHECKS
from openofd.verify.reasons import SENTENCES
from zizhi.api.v1 import api
from zizhi.certificates.lifecycle import Purpose, State
from zizhi.issuing.reading import COLUMNS, OPTIONAL
from zizhi.issuing.rows import PURPOSES
from zizhi.ops.main import COMMANDS
from zizhi.verification.answers import ClaimFinding
from zizhi.verification.checks import face_check, qr_check, registry_check
from zizhi.verification.standing import standing_of
from zizhi.verification.verdict import Comparison, Evidence, Record, Sealing, VerdictKind, judge

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SOURCES = sorted(path for path in (ROOT / "packages").glob("*/src/**/*.py") if "migrations" not in path.parts)
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
WORDED = {"reasons.py", "notes.py"}  # modules whose mappings are code → sentence
FAULTS = {"RuleViolation", "Fault", "MalformedDocument", "UnsupportedFeature", "LimitExceeded"}
SILENT = {"get", "setdefault", "pop"}  # of mappings: their first argument is a key


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def first_cells(text: str) -> list[str]:
    """What stands in code type at the beginning of a table's rows."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def section(text: str, heading: str) -> str:
    """From a heading of level two to the next."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def constants(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every code a module names: the first argument, or `code=`, of a call; keys of worded mappings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "code")]
            yield from ((node, a.value) for a in given if isinstance(a, ast.Constant))
        elif isinstance(node, ast.Dict) and path.name in WORDED:
            yield from ((node, key.value) for key in node.keys if isinstance(key, ast.Constant))


def is_code(node: ast.AST, value: object) -> bool:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        return False
    if isinstance(node, ast.Dict):
        return True
    name = ast.unparse(node.func).rpartition(".")[2]
    return name in FAULTS or ("_" in value and name not in SILENT)


def codes_in_source() -> set[str]:
    found = {value for path in SOURCES for node, value in constants(path) if is_code(node, value)}
    return found | set(SENTENCES) | _in_answers()


def _in_answers() -> set[str]:
    """The status API answers from bytes made beforehand."""
    text = (ROOT / "packages/zizhi/src/zizhi/api/status.py").read_text(encoding="utf-8")
    return set(re.findall(r'"code": "([A-Z_]+)"', text))


def codes_in_docs() -> set[str]:
    pages = [*DOCS.glob("reference/*.md"), *DOCS.glob("guide/*.md"), *DOCS.glob("operations/*.md")]
    pages.remove(DOCS / "reference" / "configuration.md")
    cells = [c for p in pages for c in first_cells(p.read_text(encoding="utf-8"))]
    return {c for c in cells if CODE.fullmatch(c)}


def test_every_code_is_explained():
    assert codes_in_source() - codes_in_docs() == set()


def test_every_explained_code_exists():
    assert codes_in_docs() - codes_in_source() == set()


def test_codes_say_what_they_mean_and_what_to_do():
    rows = re.findall(r"^\| `[A-Z][A-Z0-9_]+` \|(.*)\|$", page("reference/checks.md"), re.MULTILINE)
    assert all(len([c for c in row.split("|") if c.strip()]) == 2 for row in rows)


def listed_checks() -> list[tuple[str, ...]]:
    row = re.compile(r"^\| (\d\.\d) \| `([a-z_]+)` \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
    return row.findall(page("reference/checks.md"))


def test_checks_of_the_library():
    expected = [(c.number, c.id, c.zh, c.clause) for c in CHECKS.values()]
    assert listed_checks()[: len(expected)] == expected


def test_checks_of_the_hall():
    own = (
        registry_check(Record.UNREACHABLE, None, traces=True),
        face_check(Comparison.EQUAL, 1),
        qr_check(Comparison.EQUAL),
    )
    listed = listed_checks()[len(CHECKS) :]
    assert [row[:3] for row in listed] == [(line.number, line.id, line.title) for line in own]


def test_every_check_has_its_section():
    for number, check_id, title, _ in listed_checks():
        assert f"\n## {number} `{check_id}` {title}\n" in page("reference/checks.md")


def test_every_check_says_what_to_do():
    for check_id, (failed, unknown) in ADVICE.items():
        assert f"不通过时：{failed[0]}。无法判断时：{unknown[0]}。" in page("reference/checks.md"), check_id


def environment_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            place, key = ast.unparse(node.func.value), node.args[0]
        elif isinstance(node, ast.Subscript):
            place, key = ast.unparse(node.value), node.slice
        else:
            continue
        if place in {"os.environ", "_ENV", "environ"} and isinstance(key, ast.Constant):
            yield str(key.value)


def test_environment_variables():
    told = {c for c in first_cells(page("reference/configuration.md")) if CODE.fullmatch(c)}
    fast_path = "fastpath.py"  # its `environ` is a WSGI request
    found = {n for p in SOURCES if p.name != fast_path for n in environment_names(p)}
    language = (ROOT / "packages/openofd/src/openofd/cli/language.py").read_text(encoding="utf-8")
    found |= set(re.findall(r'"(L[A-Z_]+)"', language))
    assert told == found


def test_refusals_to_start():
    told = {c for c in first_cells(page("reference/configuration.md")) if c.startswith("zizhi.E")}
    text = "".join(p.read_text(encoding="utf-8") for p in SOURCES if p.name == "checks.py")
    assert told == set(re.findall(r'"(zizhi\.E\d+)"', text))


def test_commands_of_zizhi():
    folder = ROOT / "packages/zizhi/src/zizhi/ops/management/commands"
    own = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    told = {c.split()[1] for c in first_cells(page("reference/zizhi-cli.md")) if c.startswith("zizhi ")}
    assert told == own | {"migrate"}
    assert set(COMMANDS) == told


@pytest.mark.parametrize(
    "command", ["demo", "issue", "serve", "worker", "audit", "fsck", "doctor", "deliveries", "holidays"]
)
def test_options_of_zizhi(command):
    text = page("reference/zizhi-cli.md")
    source = (ROOT / f"packages/zizhi/src/zizhi/ops/management/commands/{command}.py").read_text("utf-8")
    own = set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', source))
    described = section(text, f"zizhi {command}") if f"\n## zizhi {command}\n" in text else ""
    assert {c for c in first_cells(described) if c.startswith("--")} == own


def test_commands_of_openofd():
    told = [c.removeprefix("openofd ") for c in first_cells(page("reference/openofd-cli.md")) if " " in c]
    assert told == list(OPENOFD)


def offered(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options that the command's help lists."""
    with pytest.raises(SystemExit):
        command_line("zh").parse_args([command, "--help"])
    return set(re.findall(r"^  (?:-\w \w+, )?(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))


@pytest.mark.parametrize("command", OPENOFD)
def test_options_of_openofd(capsys, command):
    text = page("reference/openofd-cli.md")
    own = section(text, f"openofd {command}")
    told = own + (section(text, "信任选项") if "(#信任选项)" in own else "")
    listed = {c for c in first_cells(told) if c.startswith("--")}
    assert listed == offered(command, capsys) - {"--lang", "--help"}


def test_fonts_that_stand_in():
    rows = re.findall(
        r"^\| `([a-z ]+)` \| [^|]* \| ([^|]*) \| ([^|]*) \|$", page("reference/fonts.md"), re.MULTILINE
    )
    named = lambda cell: tuple(re.findall(r"`([^`]+)`", cell))  # noqa: E731
    assert {style: named(files) for style, _, files in rows} == FILES
    assert [(style, named(words)) for style, words, _ in rows if named(words)] == sorted(
        STYLES, key=lambda pair: list(FILES).index(pair[0])
    )


def test_paths_of_the_api():
    told = re.findall(r"^\| `([A-Z]+) (/api/v1/[^`]*)`", page("reference/http-api.md"), re.MULTILINE)
    schema = api.get_openapi_schema()["paths"]
    assert {(path, method.lower()) for method, path in told} == {
        (path.replace("//", "/"), method) for path, methods in schema.items() for method in methods
    }


@pytest.mark.parametrize(("heading", "schema"), [("证书", "CertificateAnswer"), ("文件报告", "FileReport")])
def test_fields_of_the_api(heading, schema):
    text = section(page("reference/http-api.md"), heading)
    cells = re.findall(r"^\|([^|]+)\|", text, re.MULTILINE)
    told = {name.partition(".")[0] for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    properties = api.get_openapi_schema()["components"]["schemas"][schema]["properties"]
    assert told == set(properties) - {"asked_at"}


def test_verdicts_of_the_api():
    assert all(f"`{kind.value}`" in page("reference/http-api.md") for kind in VerdictKind)


def test_states_of_the_api():
    day = date(2026, 11, 22)
    codes = {standing_of(state=s, expires_on=day, today=day).code for s in State} | {"expired"}
    row = next(line for line in page("reference/http-api.md").splitlines() if line.startswith("| `state` |"))
    assert set(re.findall(r"`([a-z_]+)`", row)) - {"state"} == codes


def test_claim_findings_of_the_api():
    assert all(f"`{word}`" in page("reference/http-api.md") for word in get_args(ClaimFinding))


def test_verdicts_of_the_guide():
    text = page("guide/public-verification.md")
    told = {words[0] for words in re.findall(r"^\|[^|]*\|[^|]*\| \*\*([^*]+)\*\*(.*)\|", text, re.MULTILINE)}
    every = itertools.product(Sealing, Record, Comparison, (True, False), Comparison)
    evidence = [Evidence(sealing=s, record=r, comparison=c, traces=t, content=o) for s, r, c, t, o in every]
    assert told == {judge(one, None).word.removesuffix("，状态未知") for one in evidence}


def test_exit_codes_of_openofd():
    told = re.findall(r"^\| (\d) \|", section(page("reference/openofd-cli.md"), "退出码"), re.MULTILINE)
    assert [int(code) for code in told] == [code.value for code in Exit]


def defaults(path: Path) -> Iterator[tuple[str, str]]:
    """Variables of the environment with a default that stands in the source."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.get", "_ENV.get"}:
            given = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if len(given) == 2 and given[1]:
                yield str(given[0]), str(given[1])


def test_defaults_of_environment_variables():
    rows = dict(
        re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", page("reference/configuration.md"), re.MULTILINE)
    )
    found = {pair for path in SOURCES for pair in defaults(path)}
    assert found
    assert [name for name, value in found if f"`{value}`" not in rows[name]] == []


def test_columns_of_a_list():
    row = re.compile(r"^\| (\S+) \| `([a-z_]+)` \| ([^|]+) \|", re.MULTILINE)
    told = row.findall(section(page("guide/decision-list.md"), "列"))
    assert {key: heading for heading, key, _ in told} == COLUMNS
    assert {key for _, key, needed in told if needed == "可无此列"} == OPTIONAL


def test_purposes_of_a_list():
    row = re.compile(r"^\| (\S+) \| `([a-z]+)` \|", re.MULTILINE)
    told = row.findall(section(page("guide/decision-list.md"), "办理事项"))
    words = {word: Purpose(value) for written, value in told for word in written.split("、")}
    assert words == {word: purpose for word, purpose in PURPOSES.items() if not word.isascii()}


def public_modules() -> list[str]:
    return re.findall(r"automodule:: (\S+)", page("reference/api.md"))


def used_outside() -> set[str]:
    """Modules of the library that the hall, the examples and the pages import."""
    places = [*(ROOT / "packages/zizhi/src").rglob("*.py"), *(ROOT / "examples").glob("*.py")]
    places += [ROOT / "README.md", *DOCS.rglob("*.md")]
    text = "\n".join(place.read_text(encoding="utf-8") for place in places)
    direct = set(re.findall(r"^ *from (openofd[\w.]*) import", text, re.MULTILINE))
    rooms = re.findall(r"^ *from (openofd[\w.]*) import ([\w, ]+)$", text, re.MULTILINE)
    inside = {f"{room}.{name.strip()}" for room, names in rooms for name in names.split(",")}
    modules = {found.name for found in pkgutil.walk_packages(openofd.__path__, "openofd.")}
    return {name for name in direct | (inside & modules) if not is_room(name)}


def is_room(name: str) -> bool:
    """Whether it is a package that only holds modules."""
    room = importlib.import_module(name)
    return hasattr(room, "__path__") and not hasattr(room, "__all__")


def test_every_module_in_use_is_public():
    assert used_outside() - set(public_modules()) == set()


def test_every_module_says_which_names_are_public():
    modules = [found.name for found in pkgutil.walk_packages(openofd.__path__, "openofd.")]
    silent = [name for name in modules if not name.endswith("__main__") and not is_room(name)]
    assert [name for name in silent if not hasattr(importlib.import_module(name), "__all__")] == []


def test_names_of_the_package():
    told = [c for c in first_cells(page("reference/api.md")) if c.startswith("openofd.")]
    assert told == [f"openofd.{name}" for name in openofd.__all__]


@pytest.mark.parametrize("module", public_modules())
def test_public_names_are_described(module):
    room = importlib.import_module(module)
    assert room.__all__
    things = {name: getattr(room, name) for name in room.__all__}
    described = {
        n: thing for n, thing in things.items() if inspect.isclass(thing) or inspect.isfunction(thing)
    }
    bare = [name for name, thing in described.items() if not inspect.getdoc(thing)]
    assert bare == []


def cited() -> list[tuple[str, str, str]]:
    """(standard's heading, module or test, resolved path) of docs/standards.md."""
    found, heading = [], ""
    for line in page("standards.md").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        found += [(heading, "tests/", name) for name in re.findall(r"`(vectors/[\w/]+\.py)`", line)]
        for name in re.findall(r"`((?:openofd|zizhi)/[\w/]+\.py)`", line):
            package, _, rest = name.partition("/")
            where = f"packages/{name}" if rest.startswith("tests/") else f"packages/{package}/src/{name}"
            found.append((heading, rest, where))
    return found


def test_cited_paths_exist():
    assert [where for _, _, where in cited() if not (ROOT / where).is_file()] == []


def test_cited_modules_cite_the_standard():
    standard = re.compile(
        r"[A-Z]+(?:/[A-Z]+)? (?:\d[\d.]*)|APPNOTE|X\.690|辽住建审|行政许可法|民法典|放假办法"
    )
    silent = [
        (heading, where)
        for heading, rest, where in cited()
        if not rest.startswith("tests/")
        and not any(key in (ROOT / where).read_text(encoding="utf-8") for key in standard.findall(heading))
    ]
    assert silent == []


def test_links_between_pages_lead_somewhere():
    """In README and CONTRIBUTING; Sphinx sees to the others."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{name}: {target}"


def test_the_rows_of_the_conformance_cases():
    told = dict(re.findall(r"^\| ([\d.]+) \|.*\| (\d+) \|$", page("reference/vectors.md"), re.MULTILINE))
    cases = json.loads((ROOT / "vectors" / "cases.json").read_bytes())["cases"]
    assert {row: int(count) for row, count in told.items()} == Counter(case["row"] for case in cases)
