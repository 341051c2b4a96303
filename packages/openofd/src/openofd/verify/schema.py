"""The JSON Schema of a report, for those who read reports with other programs. JSON Schema 2020-12."""

import json
from importlib.resources import files
from typing import cast

__all__ = ["report_schema"]


def report_schema() -> dict[str, object]:
    """The schema that every `Report.to_json()` satisfies."""
    text = files("openofd.verify").joinpath("report.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, object]", json.loads(text))
