"""Editing and sealing one file: what was added is covered, and nothing can be added behind the seal."""

from datetime import date
from typing import Any

import pytest

from openofd.document.document import Document
from openofd.document.edit import AddPages, Annotate, Attach, edit
from openofd.document.plan import covered_by
from openofd.errors import CannotEdit
from openofd.model.units import Box
from openofd.package.reader import Package
from openofd.seal.filing import seal_file
from openofd.seal.stamps import Stamp
from openofd.verify.policy import STANDARD
from openofd.verify.verify import verify

NOTE = Annotate(page_id=100, type="Link", creator="我", modified=date(2026, 1, 1), box=Box(0, 0, 9, 9))
FILE = Attach(name="数据.xml", data=b"<a/>")


def sealed(data: bytes, authority: Any, authority_module: Any) -> bytes:
    stamp = Stamp(page_id=100, boundary=Box(50, 5, 40, 40))
    at = authority_module.SIGNED
    return seal_file(data, seal=authority.seal, signer=authority.sealer, stamps=[stamp], at=at)


def test_what_was_edited_can_be_sealed_and_is_covered(
    tiny: Any, authority: Any, authority_module: Any
) -> None:
    pages = AddPages(source=Document.open(tiny.ofd("附页")))
    data = sealed(edit(Document.open(tiny.ofd("甲")), FILE, NOTE, pages), authority, authority_module)
    report = verify(data, trust=authority.trust, at=authority_module.SIGNED, policy=STANDARD)
    added = {name for name in Package.open(data).names if "Added" in name or "Att" in name or "Annot" in name}
    assert len(added) == 6
    assert added <= covered_by(Document.open(data))
    assert str(report.overall) == "VALID"


@pytest.mark.parametrize("change", [FILE, NOTE])
def test_a_sealed_file_is_left_alone(tiny: Any, authority: Any, authority_module: Any, change: Any) -> None:
    data = sealed(tiny.ofd("甲"), authority, authority_module)
    with pytest.raises(CannotEdit, match="EDIT_SIGNED"):
        edit(Document.open(data), change)
    broken = edit(Document.open(data), change, unsafely_break_signatures=True)
    report = verify(broken, trust=authority.trust, at=authority_module.SIGNED, policy=STANDARD)
    assert str(report.overall) == "INVALID"
