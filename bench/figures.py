"""One line a figure: BENCH <name> <value> <unit> goal <goal> ok|short."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Figure", "cpu_seconds", "machine", "median_seconds", "show"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value and the goal it is held against; `most` turns the goal into a ceiling."""

    name: str
    value: float
    unit: str
    goal: float
    most: bool = False

    def __str__(self) -> str:
        """The line that other programs read."""
        reached = self.value <= self.goal if self.most else self.value >= self.goal
        word = "ok" if reached else "short"
        value = f"{self.value:.0f}" if self.value >= 1000 else f"{self.value:.4g}"  # never 1.2e+04
        return f"BENCH {self.name} {value} {self.unit} goal {self.goal:g} {word}"


def show(*figures: Figure) -> None:
    """Print the lines at once: a later benchmark may fail, these stay."""
    for figure in figures:
        print(figure, flush=True)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Seconds of this process's processor time; other programs on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median_seconds(work: Callable[[], object], *, times: int) -> float:
    """Median processor seconds of one call, warmed up."""
    work()
    return statistics.median(cpu_seconds(work) for _ in range(times))


def machine() -> Iterable[str]:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.machine()
    yield f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
