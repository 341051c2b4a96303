"""The names of the package itself: files by path or bytes, imported when they are used."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import openofd
from openofd.errors import MalformedDocument

STUB = Path(openofd.__file__).with_suffix(".pyi")


@pytest.fixture
def good(authority: Any, tmp_path: Path) -> Path:
    (tmp_path / "good.ofd").write_bytes(authority.sealed())
    return tmp_path / "good.ofd"


def test_a_file_by_its_path_or_its_bytes(good: Path) -> None:
    texts = {openofd.open(file).text() for file in (good, str(good), good.read_bytes())}
    assert texts == {"资质证书"}


def test_verify_a_file(good: Path, authority: Any, authority_module: Any) -> None:
    report = openofd.verify_file(good, trust=authority.trust, at=authority_module.SIGNED)
    assert report.overall == "VALID"


def test_trust_out_of_files(tmp_path: Path, authority: Any) -> None:
    (tmp_path / "root.der").write_bytes(authority.root.der)
    bundle = b"\n".join(openofd_pem(c.der) for c in (authority.issuing, authority.root))
    trust = openofd.read_trust(
        anchors=[tmp_path / "root.der"], intermediates=[bundle], crls=[c.der for c in authority.good_crls]
    )
    assert (trust.anchors, trust.crls) == ((authority.root,), authority.good_crls)
    assert trust.intermediates == (authority.issuing, authority.root)
    assert trust.seal_statuses is None


def openofd_pem(der: bytes) -> bytes:
    from openofd.gm.x509 import to_pem

    return to_pem(der, "CERTIFICATE")


@pytest.mark.parametrize("name", ["nowhere.ofd", "a\0b"])
def test_a_file_that_cannot_be_read(name: str) -> None:
    with pytest.raises(MalformedDocument) as caught:
        openofd.open(name)
    assert caught.value.code == "FILE_UNREADABLE"


@pytest.mark.parametrize("name", openofd.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(openofd, name) is not None
    assert name in dir(openofd)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = openofd.nothing  # type: ignore[attr-defined]


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    imported = {
        alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert imported == set(openofd.__all__)


def test_a_room_hides_no_name() -> None:
    code = "import openofd, pkgutil; print(*(m.name for m in pkgutil.iter_modules(openofd.__path__)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(openofd.__all__) == set()
