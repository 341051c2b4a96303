"""Sphinx: `make docs`."""

from typing import TYPE_CHECKING

import openofd

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "openofd · zizhi"
author = "zizhi contributors"
copyright = "zizhi contributors, Apache-2.0"
version = release = openofd.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "openofd · zizhi"
language = "zh_CN"
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_use_ivar = True  # attributes are described once, in the class
nitpicky = False


def _keep_colons(app: "Sphinx", what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Napoleon takes what stands before a colon for a type; a line that ends in the colon is left alone."""
    if what in {"attribute", "data", "property"} and lines:
        head, colon, tail = lines[0].partition(": ")
        lines[:1] = [f"{head}:", tail] if colon else lines[:1]


def setup(app: "Sphinx") -> None:
    """Come before napoleon."""
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)
