"""Where and when a line is read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Here:
    """The present moment on the clock of the one who writes (`now` knows its zone), and the day on which their weeks
    begin (Monday is 0)."""

    now: datetime
    week_start: int = 0

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def in_days(self, days: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=days)

    def week(self, ahead: int = 0) -> date:
        """The first day of this week, or of one further ahead."""
        return self.in_days(7 * ahead - (self.today.weekday() - self.week_start) % 7)
