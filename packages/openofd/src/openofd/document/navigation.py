"""Outline, bookmarks and actions as plain values. GB/T 33190-2016 7.5 and chapter 14."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from openofd.model import actions as model
from openofd.model.navigation import Bookmarks, OutlineElem
from openofd.model.units import Box, Point

__all__ = ["Action", "Destination", "OutlineEntry", "actions_of", "bookmarks_of", "outline_of"]

Kind = Literal["goto", "uri", "attachment", "sound", "movie", "none"]
Event = Literal["open document", "open page", "click"]

_EVENTS: dict[str, Event] = {"DO": "open document", "PO": "open page", "CLICK": "click"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A place to go to; edges in millimetres from the page's top left, None where they do not count.

    Attributes:
        fit: "XYZ" (corner and zoom), "Fit", "FitH", "FitV" or "FitR" (a rectangle).
    """

    page_id: int
    fit: str = "XYZ"
    left: float | None = None
    top: float | None = None
    right: float | None = None
    bottom: float | None = None
    zoom: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What happens on an event. openofd performs nothing of it.

    Attributes:
        kind: what; "none" if the file names nothing known.
        event: when.
        destination: where a "goto" leads, unless it names a bookmark.
        bookmark: name of the bookmark a "goto" leads to.
        uri: address of a "uri", as written.
        base: what a relative address counts from.
        attachment: identifier of the attachment to open.
        resource: identifier of the sound or film.
        operator: what happens to a film: Play, Stop, Pause, Resume.
        area: the box around the region that answers to the event; None for all of it.
    """

    kind: Kind
    event: Event = "click"
    destination: Destination | None = None
    bookmark: str = ""
    uri: str = ""
    base: str = ""
    attachment: str = ""
    resource: int | None = None
    operator: str = ""
    area: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A title of the outline, where it leads, and the titles below it."""

    title: str
    actions: tuple[Action, ...] = ()
    entries: "tuple[OutlineEntry, ...]" = ()
    expanded: bool = True

    @property
    def destination(self) -> Destination | None:
        """Where the first jump leads, unless it names a bookmark."""
        return next((action.destination for action in self.actions if action.kind == "goto"), None)


def outline_of(items: Iterable[OutlineElem]) -> tuple[OutlineEntry, ...]:
    """The outline as a tree; the parser's ceiling bounds its depth."""
    return tuple(
        [
            OutlineEntry(
                title=item.title,
                actions=actions_of(item.actions),
                entries=outline_of(item.items),
                expanded=item.expanded,
            )
            for item in items
        ]
    )


def bookmarks_of(bookmarks: Bookmarks | None) -> dict[str, Destination]:
    """Name to place; of two with one name the first counts, and one without a place is left out."""
    found: dict[str, Destination] = {}
    for item in bookmarks.items if bookmarks is not None else ():
        if item.dest is not None:
            found.setdefault(item.name, _destination(item.dest))
    return found


def actions_of(actions: model.Actions | None) -> tuple[Action, ...]:
    """The actions in the order of the file."""
    return tuple([_action(item) for item in actions.items]) if actions is not None else ()


def _action(item: model.Action) -> Action:
    event, area = _EVENTS.get(item.event, "click"), _area(item.region)
    if (goto := item.goto) is not None:
        place = _destination(goto.dest) if goto.dest is not None else None
        name = goto.bookmark.name if goto.bookmark is not None else ""
        return Action(kind="goto", event=event, area=area, destination=place, bookmark=name)
    if (uri := item.uri) is not None:
        return Action(kind="uri", event=event, area=area, uri=uri.uri, base=uri.base)
    if (attached := item.goto_a) is not None:
        return Action(kind="attachment", event=event, area=area, attachment=attached.attach_id)
    return _playing(item, event, area)


def _playing(item: model.Action, event: Event, area: Box | None) -> Action:
    if item.sound is not None:
        return Action(kind="sound", event=event, area=area, resource=item.sound.resource_id)
    if (movie := item.movie) is not None:
        return Action(
            kind="movie", event=event, area=area, resource=movie.resource_id, operator=movie.operator
        )
    return Action(kind="none", event=event, area=area)


def _destination(dest: model.Dest) -> Destination:
    return Destination(
        page_id=dest.page_id,
        fit=dest.type,
        left=dest.left,
        top=dest.top,
        right=dest.right,
        bottom=dest.bottom,
        zoom=dest.zoom,
    )


def _area(region: model.Region | None) -> Box | None:
    points = [
        point for area in (region.areas if region else ()) for point in (area.start, *_points(area.steps))
    ]
    if not points:
        return None
    left, top = min(point.x for point in points), min(point.y for point in points)
    return Box(left, top, max(p.x for p in points) - left, max(p.y for p in points) - top)


def _points(steps: Iterable[model.Step]) -> list[Point]:
    """Ends and control points: a curve stays inside them, an arc may reach a little further."""
    found: list[Point | None] = []
    for step in steps:
        match step:
            case model.Move() | model.Line():
                found.append(step.point1)
            case model.QuadraticBezier():
                found += (step.point1, step.point2)
            case model.CubicBezier():
                found += (step.point1, step.point2, step.point3)
            case model.Arc():
                found.append(step.end_point)
    return [point for point in found if point is not None]
