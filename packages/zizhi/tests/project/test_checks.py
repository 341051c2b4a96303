"""What production refuses to start with."""

from pathlib import Path

import pytest
from pytest_django import Settings

from zizhi.project.checks import demonstration, production


@pytest.fixture
def well(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Production with nothing to complain about."""
    settings.ZIZHI_PROFILE = "production"
    settings.ZIZHI_BASE_URL = "https://zizhi.example"
    settings.ZIZHI_ASSETS = tmp_path
    settings.DEBUG = False
    monkeypatch.delenv("ZIZHI_CLOCK", raising=False)
    monkeypatch.delenv("OPENOFD_BACKEND", raising=False)
    return settings


def _faults() -> list[str | None]:
    return [fault.id for fault in production(None)]


def test_nothing_to_complain_about(well: Settings) -> None:
    assert _faults() == []


@pytest.mark.parametrize(
    ("fault", "name", "value"),
    [
        ("zizhi.E001", "DEBUG", True),
        ("zizhi.E002", "ZIZHI_BASE_URL", "http://zizhi.example"),
        ("zizhi.E004", "ZIZHI_ASSETS", Path("/nowhere")),
    ],
)
def test_what_production_refuses(well: Settings, fault: str, name: str, value: object) -> None:
    setattr(well, name, value)
    assert _faults() == [fault]


def test_production_has_no_clock_of_its_own(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHI_CLOCK", "+1d")
    assert _faults() == ["zizhi.E003"]


def test_production_signs_in_constant_time(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENOFD_BACKEND", "gmssl")
    assert _faults() == ["zizhi.E006"]


def test_a_demonstration_may(well: Settings) -> None:
    well.ZIZHI_PROFILE, well.DEBUG = "demonstration", True
    assert _faults() == []


@pytest.mark.parametrize(
    ("clock", "faults"), [("", []), ("+1d", []), ("tomorrow", ["zizhi.E005"]), ("2026-11-22", ["zizhi.E005"])]
)
def test_a_demonstration_needs_a_clock_that_can_be_read(
    well: Settings, monkeypatch: pytest.MonkeyPatch, clock: str, faults: list[str]
) -> None:
    well.ZIZHI_PROFILE = "demonstration"
    monkeypatch.setenv("ZIZHI_CLOCK", clock)
    assert [fault.id for fault in demonstration(None)] == faults
    well.ZIZHI_PROFILE = "production"
    assert demonstration(None) == []
