"""Every case of the collection, made once and judged; and the index that lies in the repository."""

import json

import jsonschema_rs
import pytest

from openofd.verify.conformance import INDEX, in_process, load, run
from vectors.index import HERE, SCHEMA, make, text
from vectors.pending import PENDING
from vectors.registry import CASES


@pytest.fixture(scope="session")
def suite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vectors")
    make(folder)
    return load(folder)


@pytest.fixture(scope="session")
def by_id(suite):
    return {case.id: case for case in suite.cases}


def _param(name):
    pending = [pytest.mark.xfail(reason=PENDING[name], strict=False)] if name in PENDING else []
    return pytest.param(name, marks=pending)


@pytest.mark.parametrize("name", [_param(name) for name in sorted(CASES)])
def test_answers_as_the_case_demands(suite, by_id, name):
    (result,) = run(suite, {"verify": in_process}, cases=[by_id[name]])
    assert not result.wrong, result.answer


def test_the_index_is_what_the_generators_make():
    assert (HERE / INDEX).read_text(encoding="utf-8") == text()


def test_the_index_follows_its_schema():
    schema = json.loads((HERE / SCHEMA).read_bytes())
    jsonschema_rs.validate(schema, json.loads((HERE / INDEX).read_bytes()))


def test_every_twin_exists_and_differs():
    twins = [(case, CASES[case.twin]) for case in CASES.values() if case.twin]
    assert all(case.data != twin.data for case, twin in twins)
