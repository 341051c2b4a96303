"""Two processes with one list at the same time, on both databases: each row is made once."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.models import Serial, Version
from zizhi.issuing import services
from zizhi.issuing.models import Issuance, Stage
from zizhi.ops import consistency
from zizhi.sealing import custody

ROWS = 100


@pytest.fixture
def each_sealing_hall(each_hall, custody_template):
    shutil.copytree(custody_template, custody.folder(each_hall.home))
    return each_hall


@pytest.fixture
def list_of(tmp_path, raw_row):
    """`list_of(n)`: a JSON list of n good rows."""

    def act(count):
        rows = [raw_row(n) for n in range(count)]
        records = [dict(row.values) | {"items": "建筑工程施工总承包|二级"} for row in rows]
        path = tmp_path / "list.json"
        path.write_text(json.dumps(records), "utf-8")
        return path

    return act


def _url(database):
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite://{database['NAME']}"
    return f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"


def _start(path, hall):
    environment = os.environ | {"ZIZHI_HOME": str(hall.home), "DATABASE_URL": _url(hall.database)}
    environment.pop("ZIZHI_VAULT", None)
    command = [sys.executable, "-m", "zizhi.ops", "issue", str(path), "--json"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def test_two_processes_with_one_list(each_sealing_hall, list_of):
    path = list_of(ROWS)
    answers = [json.loads(p.communicate()[0]) for p in [_start(path, each_sealing_hall) for _ in range(2)]]
    assert [sum(row["issued"] for row in answer["rows"]) for answer in answers] == [ROWS, ROWS]
    assert sum(row["fresh"] for answer in answers for row in answer["rows"]) == ROWS
    assert Version.objects.count() == ROWS
    assert sorted(Serial.objects.values_list("serial", flat=True)) == list(range(1, ROWS + 1))
    assert list(consistency.check()) == []


def test_sweep_brings_intents_to_their_end(each_sealing_hall, raw_row, now):
    services.take_in([raw_row(n) for n in range(70)], by=COMMAND, now=now)
    assert [services.sweep(now) for _ in range(3)] == [64, 6, 0]
    assert set(Issuance.objects.values_list("stage", "lease")) == {(Stage.DONE, "")}
