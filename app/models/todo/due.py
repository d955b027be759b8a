"""When something is due: on a day, or at an instant that belongs to the day which the clock on a wall shows then."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Due = tuple[date | None, datetime | None]
"""On a day, at an instant, or (neither) without a date."""


def day_of(due: Due, zone: ZoneInfo) -> date | None:
    """The day on which it stands in a calendar of this zone."""
    on, at = due
    return on if at is None else at.astimezone(zone).date()


def on_day(due: Due, day: date, zone: ZoneInfo) -> Due:
    """The same on another day: what has a time keeps its time of day on the clocks of `zone`.

    A time that a change of clocks skips moves forward by the gap; of one that comes twice the first is meant (PEP 495,
    fold=0).
    """
    _on, at = due
    if at is None or day_of(due, zone) == day:
        return (day, None) if at is None else due
    return None, datetime.combine(day, at.astimezone(zone).time(), zone).astimezone(UTC)
