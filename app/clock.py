"""The only source of time, so that tests can stop it; and how long what was said of it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import available_timezones

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Horizon:
    """Until when everything that was said of the time inside a `lasting` block stays true."""

    until: datetime = field(default_factory=lambda: present() + timedelta(days=1))

    def comes(self, instant: datetime) -> None:
        """Something else would be said from this instant on."""
        self.until = min(self.until, instant)


_horizon: ContextVar[Horizon | None] = ContextVar("horizon", default=None)


@contextmanager
def lasting() -> Iterator[Horizon]:
    """Find out how long what is said inside the block holds."""
    horizon = Horizon()
    token = _horizon.set(horizon)
    try:
        yield horizon
    finally:
        _horizon.reset(token)


def present() -> datetime:
    """What the computer's clock shows, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present instant, in UTC. Inside a `lasting` block the beginning of the present minute, and what is said of it
    holds for that minute; the functions below are for what holds longer."""
    at = present()
    if _horizon.get() is None:
        return at
    minute = at.replace(second=0, microsecond=0)
    holds_until(minute + MINUTE)
    return minute


def holds_until(instant: datetime) -> None:
    """Note that something else would be said of the time from this instant on."""
    horizon = _horizon.get()
    if horizon is not None:
        horizon.comes(instant)


def exact() -> datetime:
    """The present instant, for whoever notes by `holds_until` how long what they say of it holds."""
    token = _horizon.set(None)
    try:
        return now()
    finally:
        _horizon.reset(token)


def this_hour() -> datetime:
    """When the present hour began."""
    hour = exact().replace(minute=0, second=0, microsecond=0)
    holds_until(hour + HOUR)
    return hour


def for_the_day(zone: tzinfo) -> datetime:
    """The present instant, of which only the day that it is in a zone will be said."""
    at = exact()
    holds_until(_midnight_after(at, zone))
    return at


def _midnight_after(at: datetime, zone: tzinfo) -> datetime:
    day = at.astimezone(zone).date()
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


@cache
def time_zones() -> tuple[str, ...]:
    """All time zones by name, in order. Read once, since the system keeps each in a file of its own."""
    return tuple(sorted(available_timezones()))
