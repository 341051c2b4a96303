"""`openofd verify`: exit codes, the table, the JSON."""

import json
from typing import Any

import pytest

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
