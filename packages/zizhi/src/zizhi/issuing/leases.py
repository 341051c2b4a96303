"""Who works on which row. A lease is a conditional UPDATE; it ends by time, or when its process is gone."""

import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db.models import Q, QuerySet

from zizhi.issuing.models import Issuance, Stage

__all__ = ["OPEN", "release", "take", "yours"]

LENGTH: Final = timedelta(minutes=2)
OPEN: Final = (Stage.INTENT, Stage.SEALED)


def take(ids: Iterable[int], *, now: datetime) -> tuple[str, Sequence[int]]:
    """Lease those of the rows that are open and that nobody works on; (lease, ids got)."""
    wanted = list(ids)
    _free_orphans(wanted)
    lease = f"{_me()} {secrets.token_hex(8)}"
    free = Q(lease="") | Q(lease_until__lt=now)
    Issuance.objects.filter(free, pk__in=wanted, stage__in=OPEN).update(lease=lease, lease_until=now + LENGTH)
    return lease, list(yours(lease).order_by("pk").values_list("pk", flat=True))


def yours(lease: str) -> QuerySet[Issuance]:
    """The rows a lease still holds."""
    return Issuance.objects.filter(lease=lease)


def release(lease: str) -> None:
    """Give back what is still held."""
    yours(lease).update(lease="", lease_until=None)


def _free_orphans(wanted: Sequence[int]) -> None:
    held = Issuance.objects.filter(pk__in=wanted).exclude(lease="").values_list("lease", flat=True).distinct()
    gone = [lease for lease in held if _is_gone(lease)]
    if gone:
        Issuance.objects.filter(lease__in=gone).update(lease="", lease_until=None)


def _me() -> str:
    pid = os.getpid()
    return f"{_machine()} {pid} {_started(pid)}"


@lru_cache(maxsize=1)
def _machine() -> str:
    """This boot and process namespace; processes elsewhere cannot be looked at and keep their lease."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"


def _started(pid: int) -> str:
    """Start time of a process in clock ticks (proc(5), field 22); empty when it is gone or a zombie."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        )
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _is_gone(lease: str) -> bool:
    machine, pid, started, _ = lease.split(" ")
    return machine == _machine() and _started(int(pid)) != started
