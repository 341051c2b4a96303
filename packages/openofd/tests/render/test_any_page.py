"""Whatever stands in a page, it becomes a picture or an OpenOfdError: golden pages, damaged at random."""

import importlib.util
import random
import re
import sys
from pathlib import Path
from types import ModuleType

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from openofd.document.document import Document
from openofd.errors import OpenOfdError
from openofd.package.reader import Package
from openofd.render.drawing import draw_page
from openofd.render.svg import write_svg

ODD = ["", "0", "-1", "1e308", "-1e308", "nan", "inf", "9" * 12, "a", "1 2", "0 0 0 0", "0 0 0 0 0 0", "#zz"]
ODD += ["-5 -5 -5 -5", "true", "甲", "g 3 5", "60", "61", "20", "0.0001", "2147483648 0 0"]
NO_NUMBER = re.compile(r'["\s(,]-?(?:nan|inf)["\s),]')


def _goldens() -> ModuleType:
    path = Path(__file__).with_name("goldens.py")
    spec = importlib.util.spec_from_file_location("goldens_to_damage", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOLDENS = _goldens()
SHEETS = GOLDENS.S


def damaged(text: str, dice: random.Random) -> str:
    """An attribute's value, a word of a text, or a whole attribute is another or gone."""
    found = list(re.finditer(r'(?<=")[^"<>]+(?=")|(?<=>)[^<>]+(?=<)|[A-Z]\w+="[^"]*"', text))
    hit = dice.choice(found)
    words = hit[0].split()
    if words and "=" not in hit[0]:
        words[dice.randrange(len(words))] = dice.choice(ODD)
    return text[: hit.start()] + ("" if "=" in hit[0] else " ".join(words)) + text[hit.end() :]


@settings(max_examples=400)
@given(name=st.sampled_from(list(GOLDENS.CASES)), seed=st.integers(0, 2**32), count=st.integers(1, 4))
@example(name="text-look", seed=856886642, count=1)  # text of endless size
def test_a_damaged_page_is_a_picture_or_an_error(name: str, seed: int, count: int) -> None:
    sheet, dice = GOLDENS.CASES[name], random.Random(seed)
    package = Package.open(sheet.data())
    parts = {each: package.read(each) for each in package.names}
    for _ in range(count):
        hit = dice.choice([each for each in parts if each.endswith(".xml") and each != "OFD.xml"])
        parts[hit] = damaged(parts[hit].decode(), dice).encode()
    try:
        document = Document.open(SHEETS.tiny.pack(parts), version=sheet.version)
        page = draw_page(document, 0, seals=sheet.seals, fallbacks=[SHEETS.FONT], system_fonts=False)
    except OpenOfdError:
        return
    written = write_svg(page, text="selectable", styles=True)
    etree.fromstring(written)
    assert not NO_NUMBER.search(written)
