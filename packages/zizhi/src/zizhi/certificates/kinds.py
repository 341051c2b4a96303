"""The kinds of certificate this hall issues: each a folder ``zizhi/kinds/<name>/`` with a kind.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from zizhi.certificates.numbers import NumberForm
from zizhi.core.errors import RuleViolation

__all__ = ["CertificateKind", "all_kinds", "kind", "kind_folder", "kind_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKind:
    """One kind.

    Args:
        id: folder name, such as ``construction``.
        name: printed title.
        code: 1–15, in the QR claim.
        letter: first letter of its national number; empty for testing.
        list_label: 资质等级 or 检测内容.
        validity_years: length of a new period.
        series: which series its serials come from.
        entry: which public entry answers for it, ``market`` or ``testing`` (notice, part 3).
        portals: keys of the department profile's portals where it is officially verified.
        licence_type_code: 21 characters of GB/T 36904; a demonstration value.
        numbers: number forms in order.
    """

    id: str
    name: str
    code: int
    letter: str
    list_label: str
    validity_years: int
    series: str
    entry: str
    portals: tuple[str, ...]
    licence_type_code: str
    numbers: Sequence[NumberForm]


def all_kinds() -> Sequence[CertificateKind]:
    """Every kind, in the order of the notice."""
    return tuple(_kinds().values())


def kind(kind_id: str) -> CertificateKind:
    """The kind with this id.

    Raises:
        RuleViolation: `KIND_UNKNOWN`.
    """
    if found := _kinds().get(kind_id):
        return found
    raise RuleViolation("KIND_UNKNOWN", f"没有「{kind_id}」这一证书种类。", "kind")


def kind_named(text: str) -> CertificateKind:
    """The kind by its id or its printed name.

    Raises:
        RuleViolation: `KIND_UNKNOWN`.
    """
    return kind(next((k.id for k in all_kinds() if k.name == text.strip()), text.strip()))


def kind_folder(kind_id: str) -> Traversable:
    """The folder of a known kind's data."""
    return files("zizhi") / "kinds" / kind(kind_id).id


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, CertificateKind]:
    folders = [f for f in (files("zizhi") / "kinds").iterdir() if (f / "kind.toml").is_file()]
    kinds = sorted((_read(folder) for folder in folders), key=lambda k: k.code)
    return {k.id: k for k in kinds}


def _read(folder: Traversable) -> CertificateKind:
    table = tomllib.loads((folder / "kind.toml").read_text(encoding="utf-8"))
    forms = [
        NumberForm(index=i, suffix=t.pop("suffix", ""), **t)
        for i, t in enumerate(table.pop("numbers"), start=1)
    ]
    portals = tuple(table.pop("portals"))
    return CertificateKind(id=folder.name, numbers=tuple(forms), portals=portals, **table)
