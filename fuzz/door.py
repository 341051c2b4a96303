"""The inside of a run: `python -m fuzz.door TARGET [libFuzzer options]`, in a process that may crash."""

import sys

import atheris

with atheris.instrument_imports(include=["openofd"]):
    from fuzz.targets import TARGETS

atheris.Setup(["fuzz", *sys.argv[2:]], TARGETS[sys.argv[1]])
atheris.Fuzz()
