"""Every case of the collection, made once and judged; and the index that lies in the repository."""

import json
import subprocess
import sys

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
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vectors")
    make(folder)
    return folder


@pytest.fixture(scope="session")
def suite(folder):
    return load(folder)


@pytest.fixture(scope="session")
def by_id(suite):
    return {case.id: case for case in suite.cases}


@pytest.fixture(scope="session")
def measured(folder):
    """What became of each bomb; a case that does not end is killed after 20 s."""
    names = [case.id for case in CASES.values() if case.row in BOMBS]
    command = [sys.executable, "-m", "vectors.bounded", str(folder), *names]
    done = subprocess.run(command, capture_output=True, check=True, cwd=HERE.parent)
    return {found["id"]: found for found in map(json.loads, done.stdout.splitlines())}


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
