"""The two entries that the notice separates (三): four kinds on the market platforms, testing on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zizhi.certificates.kinds import CertificateKind, all_kinds
from zizhi.certificates.numbers import build
from zizhi.core.profile import Portal, department

__all__ = ["Entry", "OfficialPortal", "entries", "entry", "entry_of_kind", "portals_of_kind"]

_TESTING_PORTALS = ("services",)  # 辽住建审（2021）1号 三、2


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPortal:
    """An official platform as a page names it; `path` is empty where the address is the whole way."""

    name: str
    url: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the public side."""

    slug: str
    title: str
    short: str
    kinds_short: str
    scope: str
    action: str
    example: str
    kinds: Sequence[CertificateKind]
    portals: Sequence[OfficialPortal]

    @property
    def kind_titles(self) -> Sequence[str]:
        """Printed names of its kinds."""
        return [kind.name for kind in self.kinds]


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, Entry]:
    """Market first, testing second, as in the notice."""
    testing = [kind for kind in all_kinds() if kind.portals == _TESTING_PORTALS]
    market = [kind for kind in all_kinds() if kind.portals != _TESTING_PORTALS]
    return (
        Entry(
            slug="market",
            title="建筑业、勘察、设计、监理资质查验",
            short="建筑市场四类资质",
            kinds_short="建筑业、工程勘察、工程设计、工程监理资质证书",
            scope="查验建筑业企业、工程勘察、工程设计、工程监理资质证书。",
            action="查验这四类证书",
            example=_example(market[0]),
            kinds=market,
            portals=portals_of_kind(market[0].id),
        ),
        Entry(
            slug="testing",
            title="检测机构资质查验",
            short="检测机构资质",
            kinds_short="建设工程质量检测机构资质证书",
            scope="查验建设工程质量检测机构资质证书。",
            action="查验检测机构证书",
            example=_example(testing[0]),
            kinds=testing,
            portals=portals_of_kind(testing[0].id),
        ),
    )


def entry(slug: str) -> Entry:
    """The entry of that slug; raises StopIteration for another."""
    return next(entry for entry in entries() if entry.slug == slug)


def entry_of_kind(kind_id: str) -> Entry:
    """Where a kind is asked for."""
    return next(entry for entry in entries() if any(kind.id == kind_id for kind in entry.kinds))


@lru_cache(maxsize=16)
def portals_of_kind(kind_id: str) -> tuple[OfficialPortal, ...]:
    """The official platforms of a kind, with the way to them."""
    kind = next(kind for kind in all_kinds() if kind.id == kind_id)
    return tuple(_official(department().portals[key]) for key in kind.portals)


def _official(portal: Portal) -> OfficialPortal:
    return OfficialPortal(
        name=portal.name, url=portal.url, path=" → ".join(portal.path) if len(portal.path) > 1 else ""
    )


def _example(kind: CertificateKind) -> str:
    profile = department()
    return build(kind.numbers[0], level=profile.approving_level, province=profile.province_code, serial=1)
