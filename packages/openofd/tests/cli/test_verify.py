"""`openofd verify`: exit codes, the table, the JSON."""

import json
from typing import Any

import jsonschema_rs
import pytest

from openofd.verify.schema import report_schema

TRUST = ("--trust", "root.pem", "--intermediate", "issuing.pem", "--crl", "lists.pem", "--at", "2026-08-01")


@pytest.mark.parametrize(
    ("arguments", "code", "verdict"),
    [
        (("good.ofd", *TRUST), 0, "结论：有效"),
        (("altered.ofd", *TRUST), 1, "结论：无效"),
        (("junk.ofd", *TRUST), 1, "结论：无效"),
        (("good.ofd", "--at", "2026-08-01"), 2, "结论：无法判断"),
        (("good.ofd", *TRUST, "--policy", "sealed-final"), 0, "结论：有效"),
    ],
)
def test_the_verdict_comes_first_and_is_the_exit_code(
    openofd: Any, arguments: tuple[str, ...], code: int, verdict: str
) -> None:
    done = openofd("verify", *arguments)
    assert done.returncode == code
    assert done.stdout.startswith(verdict)
    assert done.stderr == ""


def test_every_check_is_a_line(openofd: Any) -> None:
    lines = openofd("verify", "good.ofd", *TRUST).stdout.splitlines()
    numbers = [line.split()[0] for line in lines if line.startswith("  ") and "通过" in line]
    assert numbers == [
        "1.1",
        "2.1",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "4.3",
        "5.1",
        "5.2",
        "5.3",
        "6.1",
        "6.2",
        "6.3",
        "6.4",
    ]


def test_want_of_trust_is_told_apart_from_damage(openofd: Any) -> None:
    assert "--trust" in openofd("verify", "good.ofd", "--at", "2026-08-01").stdout
    assert "--trust" not in openofd("verify", "altered.ofd", "--at", "2026-08-01").stdout


def test_json_has_the_reports_shape(openofd: Any) -> None:
    found = json.loads(openofd("verify", "good.ofd", *TRUST, "--json").stdout)
    assert found.keys() >= {"file", "overall", "digest", "at", "policy", "checks", "signatures", "warnings"}
    assert (found["file"], found["overall"]) == ("good.ofd", "VALID")
    assert found["checks"][0].keys() == {"id", "number", "clause", "outcome", "because"}


def test_json_of_a_broken_file_has_the_same_shape(openofd: Any) -> None:
    good, junk = (json.loads(openofd("verify", f"{name}.ofd", "--json").stdout) for name in ("good", "junk"))
    assert good.keys() == junk.keys()
    assert junk["overall"] == "INVALID"


def test_standard_input(openofd: Any, desk: Any) -> None:
    done = openofd("verify", "-", *TRUST, stdin=(desk / "good.ofd").read_bytes())
    assert done.returncode == 0


def test_english_by_locale_or_option(openofd: Any) -> None:
    assert openofd("verify", "good.ofd", *TRUST, LANG="en_US.UTF-8").stdout.startswith("Result: VALID")
    assert openofd("verify", "good.ofd", *TRUST, "--lang", "en").stdout.startswith("Result: VALID")
    assert openofd("verify", "good.ofd", *TRUST, "--lang=zh", LANG="en_US").stdout.startswith("结论")


@pytest.mark.parametrize("name", ["junk.ofd", "good.ofd", "nowhere.pem"])
def test_an_anchor_that_is_none_is_an_error_not_a_verdict(openofd: Any, name: str) -> None:
    done = openofd("verify", "good.ofd", "--trust", name)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("错误：")


def test_many_files_are_a_line_each_and_a_count(openofd: Any) -> None:
    done = openofd("verify", "good.ofd", "altered.ofd", "unsealed.ofd", *TRUST)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [
        ["有效", "good.ofd"],
        ["无效", "altered.ofd"],
        ["无法判断", "unsealed.ofd"],
    ]
    assert lines[3] == "共 3 个文件：有效 1，无法判断 1，无效 1"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("good.ofd", "good.ofd"), 0),
        (("good.ofd", "unsealed.ofd"), 2),
        (("altered.ofd", "unsealed.ofd"), 1),
        (("good.ofd", "nowhere.ofd"), 3),
    ],
)
def test_the_worst_of_many_is_the_exit_code(openofd: Any, names: tuple[str, ...], code: int) -> None:
    done = openofd("verify", *names, *TRUST, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["exit"], [f["file"] for f in found["files"]]) == (code, code, list(names))


def test_a_folder_stands_for_its_files(openofd: Any, desk: Any) -> None:
    (desk / "folder/deeper").mkdir(parents=True)
    (desk / "folder/b.ofd").write_bytes((desk / "good.ofd").read_bytes())
    (desk / "folder/deeper/a.OFD").write_bytes((desk / "good.ofd").read_bytes())
    (desk / "folder/note.txt").write_bytes(b"")
    done = openofd("verify", "folder", *TRUST)
    assert done.stdout.splitlines() == [
        "有效  folder/b.ofd",
        "有效  folder/deeper/a.OFD",
        "共 2 个文件：有效 2",
    ]


def test_a_folder_without_files_is_an_error(openofd: Any, tmp_path: Any) -> None:
    assert openofd("verify", str(tmp_path)).returncode == 3


def test_marks_show_the_page_that_was_altered(openofd: Any, tmp_path: Any) -> None:
    done = openofd("verify", "changed.ofd", *TRUST, "--marks", str(tmp_path / "out"), "--json")
    marks = json.loads(done.stdout)["marks"]
    assert (done.returncode, {mark["page_id"] for mark in marks}) == (1, {1})
    assert marks[0].keys() == {"page_id", "box", "label"}
    picture = (tmp_path / "out/page-1.svg").read_text(encoding="utf-8")
    assert marks[0]["label"] in picture


@pytest.mark.parametrize("name", ["good.ofd", "junk.ofd"])
def test_no_marks_no_pictures(openofd: Any, tmp_path: Any, name: str) -> None:
    done = openofd("verify", name, *TRUST, "--marks", str(tmp_path / "out"), "--json")
    assert (json.loads(done.stdout)["marks"], (tmp_path / "out").exists()) == ([], False)


def test_marks_are_for_one_file(openofd: Any, tmp_path: Any) -> None:
    assert openofd("verify", "good.ofd", "junk.ofd", "--marks", str(tmp_path)).returncode == 3


def test_what_to_do_about_what_decided(openofd: Any) -> None:
    said = openofd("verify", "changed.ofd", *TRUST).stdout
    advice = said.split("怎么办：\n")[1].splitlines()[0]
    assert advice.split()[0] == "3.1"
    assert "怎么办" not in openofd("verify", "good.ofd", *TRUST).stdout


def test_each_signature_says_which_checks_it_failed(openofd: Any) -> None:
    block = openofd("verify", "changed.ofd", *TRUST).stdout.split("签章 s001")[1].split("\n\n")[0]
    assert ["不通过", "3.1"] in [line.split() for line in block.splitlines()]


@pytest.mark.parametrize(
    "more", [("changed.ofd", "--marks", "{}"), ("good.ofd",), ("junk.ofd",), ("good.ofd", "changed.ofd")]
)
def test_json_is_as_published(openofd: Any, tmp_path: Any, more: tuple[str, ...]) -> None:
    given = [word.format(tmp_path) for word in more]
    found = json.loads(openofd("verify", *given, *TRUST, "--json").stdout)
    for report in found.get("files", [found]):
        jsonschema_rs.validate(report_schema(), report)
