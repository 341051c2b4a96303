"""ST_Loc, the path of a part. GB/T 33190-2016 7.3 (simple types) and 7.1 (package)."""

import re
from functools import lru_cache

from openofd.errors import MalformedDocument

__all__ = ["absolute", "folder", "resolve", "resolve_folder"]

# Segments that begin with neither a dot nor anything special: nothing to normalise, nothing to refuse.
_PLAIN = re.compile(r"/?[^/\\\0:.]+[^/\\\0:]*(?:/[^/\\\0:.]+[^/\\\0:]*)*")
_FORBIDDEN = re.compile(r"[\\\0]|^/?[A-Za-z]:|//")


def folder(name: str) -> str:
    """The folder of an entry, with its trailing slash; "" for the package root."""
    return name[: name.rfind("/") + 1]


def absolute(name: str) -> str:
    """The entry name as an absolute ST_Loc ("/Doc_0/Document.xml")."""
    return "/" + name


@lru_cache(maxsize=4096)
def resolve(base: str, loc: str) -> str:
    """The entry name a location stands for, without leading slash.

    Args:
        base: the entry that contains the location ("Doc_0/Document.xml"), or a folder with a trailing
            slash ("Doc_0/Res/"), or "" for the package root.
        loc: the ST_Loc as written. Case counts; percent signs are plain characters.

    Raises:
        MalformedDocument: PATH_TRAVERSAL for a path that leaves the package or is none.
    """
    loc = loc.strip()
    if not _PLAIN.fullmatch(loc):
        return _normalise(base, loc)
    return loc[1:] if loc[0] == "/" else folder(base) + loc


@lru_cache(maxsize=512)
def resolve_folder(base: str, loc: str) -> str:
    """The folder a location stands for, with its trailing slash; "" for the package root.

    Args:
        base: as for `resolve`.
        loc: a folder's ST_Loc (Res/@BaseLoc); empty or "." for the base's own folder.
    """
    inside = resolve(base, f"{loc.strip().rstrip('/') or _own(loc)}/_")
    return folder(inside)


def _own(loc: str) -> str:
    return "" if loc.strip().startswith("/") else "."


def _normalise(base: str, loc: str) -> str:
    if not loc or _FORBIDDEN.search(loc):
        raise _refused(loc)
    path = loc[1:] if loc.startswith("/") else folder(base) + loc
    segments: list[str] = []
    for segment in path.split("/"):
        _step(segments, segment, loc)
    if not segments:
        raise _refused(loc)
    return "/".join(segments)


def _step(segments: list[str], segment: str, loc: str) -> None:
    if segment == "..":
        if not segments:
            raise _refused(loc)
        segments.pop()
    elif segment not in {"", "."}:
        segments.append(segment)


def _refused(loc: str) -> MalformedDocument:
    return MalformedDocument(
        "PATH_TRAVERSAL",
        "文件内的路径越出了包或写法不合法",
        "a path inside the file leaves the package or is not a legal path",
        where=loc[:200],
    )
