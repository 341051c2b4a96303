"""Attachments with all their facts. GB/T 33190-2016 chapter 20."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openofd.document.parts import Parts
from openofd.model import attachments as model

__all__ = ["AttachmentEntry", "attached_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentEntry:
    """One attached file. What the list says of it need not be so: only the bytes count.

    Attributes:
        id: identifier, by which actions name it.
        name: as shown to a person.
        format: as stated.
        created: as written.
        modified: as written.
        stated_size: kilobytes as stated, or None.
        visible: whether a reader shows it in its list.
        usage: what it is for, in the writer's words.
        path: entry name.
    """

    id: str
    name: str
    format: str
    created: str
    modified: str
    stated_size: float | None
    visible: bool
    usage: str
    path: str
    _parts: Parts = field(repr=False, compare=False)

    def read(self) -> bytes:
        """The file.

        Raises:
            OpenOfdError: it is missing or damaged.
        """
        return self._parts.read(self.path)


def attached_files(parts: Parts, list_name: str, document_folder: str) -> Iterator[AttachmentEntry]:
    """The files of one list, in its order.

    Raises:
        OpenOfdError: the list is missing or broken.
    """
    for item in parts.parse(model.Attachments, list_name).items:
        yield _attached(parts, item, parts.locate(list_name, item.file_loc, document_folder))


def _attached(parts: Parts, item: model.Attachment, path: str) -> AttachmentEntry:
    return AttachmentEntry(
        id=item.id,
        name=item.name,
        format=item.format,
        created=item.creation_date,
        modified=item.mod_date,
        stated_size=item.size,
        visible=item.visible,
        usage=item.usage,
        path=path,
        _parts=parts,
    )
