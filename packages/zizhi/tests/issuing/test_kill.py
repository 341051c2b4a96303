"""`kill -9` of a real `zizhi issue` at random: nothing is lost, nothing happens twice, nothing is stuck."""

import csv
import os
import random
import subprocess
import sys
import time

import pytest
from django.db import connection

from zizhi.audit.services import verify_chain
from zizhi.certificates.lifecycle import State
from zizhi.certificates.models import Serial, Version
from zizhi.issuing.models import Issuance, Stage
from zizhi.issuing.reading import COLUMNS
from zizhi.ops import consistency
from zizhi.status.models import StatusRow

ROWS, BAD_EVERY = 500, 25


@pytest.fixture
def write_list(tmp_path, raw_row):
    """`write_list(k)`: the k-th list of 500, every 25th row with a wrong check digit; path and good codes."""

    def act(k):
        rows = [_cells(raw_row(n), n % BAD_EVERY == 0) for n in range(k * ROWS, (k + 1) * ROWS)]
        path = tmp_path / f"list-{k}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(COLUMNS))
            writer.writeheader()
            writer.writerows(rows)
        return path, {row["uscc"] for n, row in enumerate(rows, k * ROWS) if n % BAD_EVERY}

    return act


def _cells(row, bad):
    cells = dict(row.values) | {"items": "；".join(f"{item.category}|{item.grade}" for item in row.items)}
    if bad:
        cells["uscc"] = cells["uscc"][:-1] + ("0" if cells["uscc"][-1] != "0" else "1")
    return cells


def _start(path, home):
    environment = os.environ | {"ZIZHI_HOME": str(home)}
    for name in ("DATABASE_URL", "ZIZHI_VAULT"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "zizhi.ops", "issue", str(path)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _traces():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(stage = 'sealed'), sum(stage = 'done') FROM issuing_issuance")
        return cursor.fetchone()


def _kill_while_it_works(process, moment):
    """Wait until the process has changed something, and `moment` seconds more; False when it ended itself."""
    before = _traces()
    while process.poll() is None and _traces() == before:
        time.sleep(0.01)
    time.sleep(moment)
    alive = process.poll() is None
    process.kill()
    process.wait()
    return alive


def _torment(path, home, chance, wanted):
    """Kill up to `wanted` runs of one list, then let one finish; how many were killed."""
    kills = 0
    while kills < wanted and _kill_while_it_works(_start(path, home), chance.uniform(0, 0.3)):
        kills += 1
    assert _start(path, home).wait() == 1  # some rows are refused
    return kills


def _assert_all_well(good):
    versions = list(Version.objects.select_related("certificate"))
    assert {v.uscc for v in versions} == good
    assert len(versions) == len(good)
    assert {v.state for v in versions} == {State.IN_EFFECT}
    assert len({v.certificate.number for v in versions}) == len(good)
    assert sorted(Serial.objects.values_list("serial", flat=True)) == list(range(1, len(good) + 1))
    assert set(Issuance.objects.values_list("stage", "lease")) == {(Stage.DONE, "")}
    assert StatusRow.objects.filter(state=State.IN_EFFECT).count() == len(good)
    assert list(consistency.check()) == []
    assert verify_chain().holds


@pytest.mark.parametrize("kills", [8, pytest.param(50, marks=pytest.mark.long)])
def test_killed_at_random_it_still_issues_every_good_row_once(sealing_hall, write_list, kills):
    chance, good, done, k = random.Random(20261122), set(), 0, 0
    while done < kills:
        path, codes = write_list(k)
        done += _torment(path, sealing_hall.home, chance, kills - done)
        good |= codes
        k += 1
    _assert_all_well(good)
