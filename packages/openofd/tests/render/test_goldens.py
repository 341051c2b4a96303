"""Golden pictures: each feature as it was looked at once. See `goldens.py` for how to draw them anew."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageFilter

_DIFFERENT = (
    48  # of 255, after a blur: edges may fall a little otherwise with another version of the rasteriser
)
_MOST = 0.002  # of all pixels
_BUDGET = 1024 * 1024


def _goldens() -> ModuleType:
    spec = importlib.util.spec_from_file_location("goldens", Path(__file__).with_name("goldens.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOLDENS = _goldens()


def differing(one: Image.Image, other: Image.Image) -> float:
    """The part of the pixels that differ to the eye."""
    blurred = [each.convert("RGB").filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    worst = ImageChops.difference(*blurred).convert("L").point(lambda value: 255 * (value > _DIFFERENT))
    return worst.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("name", GOLDENS.CASES)
def test_the_picture_is_as_it_was(name: str) -> None:
    drawn = GOLDENS.CASES[name].picture()
    with Image.open(GOLDENS.FOLDER / f"{name}.png") as golden:
        assert golden.size == drawn.size
        assert differing(golden, drawn) <= _MOST


def test_every_picture_has_its_case_and_all_are_small() -> None:
    files = list(GOLDENS.FOLDER.glob("*.png"))
    assert {path.stem for path in files} == set(GOLDENS.CASES)
    assert sum(path.stat().st_size for path in files) < _BUDGET


def test_a_difference_would_be_seen() -> None:
    one, other = (GOLDENS.CASES[name].picture() for name in ("page-blocks", "clips"))
    assert differing(one, other) > _MOST
