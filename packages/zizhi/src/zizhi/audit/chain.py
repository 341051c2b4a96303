"""The chain as pure values: each event's digest is SM3 over the one before it and its own canonical JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from openofd.gm.sm3 import sm3

__all__ = ["GENESIS", "Break", "Entry", "Link", "first_break", "link"]

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be recorded: `subject` names the thing ("certificate:D2210…"), `detail` is JSON."""

    act: str
    subject: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event as it stands in the chain; `detail` is JSON text."""

    sequence: int
    at: datetime
    actor: str
    act: str
    subject: str
    detail: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a chain does not hold, and why."""

    sequence: int
    zh: str


def link(entry: Entry, *, sequence: int, previous: str, at: datetime, actor: str) -> Link:
    """The event that follows the digest `previous`."""
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    bare = Link(
        sequence=sequence,
        at=at,
        actor=actor,
        act=entry.act,
        subject=entry.subject,
        detail=detail,
        digest="",
    )
    return replace(bare, digest=_digest(previous, bare))


def first_break(links: Iterable[Link], *, previous: str = GENESIS, after: int = 0) -> Break | None:
    """Follow the chain from a known point; None when it holds to its end."""
    for event in links:
        if event.sequence != after + 1:
            return Break(sequence=after + 1, zh="缺少这一条记录。")
        if event.digest != _digest(previous, event):
            return Break(sequence=event.sequence, zh="记录内容与摘要不符。")
        previous, after = event.digest, event.sequence
    return None


def _digest(previous: str, event: Link) -> str:
    values = asdict(event)
    del values["digest"]
    values["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(bytes.fromhex(previous) + text.encode()).hex()
