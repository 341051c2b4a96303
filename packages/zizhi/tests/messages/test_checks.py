"""What a hall refuses to start with about mail and SMS."""

import pytest
from pytest_django import Settings

from zizhi.messages.checks import carriers


@pytest.fixture
def well(settings: Settings) -> Settings:
    """Production with nothing to complain about."""
    settings.ZIZHI_PROFILE, settings.ZIZHI_SMS = "production", ""
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.zizhi.example", "dating@zizhi.example"
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "dating", True, False
    return settings


def _faults() -> list[str | None]:
    return [fault.id for fault in carriers(None)]


def test_nothing_to_complain_about(well: Settings) -> None:
    assert _faults() == []


@pytest.mark.parametrize(
    ("fault", "name", "value"),
    [
        ("zizhi.E008", "ZIZHI_SMS", "zizhi.nowhere.Sms"),
        ("zizhi.E009", "ZIZHI_SMS", "zizhi.messages.sms.LogSms"),
        ("zizhi.E010", "DEFAULT_FROM_EMAIL", ""),
        ("zizhi.E011", "EMAIL_USE_SSL", True),
        ("zizhi.E012", "EMAIL_USE_TLS", False),
    ],
)
def test_what_production_refuses(well: Settings, fault: str, name: str, value: object) -> None:
    setattr(well, name, value)
    assert _faults() == [fault]


def test_a_demonstration_logs_and_speaks_in_clear(well: Settings) -> None:
    well.ZIZHI_PROFILE, well.ZIZHI_SMS = "demonstration", "zizhi.messages.sms.LogSms"
    well.EMAIL_USE_TLS = False
    assert _faults() == []
