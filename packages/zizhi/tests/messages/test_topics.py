"""The catalogue, and what may be put into it."""

import re

import pytest

from zizhi.core.errors import RuleViolation
from zizhi.messages.topics import catalogue, parse_catalogue, write

VALUES = {"item": "遗失补办", "number": "2026-000017", "due_on": "2026年11月26日"}


@pytest.mark.parametrize("key", catalogue())
def test_every_topic_can_be_written(key: str) -> None:
    said = write(key, dict.fromkeys(catalogue()[key].required, "某值"))
    assert "某值" in said.text
    assert not re.search(r"[{}]", said.title + said.text)


@pytest.mark.parametrize("key", catalogue())
def test_titles_name_no_person_and_no_enterprise(key: str) -> None:
    names = set(re.findall(r"{(\w+)}", catalogue()[key].title))
    assert names <= {"item", "number", "certificate_number"}


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("application.praised", VALUES),
        ("application.accepted", {"item": "遗失补办"}),
        ("application.accepted", {**VALUES, "name": "甲"}),
    ],
)
def test_what_a_topic_does_not_require_is_refused(key: str, values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="application"):
        write(key, values)


def test_an_identity_number_is_refused() -> None:
    with pytest.raises(RuleViolation, match=r"IDENTITY_NUMBER.*\[item\]"):
        write("application.accepted", {**VALUES, "item": "张䶮 210101197003070018"})


def test_what_looks_like_a_value_in_a_value_stays_as_it_is() -> None:
    assert (
        "{number.__class__}" in write("application.accepted", {**VALUES, "item": "{number.__class__}"}).text
    )


def test_a_title_is_one_short_line_without_control_characters() -> None:
    said = write("application.accepted", {**VALUES, "item": "变更\r\nBcc: a@b.example\x00" + "长" * 300})
    assert said.title.startswith("申请已受理：变更 Bcc: a@b.example长")
    assert len(said.title) == 200
    assert "\x00" not in said.text


@pytest.mark.parametrize("text", ['[a]\ntitle="甲"\ntext="{b.c}"', '[a]\ntitle="甲"\ntext="{0}"'])
def test_a_catalogue_names_its_values_plainly(text: str) -> None:
    with pytest.raises(ValueError, match="plain names"):
        parse_catalogue(text)
