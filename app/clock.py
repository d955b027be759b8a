"""The only source of time, so that tests can stop it."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@cache
def time_zones() -> tuple[str, ...]:
    """All time zones by name, in order. Read once, since the system keeps each in a file of its own."""
    return tuple(sorted(available_timezones()))
