"""Moments: as the command line writes them, and the machine's clock."""

from datetime import UTC, datetime, timedelta, timezone

__all__ = ["BEIJING", "moment", "now"]

BEIJING = timezone(timedelta(hours=8))


def moment(text: str | None) -> datetime | None:
    """An ISO 8601 moment; without a zone it is Beijing time.

    Raises:
        ValueError: it is none.
    """
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=BEIJING) if found.tzinfo is None else found


def now() -> datetime:
    """The machine's time: the command is the outermost shell, below it time is an argument."""
    return datetime.now(UTC)  # noqa: TID251 - the one place of openofd that looks at the clock
