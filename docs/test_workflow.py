"""The page of the workflow shows the state table of the source."""

from pathlib import Path

from zizhi.applications.diagram import diagram, table
from zizhi.applications.items import Item

PAGE = (Path(__file__).parent / "reference" / "applications.md").read_text(encoding="utf-8")


def test_the_diagram_is_the_table():
    assert f"```text\n{diagram()}\n```" in PAGE


def test_the_rows_are_the_table():
    assert f"\n\n{table()}\n\n" in PAGE


def test_every_item_is_told():
    assert [item for item in Item if f"| {item.label} | {item} |" not in PAGE] == []
