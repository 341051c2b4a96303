"""Sphinx: `make docs`."""

import openofd

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
