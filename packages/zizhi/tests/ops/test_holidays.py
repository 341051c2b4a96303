"""`zizhi holidays` as an operator meets it."""

import pytest

from zizhi.accounts.models import User

NOTICE = """年份,文号,安排,起,止
2027,演示〔2026〕1号,放假,2027-01-01,2027-01-03
2027,演示〔2026〕1号,放假,2027-05-01,2027-05-03
2027,演示〔2026〕1号,放假,2027-10-01,2027-10-07
2027,演示〔2026〕1号,上班,2027-10-09,
"""


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "2027.csv"
    path.write_text(NOTICE, "utf-8")
    return path


def test_what_is_known_of_a_year_is_shown(hall, run):
    code, out, _ = run("holidays", "show", "2026")
    assert code == 0
    for word in ("国办发明电〔2025〕7号", "放假  2026-02-15  2026-02-23  9", "工作日 248 天"):
        assert word in out


def test_a_year_without_its_notice_exits_1(hall, run):
    code, out, _ = run("holidays", "show", "2027")
    assert code == 1
    assert "预计" in out


def test_a_notice_is_imported_once(hall, run, notice):
    assert "2027  已导入  演示〔2026〕1号" in run("holidays", "import", notice)[1]
    assert "没有变化" in run("holidays", "import", notice)[1]
    assert run("holidays", "show", "2027")[0] == 0


def test_a_faulty_file_is_refused_with_its_lines(hall, run, notice):
    notice.write_text(NOTICE.replace("上班", "休息"), "utf-8")
    code, out, err = run("holidays", "import", notice)
    assert (code, out) == (2, "")
    assert "第5行：安排「休息」" in err


def test_a_file_that_is_not_there_is_named(hall, run, tmp_path):
    code, _, err = run("holidays", "import", tmp_path / "nowhere.csv")
    assert code == 2
    assert f"文件无法读取：{tmp_path / 'nowhere.csv'}" in err


def test_a_person_without_permission_is_refused(hall, run, notice):
    User.objects.create(username="deng")
    code, _, err = run("holidays", "import", notice, "--as", "deng")
    assert code == 2
    assert "无权" in err


@pytest.mark.parametrize("year", ["27", "1999", "２０２６", "next"])
def test_a_year_is_four_digits(hall, run, year):
    code, _, err = run("holidays", "show", year)
    assert code == 2
    assert f"年份「{year}」" in err
