"""A face as data: the typed form of `faces/a4.toml` laid under a kind's `face.toml`.

Lengths in mm from the top left corner of the page, sizes of type in points, colours as #RRGGBB.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from openofd.compose.layout import Step
from zizhi.certificates import kinds

__all__ = ["Braid", "BraidSide", "Corners", "FaceDesign", "Medallion", "Twist", "load_design"]

_BASES = Path(__file__).parent
_KINDS = _BASES.parent / "kinds"

Box = tuple[float, float, float, float]
Curve = tuple[float, float, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    width: float
    height: float
    centre: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    accent: str
    ink: str
    grey: str
    gold: str
    red: str
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    folder: str
    label: str
    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    centre: float
    points: float
    track: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    x: float
    width: float
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    x: float
    width: float
    leading: float
    ladder: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    field: str
    """Name in the snapshot."""
    label: str
    tag: str
    """Name in the custom tags and the metadata."""
    centre: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleColumn:
    most: int
    pitch: float
    points: tuple[float, ...]
    date_points: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleColumn:
    lines: int
    first: float
    left: tuple[float, float]
    width: float
    fit: float
    least_points: float
    shrink: float
    date_points: float
    indent: float
    steps: tuple[tuple[int, float, float], ...]
    """Most rows of a column, size, pitch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    centre: float
    annex_note: str
    count_note: str
    single: SingleColumn
    double: DoubleColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    x: float
    width: float
    points: float
    value_x: float
    value_width: float
    ladder: tuple[Step, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    box: Box
    caption: str
    caption_centre: float
    caption_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    centre: float
    points: float
    text: str
    demonstration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    centre: float
    points: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    text: str
    points: float
    track: float
    centre: float
    turn: float
    tint: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPlace:
    width: float
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    suffix: str
    title_centre: float
    title_points: float
    title_track: float
    line_centre: float
    line_points: tuple[float, ...]
    line_width: float
    line_gap: float
    line_fields: tuple[tuple[str, str, str], ...]
    """Label, field, tag."""
    first: float
    rows: int
    points: float
    pitch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Medallion:
    box: Box
    line: float
    places: int
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BraidSide:
    origin: tuple[float, float]
    size: tuple[float, float]
    start: float
    axes: tuple[float, float]
    halves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Braid:
    half: float
    peak: float
    line: float
    shifts: tuple[float, ...]
    flat: BraidSide
    upright: BraidSide


@dataclass(frozen=True, slots=True, kw_only=True)
class Corners:
    side: float
    left: tuple[float, float]
    top: tuple[float, float]
    border: float
    line: float
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    axis: float
    start: float
    halves: int
    peak: float
    shifts: tuple[float, ...]
    rules: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLine:
    inset: float
    line: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    outer: FrameLine
    hairline: FrameLine
    notched: tuple[tuple[float, float, float], tuple[float, float, float]]
    """Inset, step, line; the first is drawn with the hairline and the rules of the twist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrnamentDesign:
    fine: float
    under: float
    gold: float
    medallion: Medallion
    braid: Braid
    corners: Corners
    twist: Twist
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceDesign:
    kind: str
    name: str
    """The title as printed."""
    list_label: str
    version: int
    page: PageSize
    colours: Colours
    fonts: Fonts
    title: Title
    labels: Labels
    values: Values
    rows: tuple[Row, ...]
    list: ItemList
    foot: Foot
    qr: Qr
    note: Note
    page_note: PageNote
    mark: Mark
    seal: SealPlace
    annex: Annex
    ornament: OrnamentDesign


@cache
def load_design(kind: str) -> FaceDesign:
    """The face of a kind: its own data over its base."""
    own = _read(_KINDS / kind / "face.toml")
    about = kinds.kind(kind)
    merged = _merge(_read(_BASES / f"{own.pop('base')}.toml"), own)
    identity = {"kind": kind, "name": about.name, "list_label": about.list_label}
    return cast("FaceDesign", _build(FaceDesign, {**merged, **identity}))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in own.items():
        under = merged.get(name)
        merged[name] = _merge(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def _build(kind: Any, value: Any) -> object:
    """Turn plain data into the declared type; unknown and missing names are errors."""
    if is_dataclass(kind):
        return _build_record(kind, value)
    if kind is Step:
        return Step(*value)
    if get_origin(kind) is tuple:
        args = get_args(kind)
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
        return tuple(_build(k, v) for k, v in zip(kinds, value, strict=True))
    if not isinstance(value, float | int if kind is float else kind):
        raise TypeError(f"{value!r} is not {kind}")
    return value


def _build_record(kind: Any, value: Mapping[str, Any]) -> object:
    hints = get_type_hints(kind)
    unknown = value.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise TypeError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**{name: _build(hints[name], item) for name, item in value.items()})
