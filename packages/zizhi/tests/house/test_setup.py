"""Setting up: every fetched byte is checked, and what is missing is named with its command."""

import base64
import hashlib
import importlib.metadata
import importlib.util
import io
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement

SETUP = Path(__file__).parents[4] / "tools" / "setup.py"
CONTENT = b"body { color: black }"


@pytest.fixture
def setup(monkeypatch: Any, tmp_path: Path) -> ModuleType:
    """tools/setup.py, with cache and environment in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("zizhi_setup", SETUP)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ASSETS", tmp_path / "assets")
    monkeypatch.setattr(module, "VENV", tmp_path / "venv")
    return module


@pytest.fixture
def package(setup: ModuleType, monkeypatch: Any) -> dict[str, Any]:
    """A declared npm package, and an `npm pack` that delivers it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        member = tarfile.TarInfo("package/a.css")
        member.size = len(CONTENT)
        tar.addfile(member, io.BytesIO(CONTENT))

    def deliver(*command: str, **_: str) -> None:
        folder = command[command.index("--pack-destination") + 1]
        (Path(folder) / "p.tgz").write_bytes(buffer.getvalue())

    monkeypatch.setattr(setup, "run", deliver)
    digest = base64.b64encode(hashlib.sha512(buffer.getvalue()).digest()).decode()
    return {"name": "p", "version": "1", "integrity": f"sha512-{digest}", "files": {"a.css": "p/a.css"}}


def test_what_is_fetched_stands_in_the_cache(setup: ModuleType, package: dict[str, Any]) -> None:
    assert not setup.is_complete(package)
    setup.fetch(package)
    assert setup.is_complete(package)
    assert (setup.ASSETS / "p/a.css").read_bytes() == CONTENT


def test_other_content_than_declared_is_refused(setup: ModuleType, package: dict[str, Any]) -> None:
    with pytest.raises(SystemExit, match="散列值不符"):
        setup.fetch(package | {"integrity": "sha512-other"})
    assert not setup.ASSETS.exists()


def test_another_version_is_fetched_anew(setup: ModuleType, package: dict[str, Any]) -> None:
    setup.fetch(package)
    assert not setup.is_complete(package | {"integrity": "sha512-next"})


def test_a_missing_package_is_named_with_its_command(setup: ModuleType, monkeypatch: Any) -> None:
    monkeypatch.setattr(setup, "PACKAGES", {"run": {"no-such": Path("/nowhere")}, "test": {}})
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="apt-get install -y --no-install-recommends no-such"):
        setup.debian_packages("run", npm=False)


def test_a_command_that_fails_is_named(setup: ModuleType, capfd: Any) -> None:
    with pytest.raises(SystemExit, match="请执行：false"):
        setup.run("false")


def test_the_environment_is_installed_once(setup: ModuleType, monkeypatch: Any) -> None:
    ran = list[tuple[str, ...]]()
    monkeypatch.setattr(setup, "run", lambda *command: ran.append(command))
    setup.VENV.mkdir()
    setup.virtual_environment("runtime")
    assert any("--require-hashes" in command for command in ran)
    ran.clear()
    setup.virtual_environment("runtime")
    assert ran == []
    setup.virtual_environment("develop")  # holds more than the runtime set
    assert ran


def test_pins_name_the_extras_that_others_ask_for() -> None:
    """pip resolves `coverage[toml]` apart from `coverage`: unpinned, its next release breaks the set-up."""
    lines = (SETUP.parents[1] / "requirements" / "develop.txt").read_text().splitlines()
    pins = {pin.name: pin for pin in (Requirement(line.rstrip("\\ ")) for line in lines if "==" in line)}
    asked = [Requirement(text) for name in pins for text in importlib.metadata.requires(name) or ()]
    wanted = [r for r in asked if r.extras and (r.marker is None or r.marker.evaluate({"extra": ""}))]
    assert wanted
    assert [str(r) for r in wanted if not r.extras <= pins[r.name].extras] == []
