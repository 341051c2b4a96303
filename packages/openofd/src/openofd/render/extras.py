"""What the extra `render` brings, imported when first needed: Pillow and pdfium.

pdfium is not safe for threads: whoever calls it holds the lock `PDFIUM`.
"""

import importlib
from threading import RLock
from types import ModuleType

from openofd.errors import UnsupportedFeature

__all__ = ["PDFIUM", "pdfium", "pillow"]

PDFIUM = RLock()
"""Held around everything that calls pdfium."""


def pillow() -> ModuleType:
    """`PIL.Image`.

    Raises:
        UnsupportedFeature: RENDER_EXTRA.
    """
    return _imported("PIL.Image")


def pdfium() -> ModuleType:
    """`pypdfium2`; use it under the lock `PDFIUM`.

    Raises:
        UnsupportedFeature: RENDER_EXTRA.
    """
    return _imported("pypdfium2")


def _imported(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UnsupportedFeature(
            "RENDER_EXTRA",
            "需要安装 openofd[render] 才能处理",
            "install openofd[render] for this",
            where=name,
        ) from error
