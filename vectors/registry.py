"""A case is a function that makes a file; the decorator says what a verifier must answer and why it matters.

The docstring of the function becomes the case's `why`; row 12 and function `duplicate_name` give the id
`12-duplicate-name`. Several decorators on one function are several demands on one file.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from vectors.authority import AT

__all__ = ["CASES", "HONEST_TRUST", "Case", "Declare", "Maker", "case"]

Maker = Callable[[], bytes]
Declare = Callable[[Maker], Maker]

HONEST_TRUST: Mapping[str, tuple[str, ...]] = {
    "anchors": ("root.crt",),
    "intermediates": ("issuing.crt",),
    "crls": ("issuing.crl", "root.crl"),
}
"""What the verifier is given unless a case says otherwise."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case with its generator. See `cases.schema.json` for the fields."""

    id: str
    row: str
    zh: str
    en: str
    why: str
    clause: str
    provenance: str
    twin: str
    make: Maker
    operation: str
    at: datetime
    existed_by: datetime | None
    policy: str
    overall: str
    codes: tuple[str, ...]
    absent: tuple[str, ...]
    optional: bool
    trust: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: HONEST_TRUST)

    file: str

    @property
    def data(self) -> bytes:
        """The file, made once."""
        return self.make()


CASES: dict[str, Case] = {}
"""Every case by its id; filled as `vectors.cases` is imported."""


def case(  # noqa: PLR0913 - the fields of a case
    row: str,
    *,
    zh: str,
    en: str,
    overall: str,
    codes: Iterable[str] = (),
    absent: Iterable[str] = (),
    clause: str,
    provenance: str = "constructed",
    twin: str = "",
    operation: str = "verify",
    trust: Mapping[str, tuple[str, ...]] | None = None,
    at: datetime = AT,
    existed_by: datetime | None = None,
    policy: str = "standard",
    optional: bool = False,
    name: str = "",
    why: str = "",
    file: str = "",
) -> Declare:
    """Declare a case.

    Args:
        row: row of the attack table ("1" … "44"), "5.3" for encodings, "4.5" for forms, "0" for honest files.
        zh: title in Chinese.
        en: title in English.
        overall: VALID, INVALID or INDETERMINATE; ANSWERED where something else than verifying is asked.
        codes: reason codes the answer must give.
        absent: reason codes it must not give.
        clause: what the demand rests on.
        provenance: where it was met: "constructed", or the kind of product or attack it follows.
        twin: id of the honest file it was made from.
        operation: "verify" or "render".
        trust: kind → names in `trust/`, beside or instead of the usual ones.
        at: moment of verification.
        existed_by: a moment at which the file is proven to have existed.
        policy: "standard", "sealed-final" or "strict".
        optional: whether an implementation may pass it over.
        name: suffix of the id, where a generator has several cases; the whole of it for one without a name.
        why: in place of a docstring.
        file: name of the file without its ending, where cases of different names share it.
    """

    def declare(make: Maker) -> Maker:
        once = make if hasattr(make, "cache_info") else cache(make)
        prefix = f"s{row.replace('.', '')}" if "." in row else row
        called = getattr(make, "__name__", "").removesuffix("<lambda>").strip("_").replace("_", "-")
        stem = f"{prefix}-{name if file or not called else called}"
        identifier = f"{stem}-{name}" if name and called and not file else stem
        if identifier in CASES:
            raise ValueError(f"{identifier} is declared twice")
        CASES[identifier] = Case(
            id=identifier,
            row=row,
            zh=zh,
            en=en,
            why=why or inspect.getdoc(make) or "",
            clause=clause,
            provenance=provenance,
            twin=twin,
            make=once,
            file=f"files/{file or stem}.ofd",
            operation=operation,
            at=at,
            existed_by=existed_by,
            policy=policy,
            overall=overall,
            codes=tuple(codes),
            absent=tuple(absent),
            optional=optional,
            trust={**HONEST_TRUST, **(trust or {})},
        )
        return once

    return declare
