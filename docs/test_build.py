"""The documentation builds without a warning, and every public name of the library is on its page."""

import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built pages."""
    folder = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(folder / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(DOCS), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def public_things():
    """Where it is exported, and the thing, of every class and function."""
    listed = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    for module in re.findall(r"automodule:: (\S+)", listed):
        room = importlib.import_module(module)
        for name in room.__all__:
            thing = getattr(room, name)
            if inspect.isclass(thing) or inspect.isfunction(thing):
                yield f"{module}.{name}", thing


def described(page):
    """Every class and function the page describes; what a room hands on is described where it lives."""
    for found in re.findall(r'id="(openofd[\w.]+)"', page):
        module, _, name = found.rpartition(".")
        if module in sys.modules:
            yield getattr(sys.modules[module], name, None)


def test_every_public_name_is_on_the_page(site):
    things = dict(public_things())
    shown = {id(thing) for thing in described((site / "reference" / "api.html").read_text(encoding="utf-8"))}
    assert [name for name, thing in things.items() if id(thing) not in shown] == []


def test_every_page_is_built(site):
    sources = [p for p in DOCS.rglob("*.md") if "_build" not in p.parts]
    built = [site / p.relative_to(DOCS).with_suffix(".html") for p in sources]
    assert [str(path) for path in built if not path.is_file()] == []
