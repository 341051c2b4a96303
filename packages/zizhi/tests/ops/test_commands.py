"""The commands as an operator meets them: what they print and how they exit."""

import json
import os
from pathlib import Path

import pytest

from zizhi.accounts.models import Membership, Office, User
from zizhi.accounts.policy import COMMAND, Role
from zizhi.audit.models import AuditEvent
from zizhi.certificates.models import Version
from zizhi.issuing.models import Issuance, Stage
from zizhi.issuing.reading import read_rows
from zizhi.issuing.services import take_in
from zizhi.vault.services import hall_vault


def _with_bad_row(path: Path) -> Path:
    good = path.read_text("utf-8")
    path.write_text(good + "\n" + good.splitlines()[1].replace("首次申请", "年检"), "utf-8")
    return path


def test_issue_exits_0_when_all_rows_are_issued(sealing_hall, run, short_list):
    code, out, _ = run("issue", short_list)
    assert code == 0
    assert out.count("已签发") == 3  # two rows and the summary
    assert all(v.snapshot.certificate_number in out for v in Version.objects.all())


def test_issue_exits_1_when_some_are_refused(sealing_hall, run, short_list):
    code, out, _ = run("issue", _with_bad_row(short_list))
    assert code == 1
    assert "不认识的办理事项「年检」" in out


@pytest.mark.parametrize("command", [("issue",), ("demo", "--list")])
def test_a_list_that_cannot_be_read_is_named(hall, run, tmp_path, command):
    code, out, err = run(*command, tmp_path / "nowhere.csv")
    assert (code != 0, out) == (True, "")
    assert f"文件无法读取：{tmp_path / 'nowhere.csv'}" in err


@pytest.mark.parametrize("content", ["", "决定文号\n1\n"])
def test_issue_exits_2_when_nothing_is_usable(sealing_hall, run, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_text(content, "utf-8")
    code, out, err = run("issue", path)
    assert (code, out) == (2, "")
    assert err.strip()


def test_issue_exits_2_when_every_row_is_refused(sealing_hall, run, examples_refused):
    assert run("issue", examples_refused)[0] == 2


@pytest.fixture
def examples_refused(tmp_path, short_list):
    path = tmp_path / "refused.csv"
    path.write_text(short_list.read_text("utf-8").replace("首次申请", "年检"), "utf-8")
    return path


def test_issue_answers_in_json(sealing_hall, run, short_list):
    _, out, _ = run("issue", _with_bad_row(short_list), "--json")
    rows = json.loads(out)["rows"]
    assert [row["issued"] for row in rows] == [True, True, False]
    assert rows[0]["sm3"] in set(hall_vault().list())
    assert rows[2]["refusals"][0]["code"] == "PURPOSE_UNKNOWN"


def test_issue_as_a_registrar(sealing_hall, run, short_list):
    user = User.objects.create(username="deng")
    office = Office.objects.create(name="审批处", region="210000")
    Membership.objects.create(user=user, office=office, role=Role.REGISTRAR)
    assert run("issue", short_list, "--as", "deng")[0] == 0
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {"deng"}


@pytest.mark.parametrize(("name", "word"), [("deng", "无权"), ("nobody", "没有用户")])
def test_issue_without_permission(sealing_hall, run, short_list, name, word):
    User.objects.create(username="deng")
    code, _, err = run("issue", short_list, "--as", name)
    assert (code, Version.objects.count()) == (2, 0)
    assert word in err


def test_demo_makes_everything_and_shows_whole_paths(hall, run, short_list):
    code, out, _ = run("demo", "--list", short_list)
    assert code == 0
    paths = [Path(word) for word in out.split() if word.endswith(".ofd")]
    assert len(paths) == 2
    assert all(path.read_bytes().startswith(b"PK") for path in paths)
    assert out.count("有效") == 3  # two verdicts and the summary
    assert {hall.home / "certificates"} == {path.parent for path in paths}


def test_demo_again_changes_nothing(hall, run, short_list):
    first = run("demo", "--list", short_list)
    events = AuditEvent.objects.count()
    assert run("demo", "--list", short_list)[:2] == first[:2]
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("day", ["2028-02-29", "2043-11-01"])
def test_demo_suits_any_calendar(hall, run, monkeypatch, day):
    monkeypatch.setenv("ZIZHI_CLOCK", f"{day}T09:00:00+08:00")
    assert run("demo")[0] == 0
    first = set(hall_vault().list())
    monkeypatch.setenv("ZIZHI_CLOCK", f"{int(day[:4]) + 3}{day[4:-2]}28T09:00:00+08:00")
    assert run("demo")[0] == 0
    assert len(first) == 24
    assert set(hall_vault().list()) == first


def test_demo_fails_when_a_row_is_not_issued(hall, run, short_list):
    code, out, _ = run("demo", "--list", _with_bad_row(short_list))
    assert code == 1
    assert "第3条" in out


def test_demo_is_refused_in_production(hall, run, short_list, settings):
    settings.ZIZHI_PROFILE = "production"
    code, _, err = run("demo", "--list", short_list)
    assert code == 1
    assert "演示环境" in err


def test_fsck_finds_nothing_after_issuing(sealing_hall, run, short_list):
    run("issue", short_list)
    assert run("fsck")[0] == 0


def _a_file(hall):
    return next((hall.home / "vault").glob("??/*.ofd"))


def _lose(hall):
    _a_file(hall).unlink()


def _damage(hall):
    path = _a_file(hall)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def _smuggle(hall):
    hall_vault().put(b"PK unknown")


def _leave_half(hall):
    half = hall.home / "vault" / "drafts" / "1-half"
    half.write_bytes(b"PK")
    os.utime(half, (0, 0))


def _stop(hall):
    first = Issuance.objects.first()
    Issuance.objects.filter(pk=first.pk).update(stage=Stage.STOPPED)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_lose, "MISSING"),
        (_damage, "DAMAGED"),
        (_smuggle, "UNKNOWN"),
        (_leave_half, "LEFTOVER"),
        (_stop, "STOPPED"),
    ],
)
def test_fsck_names_what_is_wrong(sealing_hall, run, short_list, harm, code):
    run("issue", short_list)
    harm(sealing_hall)
    rc, out, _ = run("fsck")
    assert rc == 1
    assert [line.split()[0] for line in out.splitlines()[2:]] == [code]


def test_fsck_knows_abandoned_files(sealing_hall, run, short_list, now):
    take_in(read_rows(short_list.read_bytes()).rows, by=COMMAND, now=now)
    Issuance.objects.update(abandoned=[hall_vault().put(b"PK abandoned")])
    assert run("fsck")[0] == 0


def test_audit_verify_follows_the_chain(sealing_hall, run, short_list):
    run("issue", short_list)
    code, out, _ = run("audit", "verify")
    assert code == 0
    assert f"记录 {AuditEvent.objects.count()} 条" in out


def test_doctor_is_content_with_a_demonstration_hall(sealing_hall, run):
    code, out, _ = run("doctor")
    assert (code, out.count("正常")) == (0, 7)


def test_doctor_names_what_is_missing_and_the_command(hall, run, settings, tmp_path):
    settings.ZIZHI_ASSETS = tmp_path / "nowhere"
    settings.ZIZHI_FALLBACK_FONTS = (tmp_path / "HanaMinA.ttf",)
    code, out, _ = run("doctor")
    assert code == 1
    for word in ("make setup", "apt-get install fonts-hanazono", "HanaMinA.ttf", "zizhi demo"):
        assert word in out
