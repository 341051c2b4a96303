"""The demonstration hall: custody, an example list issued by the real services, every file verified."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.kinds import kind
from zizhi.certificates.models import Version
from zizhi.core import clock
from zizhi.core.clock import today_in_shanghai
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import department
from zizhi.faces.demonstration_seal import demonstration_seal_png
from zizhi.issuing.export import export
from zizhi.issuing.lists import ListAnswer, issue_list
from zizhi.issuing.making import stranger
from zizhi.issuing.models import Issuance
from zizhi.ops.tables import Progress
from zizhi.sealing import custody
from zizhi.sealing.demonstration import make_demonstration

__all__ = ["Shown", "example_list", "example_rows", "prepare_custody", "seed", "show"]

_SEAL_FONT: Final = "noto-serif-sc/NotoSerifSC_600SemiBold.ttf"  # face.md §7
_EXAMPLES: Final = Path("examples") / "decisions.csv"
_DAY: Final = re.compile(r"(?<!\d)(\d{4})(-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One certificate as the demonstration shows it; `verdict` is what a stranger finds in the file."""

    kind: str
    number: str
    path: Path | None
    verdict: str

    @property
    def is_well(self) -> bool:
        """Whether the file is there and VALID."""
        return self.verdict == _VERDICTS["VALID"]


_VERDICTS: Final = {"VALID": "有效", "INVALID": "无效", "INDETERMINATE": "无法判断"}


def prepare_custody() -> bool:
    """Make demonstration keys and seal unless this hall has custody; True where they were made now."""
    if settings.ZIZHI_PROFILE != "demonstration":
        raise RuleViolation(
            "NOT_DEMONSTRATION", "zizhi demo 只能在演示环境（ZIZHI_PROFILE=demonstration）运行。"
        )
    if custody.exists(settings.ZIZHI_HOME):
        return False
    name = department().name
    picture = demonstration_seal_png((settings.ZIZHI_ASSETS / _SEAL_FONT).read_bytes(), name)
    return make_demonstration(settings.ZIZHI_HOME, organization=name, picture=picture, now=clock.now())


def example_list() -> Path:
    """The example list: under the working directory, else in the source tree."""
    tree = Path(__file__).resolve().parents[5]
    found = next((folder / _EXAMPLES for folder in (Path(), tree) if (folder / _EXAMPLES).is_file()), None)
    if found is None:
        raise RuleViolation(
            "EXAMPLES_MISSING", f"找不到示例清单 {_EXAMPLES}，请在源代码目录中运行，或用 --list 指定。"
        )
    return found


def seed(data: bytes) -> ListAnswer:
    """Issue a list as an operator would."""
    return issue_list(data, by=COMMAND, progress=Progress("签发"))


def example_rows() -> bytes:
    """The example list as if it had been written in the year before this hall's seal was made.

    All its days move by the same whole number of years: the list suits any calendar, and one hall always
    gets the same one.
    """
    text = example_list().read_text("utf-8")
    written = min(date.fromisoformat(day[0]) for day in _DAY.finditer(text))
    made = today_in_shanghai(_seal_made_at())
    years = made.year - written.year - ((made.month, made.day) < (written.month, written.day))
    return _DAY.sub(lambda day: f"{int(day[1]) + years}{day[2]}", text).encode()


def _seal_made_at() -> datetime:
    place = custody.folder(settings.ZIZHI_HOME)
    return custody.open_public(place, production=False).seal.info.created_at


def show(answer: ListAnswer) -> Sequence[Shown]:
    """Export each certificate of the list and verify the exported file."""
    ids = [row.answer.issuance for row in answer.rows if row.answer.issuance is not None]
    progress, shown = Progress("查验"), list[Shown]()
    issuances = Issuance.objects.filter(pk__in=ids).select_related("version__certificate").order_by("pk")
    for issuance in issuances:
        shown.append(_show(issuance.version))
        progress(len(shown), len(ids))
    return shown


def _show(version: Version) -> Shown:
    path = export(version)
    verdict = "没有文件" if path is None else _VERDICTS[_verdict(path)]
    number = version.snapshot.certificate_number
    return Shown(kind=kind(version.kind).name, number=number, path=path, verdict=verdict)


def _verdict(path: Path) -> str:
    return stranger(path.read_bytes(), at=clock.now()).overall.name
