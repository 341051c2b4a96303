"""Names of fonts and of subsets."""

import re

import uharfbuzz as hb

from openofd.fonts.names import postscript_name, subset_name


def test_a_font_without_names(tiny_font: bytes) -> None:
    assert postscript_name(hb.Face(hb.Blob(tiny_font))) == "Unnamed"


def test_subset_name_depends_on_the_set_of_characters() -> None:
    assert re.fullmatch("[A-Z]{6}\\+Song", subset_name("Song", "甲乙"))
    assert subset_name("Song", "甲乙") == subset_name("Song", "甲乙") != subset_name("Song", "甲丙")
