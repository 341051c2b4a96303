"""Names of fonts tell a style; the style tells which files to try."""

import pytest

from openofd.fonts.substitutes import FILES, STYLES, style_of_name, substitutes


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("宋体", "song"),
        ("SimSun", "song"),
        ("ABCDEF+NSimSun", "song"),
        ("仿宋_GB2312", "fangsong"),
        ("FangSong", "fangsong"),
        ("楷体", "kai"),
        ("KaiTi_GB2312", "kai"),
        ("黑体", "hei"),
        ("SimHei", "hei"),
        ("方正小标宋简体", "xiaobiaosong"),
        ("FZXBSJW--GB1-0", "xiaobiaosong"),
        ("微软雅黑", "yahei"),
        ("Microsoft YaHei", "yahei"),
        ("Noto Sans CJK SC", "hei"),
        ("NotoSerifCJK-Bold", "song"),
        ("Times New Roman", "serif"),
        ("Arial", "sans"),
        ("Courier New", "mono"),
        ("Unheard Of", "song"),
    ],
)
def test_the_name_tells_the_style(name: str, style: str) -> None:
    assert style_of_name(name) == style


def test_where_the_name_tells_nothing_the_flags_do() -> None:
    assert style_of_name("X", serif=True) == "serif"
    assert style_of_name("X", serif=True, fixed_width=True) == "mono"


def test_what_is_meant_comes_before_what_is_near() -> None:
    files = list(substitutes("kai"))
    assert files[0] == "simkai.ttf"
    assert files.index("FandolKai-Regular.otf") < files.index("NotoSerifCJK-Regular.ttc#SC")
    assert len(files) == len(set(files))


@pytest.mark.parametrize(("name", "bold"), [("黑体 Bold", False), ("黑体", True)])
def test_bold_faces_come_first_where_bold_is_named(name: str, bold: bool) -> None:
    assert next(substitutes("hei", name, bold=bold)) == "NotoSansCJK-Bold.ttc#SC"


@pytest.mark.parametrize("style", [style for style, _ in STYLES])
def test_every_style_ends_with_fonts_for_all_characters(style: str) -> None:
    assert {*FILES["song"], *FILES["hei"], *FILES["rare"]} <= set(substitutes(style))
