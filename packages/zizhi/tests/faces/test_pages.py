"""Where the values stand, and the annex page's head."""

from collections.abc import Callable

import pytest

from openofd.compose.layout import PlacedText
from openofd.compose.typesetting import MM_PER_POINT
from openofd.errors import CannotCompose
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.faces.design import load_design
from zizhi.faces.pages import lay_out
from zizhi.faces.services import _measure

Sample = Callable[..., CertificateSnapshot]
LONG_NAME = (
    "辽宁示例城乡建设与基础设施综合开发投资建设运营管理集团（沈阳）有限责任公司"
    "东北区域工程总承包与建筑科技示范应用第一分公司"
)


def _pages(snapshot: CertificateSnapshot) -> list[list[PlacedText]]:
    return [list(page.texts) for page in lay_out(snapshot, load_design(snapshot.kind), _measure())]


def _of(lines: list[PlacedText], key: str) -> list[PlacedText]:
    return [line for line in lines if line.key == key]


def test_rows_stand_on_their_centre_lines(sample: Sample) -> None:
    (lines,) = _pages(sample())
    rows = [(line.key, line.x, line.centre) for line in lines if not line.key.startswith("name")]
    assert rows[:6] == [
        ("ZZBH", 72, 78),
        ("CZZT", 72, 90),
        ("CZZTDM", 72, 102),
        ("KZ_FDDBR", 72, 114),
        ("KZ_ZCDZ", 72, 126),
        ("KZ_YXQ", 72, 138),
    ]
    assert rows[6:] == [("ZZBFJG", 120, 236), ("ZZBFRQ", 120, 248)]


def test_sixty_characters(sample: Sample) -> None:
    (lines,) = _pages(sample(holder_name=LONG_NAME))
    name = _of(lines, "CZZT")
    assert ("".join(line.text for line in name), len(name)) == (LONG_NAME, 2)
    assert round(name[0].size / MM_PER_POINT, 1) in (9.5, 10)


def test_long_authority_shrinks_then_takes_two_lines(sample: Sample) -> None:
    short, long = (_of(_pages(sample(issuing_authority="厅" * n))[0], "ZZBFJG") for n in (18, 30))
    assert (len(short), len(long)) == (1, 2)
    assert short[0].size < 14 * MM_PER_POINT


def test_periods_that_differ_point_to_the_list(sample: Sample) -> None:
    (lines,) = _pages(sample("testing", items=3, dated=True))
    assert _of(lines, "KZ_YXQ")[0].text == "各项有效期列于检测内容之后"


def test_page_notes_only_where_there_are_pages(sample: Sample) -> None:
    assert [[line.text for line in page if "页　" in line.text] for page in _pages(sample(items=31))] == [
        ["第1页　共2页"],
        ["第2页　共2页"],
    ]
    assert not any("页　" in line.text for line in _pages(sample(items=30))[0])


@pytest.mark.parametrize("name", ["辽宁示例有限公司", "甲" * 25, LONG_NAME, "甲" * 102])
def test_annex_head_holds_any_name(sample: Sample, name: str) -> None:
    head = _of(_pages(sample(items=31, holder_name=name))[1], "annex1.CZZT")
    assert "".join(line.text for line in head) == name
    assert all(46 < line.centre < 58 for line in head)
    assert all(line.x >= 29.9 for line in head)
    assert all(line.x + _measure().em(line.text) * line.size <= 180.1 for line in head)


def test_an_empty_value_is_refused(sample: Sample) -> None:
    with pytest.raises(CannotCompose, match="TEXT_EMPTY"):
        _pages(sample(legal_representative=" "))
