"""SignatureDateTime, free text in Signature.xml, as moments. GB/T 33190-2016 18.2.1."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["BEIJING", "written_moments", "written_time"]

BEIJING: Final = timedelta(hours=8)
_DIGITS: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def written_time(text: str) -> datetime | None:
    """The moment most likely meant: without a zone, Beijing time. None if the text is no time."""
    moments = written_moments(text)
    return moments[-1] if moments else None


def written_moments(text: str) -> tuple[datetime, ...]:
    """The moments a text may mean: without a zone, UTC or Beijing time; none if it is no time."""
    match = _DIGITS.fullmatch(text.strip())
    if match is None:
        return ()
    try:
        year, month, day, hour, minute, second = (int(group) for group in match.groups()[:6])
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        zone = match.group(7)
        return (moment, moment - BEIJING) if zone is None else (moment - _offset(zone),)
    except (ValueError, OverflowError):
        return ()


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return size if zone[0] == "+" else -size
