"""Every target comes through its seeds and through what fuzzing once found."""

from pathlib import Path

import pytest

from fuzz.seeds import seeds_of
from fuzz.targets import TARGETS

FINDINGS = sorted(path for path in (Path(__file__).parent / "findings").glob("*/*") if path.is_file())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target):
    for seed in seeds_of(target)[::5]:  # the conformance cases are all tried where they live
        TARGETS[target](seed)


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_findings(path):
    TARGETS[path.parent.name](path.read_bytes())
