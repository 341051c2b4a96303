"""Stub devices, compiled here: `stub_pkcs11.c` and `stub_sdf.c` stand in for the libraries of real ones."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parent


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`compiled("stub_sdf", "-DFIELD=64")`: the path of a library made of that source."""
    gcc = shutil.which("gcc")
    if gcc is None:
        pytest.skip("the stub devices need a C compiler: apt-get install gcc libc6-dev")
    folder = tmp_path_factory.mktemp("stubs")

    def compile_stub(name: str, *options: str) -> Path:
        library = folder / f"{name}{''.join(options)}.so"
        command = [gcc, "-shared", "-fPIC", "-O1", *options, "-o", str(library), str(SOURCES / f"{name}.c")]
        subprocess.run(command, check=True)
        return library

    return compile_stub


@pytest.fixture
def certificate_file(tmp_path: Path, authority: Any) -> Path:
    """The seal's public-key certificate in a file."""
    path = tmp_path / "signer.crt"
    path.write_bytes(authority.seal.certificate.der)
    return path
