"""The built wheel in an environment that has nothing but what the wheel says it needs."""

import json
import subprocess
import sys
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (built,) = WheelBuilder(str(PROJECT)).build(
        directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"]
    )
    return Path(built)


@pytest.fixture(scope="session")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as package:
        name = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(package.read(name).decode())


def needs(metadata: Message) -> list[str]:
    """The distributions the wheel needs, without its extras."""
    lines = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    return [line.partition(">")[0].strip() for line in lines]


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory, wheel: Path, metadata: Message) -> Path:
    """Its folder of programs."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    options = ["install", "-q", "--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *options, wheel], check=True)
    (site,) = (folder / "lib").glob("python*/site-packages")
    for name in needs(metadata):
        borrow(name, site)
    return folder / "bin"


def borrow(name: str, site: Path) -> None:
    """A distribution of this environment, as a link for each of its top-level entries."""
    found = distribution(name)
    for entry in {file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}}:
        (site / entry).symlink_to(found.locate_file(entry))


@pytest.fixture
def run(clean: Path, tmp_path: Path, authority: Any, tiny: Any) -> Any:
    """Runs a program of the clean environment beside good.ofd, plain.ofd and certificates."""
    (tmp_path / "plain.ofd").write_bytes(tiny.ofd("甲"))
    (tmp_path / "good.ofd").write_bytes(authority.sealed())
    (tmp_path / "root.der").write_bytes(authority.root.der)
    (tmp_path / "issuing.der").write_bytes(authority.issuing.der)

    def act(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [clean / program, *arguments],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONNOUSERSITE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return act


@pytest.mark.parametrize("name", ["django", "PIL", "pypdfium2", "zizhi", "gmssl_pyx", "fontTools"])
def test_the_environment_is_clean(run: Any, name: str) -> None:
    assert "ModuleNotFoundError" in run("python", "-c", f"import {name}").stderr


def test_every_module_can_be_imported(run: Any) -> None:
    code = "import pkgutil, importlib, openofd\n"
    code += "for m in pkgutil.walk_packages(openofd.__path__, 'openofd.'):\n"
    code += "    m.name.endswith('__main__') or importlib.import_module(m.name)"
    done = run("python", "-W", "error", "-c", code)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_library(run: Any) -> None:
    done = run("python", "-c", "import openofd; print(openofd.open('good.ofd').text())")
    assert (done.stdout, done.stderr) == ("资质证书\n", "")


def test_the_command(run: Any) -> None:
    trust = ("--trust", "root.der", "--intermediate", "issuing.der", "--at", "2026-08-01")
    assert run("openofd", "verify", "good.ofd", *trust).returncode == 0
    assert json.loads(run("openofd", "info", "good.ofd", "--json").stdout)["pages"]
    assert run("openofd", "text", "good.ofd").stdout == "资质证书\n\f"
    assert run("openofd", "render", "good.ofd", "-o", "page.svg").returncode == 0
    assert run("openofd", "convert", "plain.ofd").returncode == 0


def test_keys_need_no_extra(run: Any, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret")
    options = ("--name", "a", "--demonstration", "--password-file", "password")
    done = run("openofd", "keygen", "-o", "keys", *options)
    assert (done.returncode, done.stderr) == (0, "")


def test_pictures_need_the_extra_and_say_so(run: Any) -> None:
    for command in (("render", "good.ofd", "-o", "page.png"), ("convert", "good.ofd")):  # the seal is a PNG
        done = run("openofd", *command)
        assert (done.returncode, "openofd[render]" in done.stderr) == (3, True)


def test_what_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    assert {"openofd/py.typed", "openofd/__init__.pyi", "openofd/cli/demonstration.png"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"openofd"}


def test_what_the_wheel_says_of_itself(metadata: Message) -> None:
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert set(metadata.get_all("Provides-Extra", [])) == {"render", "pkcs11"}
    assert metadata["License-Expression"] == "Apache-2.0"
    assert "Framework :: Django" not in metadata.get_all("Classifier", [])
