"""Every case of the collection, made once and judged; and the index that lies in the repository."""

import json
import os
import subprocess
import sys
from fcntl import LOCK_EX, flock

import jsonschema_rs
import pytest

from openofd.cli.conformance import JUDGES, drawn
from openofd.verify.conformance import INDEX, load, run
from vectors.index import HERE, SCHEMA, make, text
from vectors.registry import CASES

BOMBS = {"15", "16", "43"}
"""Rows whose cases are answered in a process of their own, under limits."""
MEBIBYTES = 256


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """`shared(name, make)`: the folder of that name, made by the first of the test processes that asks."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name, write):
        with (base / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            folder = base / name
            if not folder.exists():
                write(base / f"{name}.new")
                (base / f"{name}.new").rename(folder)
        return folder

    return once


@pytest.fixture(scope="session")
def folder(shared):
    return shared("vectors", make)


@pytest.fixture(scope="session")
def suite(folder):
    return load(folder)


@pytest.fixture(scope="session")
def by_id(suite):
    return {case.id: case for case in suite.cases}


@pytest.fixture(scope="session")
def measured(folder, shared):
    """What became of each bomb; a case that does not end is killed after 20 s."""
    names = [case.id for case in CASES.values() if case.row in BOMBS]
    command = [sys.executable, "-m", "vectors.bounded", str(folder), *names]

    def write(new):
        new.mkdir()
        (new / "lines").write_bytes(
            subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=HERE.parent).stdout
        )

    lines = (shared("bombs", write) / "lines").read_text(encoding="utf-8").splitlines()
    return {found["id"]: found for found in map(json.loads, lines)}


@pytest.mark.parametrize("name", [name for name, case in sorted(CASES.items()) if case.row not in BOMBS])
def test_answers_as_the_case_demands(suite, by_id, name):
    (result,) = run(suite, JUDGES, cases=[by_id[name]])
    assert not result.wrong, result.answer


@pytest.mark.parametrize("name", [name for name, case in sorted(CASES.items()) if case.row in BOMBS])
def test_answers_within_limits(measured, name):
    found = measured[name]
    assert found.get("wrong") == [], found
    assert found["mib"] < MEBIBYTES, found


def test_no_file_makes_drawing_raise(suite):
    files = {case.file: case for case in suite.cases if case.row not in BOMBS}
    assert {drawn(suite, case).overall for case in files.values()} == {"ANSWERED"}


def test_the_index_is_what_the_generators_make():
    assert (HERE / INDEX).read_text(encoding="utf-8") == text()


def test_the_index_follows_its_schema():
    schema = json.loads((HERE / SCHEMA).read_bytes())
    jsonschema_rs.validate(schema, json.loads((HERE / INDEX).read_bytes()))


def test_every_twin_exists_and_differs():
    twins = [(case, CASES[case.twin]) for case in CASES.values() if case.twin]
    assert all(case.data != twin.data for case, twin in twins)


def test_every_row_of_the_table_has_a_case():
    assert {str(row) for row in range(1, 45)} <= {case.row for case in CASES.values()}
