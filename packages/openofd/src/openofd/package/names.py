"""Entry names: decoding, dangerous spellings, collisions. GB/T 33190-2016 7.1; APPNOTE 4.4.17, appendix D."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from openofd.package.findings import Finding

__all__ = ["UTF8_FLAG", "decode", "inspect"]

UTF8_FLAG = 0x800
_PLAIN = re.compile(r"[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*(?:/[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*)*/?")
_DRIVE = re.compile(r"[A-Za-z]:")


def decode(raw: bytes, flags: int) -> str:
    """The name as text: UTF-8, else GBK as older Chinese writers use, else code page 437."""
    if raw.isascii():
        return raw.decode("ascii")
    for encoding in ("utf-8",) if flags & UTF8_FLAG else ("utf-8", "gbk"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def inspect(names: Iterable[str]) -> Iterator[Finding]:
    """Everything wrong with a list of names: duplicates, collisions, traversal."""
    seen: dict[str, str] = {}
    for name in names:
        if _PLAIN.fullmatch(name):
            key = name.casefold()
        else:
            key = _collision_key(name)
            yield from _inspect_spelling(name, key)
        key = key.rstrip("/")
        if key in seen:
            yield _twice(name, seen[key])
        seen[key] = name


def _inspect_spelling(name: str, key: str) -> Iterator[Finding]:
    segments = name.replace("\\", "/").split("/")
    if ".." in segments or name[:1] in {"/", "\\"} or "\0" in name or _DRIVE.match(name):
        yield Finding(
            code="PATH_TRAVERSAL",
            zh="压缩包内的文件名指向包外",
            en="an entry name points outside the package",
            where=name,
        )
    elif key != unicodedata.normalize("NFC", name.casefold()):
        yield Finding(
            code="CONTAINER_NAME_COLLISION",
            zh="压缩包内的文件名在别的系统上会变成另一个名字",
            en="an entry name turns into another one on other systems",
            where=name,
        )


def _collision_key(name: str) -> str:
    # NFC, case-fold, and what Windows drops: backslashes, trailing dots and blanks, empty segments
    folded = unicodedata.normalize("NFC", name.casefold()).replace("\\", "/")
    segments = [segment.rstrip(". ") for segment in folded.split("/")]
    tail = "/" if folded.endswith("/") else ""
    return "/".join(segment for segment in segments if segment) + tail


def _twice(name: str, other: str) -> Finding:
    if name == other:
        return Finding(
            code="CONTAINER_DUPLICATE",
            zh="压缩包内有两个同名文件，不同软件会读到不同内容",
            en="two entries have the same name; readers disagree which one counts",
            where=name,
        )
    return Finding(
        code="CONTAINER_NAME_COLLISION",
        zh=f"压缩包内的文件名与“{other}”仅有大小写或写法之别",
        en=f"an entry name differs only in case or spelling from {other!r}",
        where=name,
    )
