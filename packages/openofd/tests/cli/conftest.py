"""Files for the command in a fresh folder: sealed, altered, unsealed, and what to judge them by."""

import base64
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openofd.cli.main import main
from openofd.package.draft import Member
from openofd.package.reader import Package
from openofd.package.writer import write

PAGE = "Doc_0/Pages/Page_0/Content.xml"
Run = Callable[..., subprocess.CompletedProcess[str]]


def pem(kind: str, der: bytes) -> str:
    return f"-----BEGIN {kind}-----\n{base64.encodebytes(der).decode()}-----END {kind}-----\n"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, authority: Any, authority_module: Any, tiny: Any) -> Path:
    """good, altered, changed, unsealed, junk and pages.ofd; root.pem, issuing.pem, lists.pem."""
    folder = tmp_path_factory.mktemp("desk")
    good = authority.sealed()
    parts = authority_module.tiny_parts("资质证书")
    unsealed = authority_module.draft_of(
        parts | {"Doc_0/Signs/Signatures.xml": authority_module.part("Signatures")}
    )
    (folder / "good.ofd").write_bytes(good)
    package = Package.open(good)
    renamed = [Member.pack(n.replace("licence.", "other."), package.read(n)) for n in package.names]
    (folder / "altered.ofd").write_bytes(write(renamed))
    content = authority_module.unpack(good)[PAGE].replace("资质".encode(), "质资".encode())
    changed = authority_module.altered(good, **{PAGE.replace(".", "_dot_"): content})
    (folder / "changed.ofd").write_bytes(changed)
    (folder / "unsealed.ofd").write_bytes(write(unsealed.members))
    (folder / "pages.ofd").write_bytes(tiny.ofd("甲", "乙", "丙"))
    (folder / "junk.ofd").write_bytes(b"no package at all")
    (folder / "root.pem").write_text(pem("CERTIFICATE", authority.root.der))
    (folder / "issuing.pem").write_text(pem("CERTIFICATE", authority.issuing.der))
    lists = "".join(pem("X509 CRL", crl.der) for crl in authority.good_crls)
    (folder / "lists.pem").write_text(lists)
    return folder


@pytest.fixture
def openofd(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`openofd("verify", "good.ofd", stdin=b"", LANG="en_US.UTF-8")`: the command in that folder.

    In this process, because there are hundreds of them; `test_main.py` starts a real one.
    """

    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.chdir(desk)
            for name in [name for name in os.environ if name.startswith(("LC_", "LANG"))]:
                patch.delenv(name)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            try:
                code = main(arguments)
            except SystemExit as left:
                code = int(left.code or 0)
        said = [stream.buffer.getvalue().decode() for stream in streams]  # type: ignore[attr-defined]
        return subprocess.CompletedProcess(arguments, code, *said)

    return run
