"""What could not be drawn as the file says; each sentence once, in both languages."""

from openofd.errors import OpenOfdError
from openofd.render.displaylist import Note

__all__ = ["Notes"]

_SENTENCES = {
    "FONT_SUBSTITUTED": (
        "字体未嵌入或无法读取，已用其他字体代替",
        "a font is not embedded or not readable; replaced",
    ),
    "FONT_GLYPH_MISSING": (
        "字体中没有这些字形，已用其他字体代替",
        "characters without a glyph in their font; replaced",
    ),
    "FONT_NONE": (
        "没有可用字体画出这些字，可另给后备字体",
        "no font at hand has these characters; name a fallback font",
    ),
    "IMAGE_FORMAT": (
        "不是标准规定的图像格式，以方框代替",
        "no image format of the standard; a frame stands there",
    ),
    "IMAGE_PIXELS": ("图像像素过多，未显示", "an image with too many pixels; not shown"),
    "IMAGE_MASK": ("图像蒙版未生效", "an image mask was not applied"),
    "IMAGE_NO_CTM": ("图像没有变换矩阵，已拉伸到外接矩形", "an image without CTM; stretched to its boundary"),
    "BLEND_MODE": ("未知的混合模式，按正常方式绘制", "an unknown blend mode; drawn as Normal"),
    "COLOUR_PROFILE": (
        "颜色空间带有 ICC 配置文件，未作色彩管理",
        "a colour space names an ICC profile; colours are not managed",
    ),
    "SVG_PART": (
        "SVG 印章中有不画或不许画的内容，已略去",
        "an SVG seal has something that is not, or must not be, drawn",
    ),
    "RESOURCE_MISSING": ("引用的资源不存在", "a resource that is referred to does not exist"),
    "OBJECT_UNREADABLE": ("图元写法有误，未显示", "an object that is wrongly written; not shown"),
}


class Notes:
    """Collects notes; the same about the same place is said once."""

    def __init__(self) -> None:
        self._found: dict[Note, None] = {}

    def add(self, code: str, where: str = "") -> None:
        """Note one of the known sentences."""
        zh, en = _SENTENCES[code]
        self._found[Note(code, zh, en, where)] = None

    def error(self, error: OpenOfdError, where: str = "") -> None:
        """Note what a reader complained of."""
        self._found[Note(error.code, error.zh, error.en, error.where or where)] = None

    def take(self, note: Note) -> None:
        """A note made elsewhere."""
        self._found[note] = None

    def all(self) -> tuple[Note, ...]:
        """In the order in which they came up."""
        return tuple(self._found)
