"""Coming again: when a todo that repeats is done, the next one takes its place."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from app.clock import now
from app.grammar.recurrence import Rule
from app.models.order import rank_right_behind
from app.models.todo.copyable import Copyable

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.todo import Todo

LAST = date(9998, 12, 31)
"""Days further away than this cannot be carried into every time zone."""


class Recurring(Copyable):
    """Something that can repeat."""

    def _come_again(self, by: "Hero") -> None:
        """Put the next one in its place, with the same heroes and labels and the same sub-todos, open. The rules go
        along, so that opening one of these again and closing it does not bring a second."""
        rule = Rule.parse(self.recurrence or "")
        due_on, due_at = self._next_due(rule, by) if rule else (None, None)
        if due_on is None and due_at is None:
            return
        later = _day(due_on, due_at) - (_day(self.due_on, self.due_at) if self.due_on or self.due_at else _today(by))
        section = None if self.section is not None and self.section.is_done_column else self.section
        place = {"section": section, "parent": self.parent, "due_on": due_on, "due_at": due_at}
        this, branch = cast("Todo", self), _lasting(list(self.all_below()))
        this.copy_below(this.copied(place), branch, lambda sub: sub.copied(sub.due_later(later)))
        self.rank = rank_right_behind(self.rank)
        for todo in (self, *branch):
            todo.recurrence = None

    def due_later(self, later: timedelta) -> dict[str, Any]:
        """When it is due so many days later, by the clock of the team's headquarters; past the end of all calendars it
        has no date."""
        zone = ZoneInfo(self.team.time_zone)
        local = self.due_at and self.due_at.astimezone(zone).replace(tzinfo=None)
        day = self.due_on or (local and local.date())
        if day is None or later > LAST - day:
            return {"due_on": None, "due_at": None}
        if local is None:
            return {"due_on": day + later}
        return {"due_at": (local + later).replace(tzinfo=zone).astimezone(UTC)}

    def _next_due(self, rule: Rule, by: "Hero") -> tuple[date | None, datetime | None]:
        """Due after today. A time is one of the team's headquarters, a day one of whoever asks."""
        if self.due_at is None:
            today = _today(by)
            return rule.next_day(self.due_on or today, today), None
        zone = ZoneInfo(self.team.time_zone)
        local, here = (at.astimezone(zone).replace(tzinfo=None) for at in (self.due_at, now()))
        found = rule.next_time(local, here)
        return None, found and found.replace(tzinfo=zone).astimezone(UTC)


def _lasting(branch: "Sequence[Todo]") -> "list[Todo]":
    """All but those of which the next one is there already."""
    coming = {(todo.parent_id, todo.title) for todo in branch if todo.recurrence and not todo.closed}
    return [todo for todo in branch if not todo.closed or (todo.parent_id, todo.title) not in coming]


def _today(by: "Hero") -> date:
    return now().astimezone(ZoneInfo(by.time_zone)).date()


def _day(due_on: date | None, due_at: datetime | None) -> date:
    return due_on or (due_at or now()).astimezone(UTC).date()
