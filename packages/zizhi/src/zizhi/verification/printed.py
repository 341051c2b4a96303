"""What a file prints, read twice: through its custom tags, and from the text that is really drawn.

A tag counts only where every object it points to is visible. Drawn text that no tag claims and that is not
part of the face's own art is "loose": nothing in the registry stands behind it, so it is an alteration.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from openofd.document.document import Document
from openofd.document.mark import Mark
from openofd.document.tags import Tag
from openofd.document.text import Run
from openofd.model.units import Box, Mm
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.core.text import canonical
from zizhi.faces.design import FaceDesign, load_design
from zizhi.faces.metadata import TAG_TYPE

__all__ = ["LOOSE", "Printed", "expected", "read_printed"]

LOOSE: Final = "其他文字"
_COUNT: Final = "项数"
_ROOT, _ITEMS, _ITEM, _ANNEX = "ZZ", "KZ_ZZDJ", "XM", "FY"
_COUNT_TAG: Final = "KZ_XMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Label → text as drawn, and where on the pages each stands."""

    facts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[tuple[int, Box]]] = field(default_factory=dict)

    def marks(self, labels: Sequence[str]) -> tuple[Mark, ...]:
        """Frames about the text of these labels."""
        return tuple(
            Mark(page_id=page, box=box, label=f"{label}与登记不一致")
            for label in labels
            for page, box in self.places.get(label, ())
        )


def expected(snapshot: CertificateSnapshot, printed: Printed) -> dict[str, str]:
    """What the registry says for each label of the file: the face's fields, then what the file repeats."""
    fields = dict(snapshot.face_fields())
    wanted = dict(fields)
    design = load_design(snapshot.kind)
    for label in printed.facts:
        if label == _COUNT:
            wanted[label] = _count_line(design, len(snapshot.items), printed.facts[label])
        elif label == LOOSE:
            wanted[label] = ""
        else:
            wanted.setdefault(label, fields.get(label.rpartition(" ")[2], ""))
    return wanted


def read_printed(document: Document, kind: str) -> Printed:
    """The facts on the pages of a document that claims to be of this kind.

    Raises:
        OpenOfdError: the pages or the tags are broken.
    """
    reader = _Reader(document, load_design(kind))
    return reader.read()


class _Reader:
    """Collects facts and places from one document."""

    def __init__(self, document: Document, design: FaceDesign) -> None:
        self._design = design
        self._labels = {row.tag: row.label for row in (*design.rows, *design.foot.rows)}
        self._runs: dict[tuple[int, int], list[Run]] = {}
        self._unnamed: list[str] = []
        for page in document.pages:
            for run in page.runs():
                self._note(page.id, run)
        self._tags = [tag for tag in document.custom_tags if tag.type_id == TAG_TYPE]
        self._facts: dict[str, str] = {}
        self._places: dict[str, list[tuple[int, Box]]] = {}

    def read(self) -> Printed:
        """Tags first; what is drawn beside them is loose."""
        items: list[Tag] = []
        annex = 0
        for tag in self._tags:
            path = tag.path
            if path[:2] == (_ROOT, _ITEMS):
                items.append(tag)
            elif path[:2] == (_ROOT, _ANNEX):
                annex += path[2:] == self._first_of_annex()
                self._add(f"附页{annex} {self._labels.get(path[-1], path[-1])}", [tag])
            elif path[:1] == (_ROOT,):
                self._add(_COUNT if path[-1] == _COUNT_TAG else self._labels.get(path[-1], path[-1]), [tag])
        if items:
            self._add(self._design.list_label, items)
        if loose := list(self._loose()):
            self._facts[LOOSE] = "".join(loose)
        return Printed(facts=self._facts, places=self._places)

    def _note(self, page_id: int, run: Run) -> None:
        if run.object_id is None:
            self._unnamed.append(run.text)
        else:
            self._runs.setdefault((page_id, run.object_id), []).append(run)

    def _first_of_annex(self) -> tuple[str, ...]:
        return (self._design.annex.line_fields[0][2],)

    def _add(self, label: str, tags: Sequence[Tag]) -> None:
        """A fact; one that is said twice under one label is said by both together, which then differs."""
        objects = [target for tag in tags for target in tag.objects]
        if any(target not in self._runs for target in objects):
            return
        runs = [(page, run) for page, unit in objects for run in self._runs[page, unit]]
        lines = ["".join(run.text for target in tag.objects for run in self._runs[target]) for tag in tags]
        self._facts[label] = self._facts.get(label, "") + _joined(lines, tags)
        self._places.setdefault(label, []).extend((page, _box(run)) for page, run in runs)

    def _loose(self) -> Iterator[str]:
        tagged = {target for tag in self._tags for target in tag.objects}
        untagged = [
            "".join(run.text for run in runs) for key, runs in self._runs.items() if key not in tagged
        ]
        for text in (*untagged, *self._unnamed):
            known = canonical(text).rstrip("：")
            if known and known not in _art(self._design) and not _is_page_note(known):
                yield text


def _joined(lines: Sequence[str], tags: Sequence[Tag]) -> str:
    """List lines: a name begins a line, its date follows it."""
    return "".join(
        ("\n" if at and tag.path[-1] == "MC" else "") + line
        for at, (line, tag) in enumerate(zip(lines, tags, strict=True))
    )


def _box(run: Run) -> Box:
    return Box(Mm(run.x), Mm(run.y - 1.03 * run.size), Mm(max(run.end - run.x, 1)), Mm(1.3 * run.size))


def _count_line(design: FaceDesign, count: int, printed: str) -> str:
    notes = [text.format(count=count) for text in (design.list.count_note, design.list.annex_note)]
    return next((note for note in notes if canonical(note) == canonical(printed)), notes[0])


@lru_cache(maxsize=16)
def _art(design: FaceDesign) -> frozenset[str]:
    """Every constant text of the face, canonical: titles, labels, colons, notes, the demonstration's mark."""
    rows = (*design.rows, *design.foot.rows)
    labels = (
        {row.label for row in rows} | {design.list_label} | {line[0] for line in design.annex.line_fields}
    )
    titles = {design.name, f"{design.name}{design.annex.suffix}", design.annex.suffix}
    notes = {design.qr.caption, design.note.text, design.note.demonstration, design.mark.text}
    return frozenset(map(canonical, {design.list_label} | labels | titles | notes | set(design.mark.text)))


_PAGE_NOTE: Final = re.compile("第[0-9]+页共[0-9]+页")


def _is_page_note(text: str) -> bool:
    return _PAGE_NOTE.fullmatch(text) is not None
