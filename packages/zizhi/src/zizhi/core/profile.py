"""The department this hall serves, as data. Liaoning is the first profile, not a constant in code."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

__all__ = ["Portal", "Profile", "department", "parse_profile", "read_profile"]


_LIAONING = Path(__file__).parent / "profiles" / "liaoning.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """An official site: its name, its address and the way to the page, as the notice words it."""

    name: str
    url: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who issues: names, numbers and portals. `authority_uscc` is a demonstration value unless configured."""

    name: str
    telephone: str
    province_code: str
    authority_uscc: str
    approving_level: int
    void_notice: str
    original_route: str
    portals: Mapping[str, Portal]


def parse_profile(text: str) -> Profile:
    """A profile from TOML text; an unknown or missing entry raises TypeError."""
    table = tomllib.loads(text)
    portals = {key: _portal(value) for key, value in table.pop("portals").items()}
    return Profile(portals=portals, **table)


def read_profile(path: Path) -> Profile:
    """A profile from a TOML file."""
    return parse_profile(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def department() -> Profile:
    """The profile of this hall: the file named by ``ZIZHI_DEPARTMENT``, else Liaoning's."""
    return read_profile(Path(os.environ.get("ZIZHI_DEPARTMENT") or _LIAONING))


def _portal(table: dict[str, str | list[str]]) -> Portal:
    return Portal(name=str(table["name"]), url=str(table["url"]), path=tuple(table.get("path", ())))
