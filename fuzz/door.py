"""The process that may crash: `python -m fuzz.door TARGET FOLDER [libFuzzer options]`."""

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["openofd"]):
    from fuzz.targets import TARGETS

NAME, FOLDER = sys.argv[1], Path(sys.argv[2])


def door(data: bytes) -> None:
    """The target; what it cannot stand is written down: libFuzzer keeps only what crashes the process."""
    try:
        TARGETS[NAME](data)
    except Exception:
        (FOLDER / f"raised-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}").write_bytes(data)
        raise


atheris.Setup(["fuzz", f"-artifact_prefix={FOLDER}/", *sys.argv[3:]], door)
atheris.Fuzz()
