"""What one version of a certificate says, as a value: all that is printed, nothing that may change later."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self, cast

from zizhi.core.dates import in_chinese
from zizhi.core.text import canonical

__all__ = ["CertificateSnapshot", "Item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One qualification on the certificate.

    Args:
        name: category and grade as printed, "建筑工程施工总承包二级".
        valid_until: its own last day; None when the certificate's period holds for it.
    """

    name: str
    valid_until: date | None = None

    def printed(self) -> str:
        """The line of the list: 「建筑工程施工总承包二级至2031.11.21」, or the name alone."""
        return self.name + self.printed_end()

    def printed_end(self) -> str:
        """「至2031.11.21」 or nothing (face.md §3)."""
        if self.valid_until is None:
            return ""
        return f"至{self.valid_until.year}.{self.valid_until.month:02d}.{self.valid_until.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSnapshot:
    """Face data of one version, with what stands behind it.

    `valid_until` is None when the items differ; each item then has its own last day. `version` starts at 1.
    `list_label` is 资质等级 or 检测内容. `registered_capital` is kept but not printed (architecture §4).
    """

    kind: str
    certificate_number: str
    certificate_identifier: str
    version: int
    holder_name: str
    uscc: str
    legal_representative: str
    registered_address: str
    registered_capital: str
    valid_from: date
    valid_until: date | None
    list_label: str
    items: tuple[Item, ...]
    issuing_authority: str
    issued_on: date
    purpose: str
    decision_document: str

    @property
    def last_day(self) -> date:
        """The last day on which anything on the certificate is valid."""
        return self.valid_until or max(item.valid_until for item in self.items if item.valid_until)

    @property
    def printed_validity(self) -> str:
        """face.md §2: one period for all items, or the words that point to the list."""
        if self.valid_until is None:
            return f"各项有效期列于{self.list_label}之后"
        return f"{in_chinese(self.valid_from)}至{in_chinese(self.valid_until)}"

    def face_fields(self) -> Mapping[str, str]:
        """Label to printed text, in the order of the notice's annex; the list has one line an item."""
        return {
            "证书编号": self.certificate_number,
            "企业名称": self.holder_name,
            "统一社会信用代码": self.uscc,
            "法定代表人": self.legal_representative,
            "注册地址": self.registered_address,
            "有效期": self.printed_validity,
            self.list_label: "\n".join(item.printed() for item in self.items),
            "发证机关": self.issuing_authority,
            "发证日期": in_chinese(self.issued_on),
        }

    def face_text(self) -> str:
        """The canonical text whose SM3 the QR claim carries: "label:value" lines, each value `canonical`."""
        return "\n".join(f"{label}:{canonical(text)}" for label, text in self.face_fields().items())

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; days as 2026-11-22."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        items = tuple(Item(name=i["name"], valid_until=_day(i["valid_until"])) for i in value["items"])
        days = {name: _day(value[name]) for name in ("valid_from", "valid_until", "issued_on")}
        return cls(**{**value, **days, "items": items})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = cast("tuple[Item, ...]", value)
        return [{"name": item.name, "valid_until": _plain(item.valid_until)} for item in items]
    return value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
