"""Which installed font stands in for one that a file names and does not bring (GB/T 33190-2016 11.1).

The name tells the style, the style an order of font files; see docs/reference/fonts.md. The faces that are
meant come first, then free ones of the same kind, then those of a kind that is near.
"""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["FILES", "STYLES", "style_of_name", "substitutes"]

STYLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("xiaobiaosong", ("小标宋", "xiaobiaosong", "fzxbs", "xbsjw")),
    ("fangsong", ("仿宋", "fangsong", "simfang", "fzfs", "stfangso")),
    ("kai", ("楷", "kaiti", "simkai", "fzkt", "stkaiti", "隶", "simli", "lisu")),
    ("yahei", ("雅黑", "yahei", "msyh", "等线", "dengxian", "苹方", "pingfang")),
    ("hei", ("黑", "simhei", "heiti", "fzht", "幼圆", "youyuan", "sanscjk", "sanssc", "hansans")),
    ("song", ("宋", "simsun", "song", "fzss", "明体", "ming", "serifcjk", "serifsc", "hanserif")),
    ("mono", ("courier", "consolas", "mono", "menlo", "typewriter")),
    ("sans", ("arial", "helvetica", "calibri", "verdana", "tahoma", "segoe", "trebuchet", "sans")),
    ("serif", ("times", "georgia", "cambria", "garamond", "bookantiqua", "palatino", "serif", "roman")),
)
"""Style → what its fonts' names contain, lower case without blanks; asked in this order."""

FILES: dict[str, tuple[str, ...]] = {
    "song": (
        "simsun.ttc",
        "Songti.ttc#SC",
        "NotoSerifCJK-Regular.ttc#SC",
        "NotoSerifCJKsc-Regular.otf",
        "NotoSerifSC-Regular.otf",
        "SourceHanSerifSC-Regular.otf",
        "SourceHanSerifCN-Regular.otf",
        "FandolSong-Regular.otf",
        "uming.ttc#CN",
    ),
    "song bold": (
        "NotoSerifCJK-Bold.ttc#SC",
        "NotoSerifCJKsc-Bold.otf",
        "NotoSerifSC-Bold.otf",
        "SourceHanSerifSC-Bold.otf",
        "SourceHanSerifCN-Bold.otf",
        "FandolSong-Bold.otf",
    ),
    "xiaobiaosong": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf", "方正小标宋_GBK.ttf"),
    "fangsong": ("simfang.ttf", "STFANGSO.TTF", "FandolFang-Regular.otf"),
    "kai": (
        "simkai.ttf",
        "STKAITI.TTF",
        "Kaiti.ttc#SC",
        "FandolKai-Regular.otf",
        "LXGWWenKai-Regular.ttf",
        "ukai.ttc#CN",
        "gkai00mp.ttf",
    ),
    "hei": (
        "simhei.ttf",
        "PingFang.ttc#SC",
        "NotoSansCJK-Regular.ttc#SC",
        "NotoSansCJKsc-Regular.otf",
        "NotoSansSC-Regular.otf",
        "SourceHanSansSC-Regular.otf",
        "SourceHanSansCN-Regular.otf",
        "FandolHei-Regular.otf",
        "wqy-microhei.ttc",
        "wqy-zenhei.ttc",
    ),
    "hei bold": (
        "NotoSansCJK-Bold.ttc#SC",
        "NotoSansCJKsc-Bold.otf",
        "NotoSansSC-Bold.otf",
        "SourceHanSansSC-Bold.otf",
        "SourceHanSansCN-Bold.otf",
        "FandolHei-Bold.otf",
    ),
    "yahei": ("msyh.ttc",),
    "yahei bold": ("msyhbd.ttc",),
    "serif": ("times.ttf", "LiberationSerif-Regular.ttf", "Tinos-Regular.ttf", "DejaVuSerif.ttf"),
    "serif bold": ("timesbd.ttf", "LiberationSerif-Bold.ttf", "Tinos-Bold.ttf", "DejaVuSerif-Bold.ttf"),
    "sans": ("arial.ttf", "LiberationSans-Regular.ttf", "Arimo-Regular.ttf", "DejaVuSans.ttf"),
    "sans bold": ("arialbd.ttf", "LiberationSans-Bold.ttf", "Arimo-Bold.ttf", "DejaVuSans-Bold.ttf"),
    "mono": ("cour.ttf", "LiberationMono-Regular.ttf", "Cousine-Regular.ttf", "DejaVuSansMono.ttf"),
    "mono bold": ("courbd.ttf", "LiberationMono-Bold.ttf", "Cousine-Bold.ttf", "DejaVuSansMono-Bold.ttf"),
    "rare": (
        "simsunb.ttf",
        "HanaMinA.ttf",
        "HanaMinB.ttf",
        "DejaVuSans.ttf",
        "NotoSansSymbols2-Regular.ttf",
        "Symbola.ttf",
    ),
}
"""Style → font files in the order of trial; for `#` see `installed.installed_font`."""

_NEXT: dict[str, tuple[str, ...]] = {
    "xiaobiaosong": ("song bold", "song"),
    "fangsong": ("song", "kai"),
    "kai": ("song",),
    "yahei": ("hei",),
    "hei": ("yahei",),
    "serif": ("song",),
    "sans": ("hei",),
    "mono": ("sans", "hei"),
}
"""Style → which are tried after it; then song, hei and the files for rare characters, always."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = ("bold", "black", "heavy", "粗", "大黑")


def style_of_name(name: str, *, serif: bool = False, fixed_width: bool = False) -> str:
    """The style that a font's name tells; where it tells none, the flags of the resource, else song."""
    plain = _plain(name)
    for style, words in STYLES:
        if any(word in plain for word in words):
            return style
    return "mono" if fixed_width else "serif" if serif else "song"


def substitutes(style: str, name: str = "", *, bold: bool = False) -> Iterator[str]:
    """The font files to try, in their order, each once."""
    heavy = bold or any(word in _plain(name) for word in _BOLD)
    seen: set[str] = set()
    for each in (style, *_NEXT.get(style, ()), "song", "hei", "rare"):
        for key in (f"{each} bold", each) if heavy else (each,):
            for file in FILES.get(key, ()):
                if file not in seen:
                    seen.add(file)
                    yield file


def _plain(name: str) -> str:
    """Without subset tag, blanks and hyphens, lower case."""
    text = _SUBSET.sub("", unicodedata.normalize("NFKC", name)).lower()
    return re.sub(r"[\s_\-]", "", text)
