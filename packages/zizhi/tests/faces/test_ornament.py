"""The ornament: weight, colours, and that every path stays in its box."""

import zlib

import pytest

from openofd.compose.units import fragment
from openofd.model.paths import path_data
from zizhi.certificates.kinds import all_kinds
from zizhi.faces.design import load_design
from zizhi.faces.ornament import ornament, tint

KINDS = [kind.id for kind in all_kinds()]


@pytest.mark.parametrize("kind", KINDS)
def test_weight(kind: str) -> None:
    paths = ornament(load_design(kind))
    assert len(paths) == 36
    assert len(zlib.compress(fragment(paths, {}).encode(), 9)) <= 5_900


@pytest.mark.parametrize("kind", KINDS)
def test_every_path_lies_in_its_box(kind: str) -> None:
    for path in ornament(load_design(kind)):
        for command in path_data(path.data):
            xs, ys = command.operands[::2], command.operands[1::2]
            reach = (
                0.5 if command.operator in "ML" else 4
            )  # control points may stand outside, the curve does not
            assert all(-reach <= x <= path.box[2] + reach for x in xs)
            assert all(-reach <= y <= path.box[3] + reach for y in ys)


def test_strands_of_the_braid_share_their_data() -> None:
    braid = [path for path in ornament(load_design("design")) if path.box[2] in (170, 190)]
    assert (len(braid), len({path.data for path in braid})) == (20, 4)


@pytest.mark.parametrize(
    ("colour", "part", "mixed"),
    [
        ("#27466B", 0.62, "#798CA3"),
        ("#5A3E62", 0.17, "#E3DEE4"),
        ("#C8161D", 0.11, "#F9E5E6"),
        ("#B3925A", 0.85, "#BEA273"),
    ],
)
def test_tints(colour: str, part: float, mixed: str) -> None:
    assert tint(colour, part) == mixed
