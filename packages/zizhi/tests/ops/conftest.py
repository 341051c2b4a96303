"""Running our commands inside a hall of the test's own."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from zizhi.sealing import custody

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"


@pytest.fixture
def sealing_hall(hall, custody_template):
    """A hall with demonstration custody."""
    shutil.copytree(custody_template, custody.folder(hall.home))
    return hall


@pytest.fixture
def run() -> Callable[..., tuple[int, str, str]]:
    """`run(command, …)`: exit code, stdout and stderr."""

    def act(*arguments, **options):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(*map(str, arguments), stdout=out, stderr=err, **options)
        except SystemExit as end:
            return int(end.code or 0), out.getvalue(), err.getvalue()
        return 0, out.getvalue(), err.getvalue()

    return act


@pytest.fixture
def short_list(tmp_path) -> Path:
    """The first two rows of the example list."""
    lines = (EXAMPLES / "decisions.csv").read_text("utf-8").splitlines()
    path = tmp_path / "short.csv"
    path.write_text("\n".join(lines[:3]), "utf-8")
    return path
