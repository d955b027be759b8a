"""What is not there yet: the days on which todos come again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.access.calendar import Repeating
from app.access.rows import Shield
from app.grammar.recurrence import Rule
from app.i18n import viewer
from app.wording import time_at, today


@dataclass(frozen=True)
class Ghost:
    """A day on which a todo comes again."""

    todo_id: int
    title: str
    time: str
    team: Shield


def coming_again(todos: Sequence[Repeating], days: Sequence[date]) -> Mapping[date, Sequence[Ghost]]:
    """What comes again on each of these days in a row: behind today, as whoever marks one done gets the next one that
    is still ahead."""
    zone = viewer().clock
    first = datetime.combine(max(days[0], today() + timedelta(days=1)), time())
    end = datetime.combine(days[-1] + timedelta(days=1), time())
    found: defaultdict[date, list[Ghost]] = defaultdict(list)
    for todo in todos:
        for moment in _times(todo, first, end):
            words = time_at(moment.replace(tzinfo=zone).astimezone(UTC)) if todo.due_at else ""
            found[moment.date()].append(Ghost(todo.id, todo.title, words, todo.team))
    return found


def _times(todo: Repeating, first: datetime, end: datetime) -> Sequence[datetime]:
    """When it comes again, as the clocks of the viewer show it."""
    rule = Rule.parse(todo.recurrence)
    if rule is None:
        return ()
    if todo.due_at is not None:
        done = todo.due_at.astimezone(viewer().clock).replace(tzinfo=None)
    else:
        done = datetime.combine(todo.due_on or today(), time())
    return rule.times_within(done, first, end)
