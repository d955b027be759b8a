"""Repeats: the part of RFC 5545's recurrence rules that people say, and the date that comes next.

A rule carries its anchor in itself. "Every month" from the 31st on is `BYMONTHDAY=28,29,30,31;BYSETPOS=-1`: the 31st
where there is one, else the last day; 29 February is kept in the same way, as the last of 28 and 29.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
INTERVAL_MAX = 999
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
YEAR_MAX = 9998
_LAST_SAFE_DAY = 28
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = rf"(?:-1|[1-4])?(?:{'|'.join(DAYS)})"
_SHAPE = re.compile(
    rf"FREQ=(?P<freq>DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(?P<interval>[1-9]\d{{0,2}}))?"
    rf"(?:;BYMONTH=(?P<month>[1-9]|1[0-2]))?(?:;BYDAY=(?P<days>{_DAY}(?:,{_DAY}){{0,6}}))?"
    r"(?:;BYMONTHDAY=(?P<monthdays>(?:-1|\d{1,2})(?:,\d{1,2}){0,30}))?(?P<clipped>;BYSETPOS=-1)?"
)


@dataclass(frozen=True)
class Rule:
    """A repeat: every `interval` units (day, week, month, year).

    `weekdays` count from Monday, 0; in a rule by month or year `nth` (1 to 4, -1 the last) says which one of them.
    `monthdays` are days of the month, -1 the last; with `clipped` there is one, which shorter months bring forward.
    """

    unit: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    monthdays: tuple[int, ...] = ()
    month: int | None = None
    clipped: bool = False

    def anchored(self, day: date) -> "Rule":
        """The same rule with all that it leaves open as on `day`: which weekday, which day of the month."""
        if self.unit == "week" and not self.weekdays:
            return replace(self, weekdays=(day.weekday(),))
        if self.unit in ("month", "year") and not self.weekdays and not self.monthdays:
            month = self.month or (day.month if self.unit == "year" else None)
            return replace(self, monthdays=(day.day,), month=month, clipped=day.day > _LAST_SAFE_DAY)
        return self

    @property
    def rrule(self) -> str:
        """The rule as RFC 5545 writes it."""
        parts = [f"FREQ={FREQUENCIES[self.unit]}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(f"{self.nth or ''}{DAYS[day]}" for day in self.weekdays))
        if self.clipped:
            parts.append(f"BYMONTHDAY={','.join(map(str, range(_LAST_SAFE_DAY, self.monthdays[0] + 1)))};BYSETPOS=-1")
        elif self.monthdays:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.monthdays)))
        return ";".join(parts)

    @classmethod
    def parse(cls, rrule: str) -> "Rule | None":
        """The rule that `rrule` writes; None for anything that we do not write ourselves."""
        match = _SHAPE.fullmatch(rrule)
        if match is None:
            return None
        units = {name: unit for unit, name in FREQUENCIES.items()}
        days = (match["days"] or "").split(",") if match["days"] else []
        nths = {int(day[:-2] or 0) for day in days}
        monthdays = tuple(map(int, match["monthdays"].split(","))) if match["monthdays"] else ()
        rule = cls(
            units[match["freq"]],
            int(match["interval"] or 1),
            tuple(DAYS.index(day[-2:]) for day in days),
            next(iter(nths), 0) or None,
            monthdays[-1:] if match["clipped"] else monthdays,
            int(match["month"]) if match["month"] else None,
            clipped=bool(match["clipped"]),
        )
        return rule if len(nths) < 2 and rule.happens and rule.rrule == rrule else None

    @property
    def happens(self) -> bool:
        """Whether there is such a day in any year."""
        longest = _LONGEST[self.month - 1] if self.month else 31
        return all(day == -1 or 1 <= day <= longest for day in self.monthdays)

    def next_day(self, done: date, after: date) -> date | None:
        """The first day of the rule behind both `done`, the day of an occurrence, and `after`; None past all calendars.

        Whole periods are skipped by arithmetic, so it costs the same however long ago the occurrence was.
        """
        found = self.next_time(datetime.combine(done, time()), datetime.combine(after, time()))
        return found and found.date()

    def next_time(self, done: datetime, after: datetime) -> datetime | None:
        """The same for an occurrence with a time, both as a clock on the wall shows them (without a zone)."""
        rule, since = self.anchored(done), max(done, after)
        return _within(rrulestr(rule.rrule, dtstart=rule._skip(done, since)).after(since))

    def times_within(self, done: datetime, first: datetime, end: datetime) -> list[datetime]:
        """All that come behind the occurrence `done`, from `first` on and before `end`; clocks as in `next_time`."""
        rule, since = self.anchored(done), max(done, first)
        if since >= end:
            return []
        found = rrulestr(rule.rrule, dtstart=rule._skip(done, since)).between(since, end, inc=True)
        return [time for time in found if done < time < end]

    def first_day(self, since: date) -> date | None:
        """The first day of the rule from `since` on, that day included."""
        start = datetime.combine(since, time())
        found = _within(rrulestr(self.anchored(since).rrule, dtstart=start).after(start, inc=True))
        return found and found.date()

    def _skip(self, done: datetime, after: datetime) -> datetime:
        """A start in step with `done`, at most one period before `after`."""
        if self.unit in ("day", "week"):
            days = self.interval * (7 if self.unit == "week" else 1)
            return done + timedelta(days=(after - done).days // days * days)
        months = self.interval * (12 if self.unit == "year" else 1)
        passed = (after.year - done.year) * 12 + after.month - done.month
        whole = max(0, passed - 1) // months * months
        year, month = divmod(done.year * 12 + done.month - 1 + whole, 12)
        return done.replace(year=year, month=month + 1, day=1) if whole else done


def _within(found: datetime | None) -> datetime | None:
    return found if found is not None and found.year <= YEAR_MAX else None
