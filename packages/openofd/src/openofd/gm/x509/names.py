"""Distinguished names (RFC 5280 4.1.2.4): the received bytes decide, the text is for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from asn1crypto import x509

__all__ = ["Name", "build_name", "read_name"]

_LONG = {
    "C": "country_name",
    "ST": "state_or_province_name",
    "L": "locality_name",
    "O": "organization_name",
    "OU": "organizational_unit_name",
    "CN": "common_name",
    "serialNumber": "serial_number",
}
_SHORT = {long: short for short, long in _LONG.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as received (`der`) and as text, "C=CN, O=…, CN=…". Equal when the bytes are."""

    der: bytes = field(repr=False)
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text


def read_name(name: x509.Name) -> Name:
    """The name of a parsed structure."""
    parts = (
        f"{_SHORT.get(pair['type'].native, pair['type'].native)}={pair['value'].native}"
        for pair in _pairs(name)
    )
    return Name(der=name.dump(), text=", ".join(parts))


def _pairs(name: x509.Name) -> list[x509.NameTypeAndValue]:
    return [pair for relative in name.chosen for pair in relative]


def build_name(attributes: Mapping[str, str]) -> x509.Name:
    """A name of C, ST, L, O, OU, CN, serialNumber; UTF8String, but PrintableString where RFC 5280 demands it.

    Raises:
        ValueError: an attribute of another kind.
    """
    unknown = attributes.keys() - _LONG.keys()
    if unknown:
        raise ValueError(f"unknown name attributes: {sorted(unknown)}")
    return x509.Name.build({_LONG[short]: value for short, value in attributes.items()})
