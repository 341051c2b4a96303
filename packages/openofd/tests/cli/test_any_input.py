"""Whatever a file holds, a command answers or says what is wrong: never a defect."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openofd.cli.main import main

COMMANDS = {
    "info": ("--json",),
    "text": ("--json",),
    "verify": ("--json",),
    "extract": ("-o", "{}/out", "--force"),
    "render": ("-o", "{}/page.svg", "--marks", "--force"),
    "convert": ("-o", "{}/file.pdf", "--marks", "--force"),
}
GARBAGE = st.sampled_from(
    [b"", b"<", b'"', b"-1", b"1e308", b"99999999999", b"../", b"\xff", b"&#0;", b"g 9 9 "]
)


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_part(command: str, data: Any, desk: Path, tmp_path: Path, authority_module: Any) -> None:
    parts = authority_module.unpack((desk / "good.ofd").read_bytes())
    name = data.draw(st.sampled_from(sorted(parts)))
    raw = parts[name]
    start = data.draw(st.integers(0, len(raw)))
    stop = data.draw(st.integers(start, min(start + 30, len(raw))))
    parts[name] = raw[:start] + data.draw(GARBAGE) + raw[stop:]
    (tmp_path / "damaged.ofd").write_bytes(authority_module.repack(parts))
    options = [word.format(tmp_path) for word in COMMANDS[command]]
    assert main([command, str(tmp_path / "damaged.ofd"), *options]) in {0, 1, 2, 3}


@pytest.mark.parametrize("command", COMMANDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 4000), garbage=GARBAGE, cut=st.booleans())
def test_a_damaged_package(
    command: str, at: int, garbage: bytes, cut: bool, desk: Path, tmp_path: Path
) -> None:
    good = (desk / "good.ofd").read_bytes()
    (tmp_path / "damaged.ofd").write_bytes(good[:at] + garbage + (b"" if cut else good[at:]))
    options = [word.format(tmp_path) for word in COMMANDS[command]]
    assert main([command, str(tmp_path / "damaged.ofd"), *options]) in {0, 1, 2, 3}
