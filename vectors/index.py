"""The index of the cases and the folder they are made into."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

import vectors.cases  # noqa: F401 - declares the cases
from openofd.verify.conformance import INDEX
from vectors.authority import TRUST
from vectors.registry import CASES, Case

__all__ = ["HERE", "SCHEMA", "index", "make", "text"]

HERE = Path(__file__).parent
SCHEMA = "cases.schema.json"
_VERSION = 1


def index() -> dict[str, object]:
    """What `cases.json` holds."""
    return {
        "$schema": SCHEMA,
        "version": _VERSION,
        "cases": [_entry(case) for case in sorted(CASES.values(), key=_order)],
    }


def text() -> str:
    """`cases.json` as text."""
    return json.dumps(index(), ensure_ascii=False, indent=1) + "\n"


def _order(case: Case) -> tuple[float, str]:
    return float(case.row), case.id


def _entry(case: Case) -> dict[str, object]:
    expected: dict[str, object] = {"overall": case.overall, "codes": sorted(case.codes)}
    if case.absent:
        expected["absent"] = sorted(case.absent)
    entry: dict[str, object] = {
        "id": case.id,
        "row": case.row,
        "title": {"zh": case.zh, "en": case.en},
        "why": " ".join(case.why.split()),
        "clause": case.clause,
        "provenance": case.provenance,
        "twin": case.twin or None,
        "operation": case.operation,
        "file": case.file,
        "size": len(case.data),
        "sha256": sha256(case.data).hexdigest(),
        "trust": {kind: [f"trust/{name}" for name in names] for kind, names in case.trust.items()},
        "at": case.at.isoformat(),
        "existed_by": None if case.existed_by is None else case.existed_by.isoformat(),
        "policy": case.policy,
        "expected": expected,
    }
    if case.optional:
        entry["optional"] = True
    return entry


def make(folder: Path) -> None:
    """Write index, schema, files and trust into a folder."""
    _write(folder, {INDEX: text().encode()})
    copyfile(HERE / SCHEMA, folder / SCHEMA)
    _write(folder, {f"trust/{name}": content() for name, content in TRUST.items()})
    _write(folder, {case.file: case.data for case in CASES.values()})


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
