"""A month or a week of a calendar, as an address names it and as the viewer's weeks lie."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.i18n import _
from app.wording import day_range, month_title, number, today, week_start

WEEK = 7
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)
"""Calendars go no further: beyond, not every time zone can follow."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_THURSDAY = 3


@dataclass(frozen=True)
class Period:
    """The month, or the week, that begins on `first`."""

    kind: Literal["month", "week"]
    first: date

    @property
    def pair(self) -> tuple[str, str]:
        """As the address names it: month, 2026-12; week, 2026-W49. A week goes by the name that ISO 8601 gives to its
        Thursday, on whatever day it begins."""
        if self.kind == "month":
            return "month", f"{self.first.year:04}-{self.first.month:02}"
        year, week, _day = self._thursday.isocalendar()
        return "week", f"{year:04}-W{week:02}"

    @property
    def _thursday(self) -> date:
        return self.first + timedelta(days=(_THURSDAY - self.first.weekday()) % WEEK)

    @property
    def title(self) -> str:
        """In words: "May 2026", "Week 49: 30 Nov – 6 Dec 2026"."""
        if self.kind == "month":
            return month_title(self.first)
        week = self._thursday.isocalendar().week
        return _("Week %(number)s: %(days)s") % {"number": number(week), "days": day_range(self.days[0], self.days[-1])}

    @property
    def days(self) -> Sequence[date]:
        """The days that are shown: whole weeks."""
        start = week_of(self.first)
        last = week_of(self._end - timedelta(days=1)) + timedelta(days=WEEK - 1)
        return [start + timedelta(days=day) for day in range((last - start).days + 1)]

    @property
    def previous(self) -> "Period | None":
        """The one before; None at the end of all calendars."""
        return _within(self.kind, self.first - timedelta(days=1))

    @property
    def next(self) -> "Period | None":
        """The one after; None at the end of all calendars."""
        return _within(self.kind, self._end)

    @property
    def _end(self) -> date:
        if self.kind == "week":
            return self.first + timedelta(days=WEEK)
        return (self.first + timedelta(days=31)).replace(day=1)

    def holds(self, day: date) -> bool:
        """Whether the day belongs to it; a month also shows days around."""
        return self.first <= day < self._end


def week_of(day: date) -> date:
    """The first day of the week that this day lies in."""
    return day - timedelta(days=(day.weekday() - week_start()) % WEEK)


def period_around(kind: Literal["month", "week"], day: date) -> Period:
    """The month or week that this day lies in."""
    return Period(kind, day.replace(day=1) if kind == "month" else week_of(day))


def period_named(month: str, week: str) -> Period:
    """The one that an address names; for anything that is none the month that it is."""
    return _week_named(week) or _month_named(month) or period_around("month", today())


def day_named(text: str) -> date | None:
    """A day from an address; None for anything that is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def _month_named(text: str) -> Period | None:
    found = _MONTH.fullmatch(text) if text.isascii() else None
    day = day_named(f"{found[1]}-{found[2]}-01") if found else None
    return _within("month", day) if day else None


def _week_named(text: str) -> Period | None:
    found = _WEEK.fullmatch(text) if text.isascii() else None
    try:
        thursday = date.fromisocalendar(int(found[1]), int(found[2]), _THURSDAY + 1) if found else None
    except ValueError:
        return None
    return _within("week", thursday) if thursday else None


def _within(kind: Literal["month", "week"], day: date) -> Period | None:
    around = timedelta(days=31)
    return period_around(kind, day) if FIRST + around <= day <= LAST - around else None
