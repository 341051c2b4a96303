"""A whole decision list, from its bytes to the answer for each row; commands and pages call this."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from zizhi.accounts.policy import Actor
from zizhi.core import clock
from zizhi.core.errors import RuleViolation
from zizhi.issuing import leases, services
from zizhi.issuing.intake import RowAnswer
from zizhi.issuing.models import Issuance, Stage
from zizhi.issuing.reading import read_rows

__all__ = ["ListAnswer", "RowResult", "issue_list", "read_list"]

_WAIT: Final = 0.25  # seconds
_MOST_WAITS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """A row's answer and how far its issue has come; `stage` is None for a refused row."""

    answer: RowAnswer
    stage: Stage | None = None
    error: str = ""
    digest: str = ""

    @property
    def issued(self) -> bool:
        """Whether the certificate is in effect, now or since an earlier run."""
        return self.stage is Stage.DONE

    @property
    def says(self) -> str:
        """One Chinese sentence: number, or reasons with their columns."""
        if self.issued:
            return self.answer.number if self.answer.fresh else f"{self.answer.number}（此前已签发）"
        if self.stage is None:
            return "；".join(
                f"{r.heading}：{r.reason}" if r.heading else r.reason for r in self.answer.refusals
            )
        return f"{self.answer.number} 未完成：{self.error or '正由其他进程处理'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """All rows in their order, and what there is to say about the file."""

    rows: tuple[RowResult, ...]
    notes: tuple[str, ...]

    @property
    def issued(self) -> int:
        """How many rows have their certificate."""
        return sum(row.issued for row in self.rows)


def read_list(path: Path) -> bytes:
    """The bytes of a list.

    Raises:
        RuleViolation: FILE_UNREADABLE.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleViolation(
            "FILE_UNREADABLE", f"文件无法读取：{path}。请检查路径和权限（{error.strerror}）。", "file"
        ) from error


def issue_list(
    data: bytes,
    *,
    by: Actor,
    now: Callable[[], datetime] = clock.now,
    progress: Callable[[int, int], object] = max,
) -> ListAnswer:
    """Read, judge, register, make and bring into effect. Doing it again does nothing more.

    Args:
        data: the file, CSV or JSON.
        by: who answers for it.
        now: the clock.
        progress: told how many of how many issues are over, chunk by chunk.

    Raises:
        RuleViolation: the file is unusable (FILE_UNUSABLE), or `by` may not issue (NOT_PERMITTED).
    """
    listed = read_rows(data)
    answers = services.take_in(listed.rows, by=by, now=now())
    ids = [answer.issuance for answer in answers if answer.issuance is not None]
    services.reopen(ids)
    _advance(ids, by, now, progress)
    after = Issuance.objects.in_bulk(ids)
    return ListAnswer(rows=tuple(_result(answer, after) for answer in answers), notes=listed.notes)


def _advance(
    ids: list[int], by: Actor, now: Callable[[], datetime], progress: Callable[[int, int], object]
) -> None:
    over = 0

    def chunk_over(size: int) -> None:
        nonlocal over
        over += size
        progress(over, len(ids))

    services.advance(ids, by=by, now=now, progress=chunk_over)
    for _ in range(_MOST_WAITS):
        if not (elsewhere := _in_other_hands(ids)):
            return
        time.sleep(_WAIT)
        services.advance(elsewhere, by=by, now=now)


def _in_other_hands(ids: list[int]) -> list[int]:
    """Rows that a worker took before us; it will bring them to their end, or we shall when it dies."""
    held = Issuance.objects.filter(pk__in=ids, stage__in=leases.OPEN).exclude(lease="")
    return list(held.values_list("pk", flat=True))


def _result(answer: RowAnswer, after: Mapping[int, Issuance]) -> RowResult:
    if answer.issuance is None:
        return RowResult(answer=answer)
    row = after[answer.issuance]
    return RowResult(answer=answer, stage=Stage(row.stage), error=row.last_error, digest=row.digest)
