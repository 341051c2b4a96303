"""The metadata of a document, as plain values. GB/T 33190-2016 7.4."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openofd.model.ofd import DocInfo

__all__ = ["Info", "info_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """Metadata as written; dates are text, for writers use many forms.

    Attributes:
        custom_data: name to text, in the order of the file; of two with one name the first counts.
    """

    doc_id: str = ""
    title: str = ""
    author: str = ""
    subject: str = ""
    abstract: str = ""
    creation_date: str = ""
    mod_date: str = ""
    creator: str = ""
    creator_version: str = ""
    keywords: tuple[str, ...] = ()
    custom_data: Mapping[str, str] = field(default_factory=dict)


def info_of(model: DocInfo | None) -> Info:
    """The values of a DocInfo; empty without one."""
    if model is None:
        return Info()
    return Info(
        doc_id=model.doc_id,
        title=model.title,
        author=model.author,
        subject=model.subject,
        abstract=model.abstract,
        creation_date=model.creation_date,
        mod_date=model.mod_date,
        creator=model.creator,
        creator_version=model.creator_version,
        keywords=model.keywords.items if model.keywords is not None else (),
        custom_data=_custom_data(model),
    )


def _custom_data(model: DocInfo) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in model.custom_datas.items if model.custom_datas is not None else ():
        found.setdefault(item.name, item.text)
    return found
