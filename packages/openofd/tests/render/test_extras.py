"""The extra `render`: there, or named by what is to be installed."""

import sys

import pytest

from openofd.errors import UnsupportedFeature
from openofd.render.extras import pdfium, pillow


def test_both_are_found() -> None:
    assert pillow().__name__ == "PIL.Image"
    assert pdfium().__name__ == "pypdfium2"


def test_without_it_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(UnsupportedFeature, match=r"openofd\[render\]"):
        pillow()
