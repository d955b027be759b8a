"""My day: which place a todo stands in, seen from where its hero is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from app.access import Access
from app.access.my_day import LATE, LATER, NEXT_WEEK, SOMEDAY, TODAY, Span, spans
from app.access.paging import PAGE
from app.clock import now
from app.i18n import Viewer, viewer, viewing
from app.models import Todo, TodoCreate
from app.models.hands import hand
from app.models.order import ranks_after
from app.wording import COUNTED, today, week_start
from tests.cast import Cast

Reach = Callable[[int], Access]
MONDAY = 0


def parts() -> list[Span]:
    return spans(today(), week_start())


def give(access: Access, team_id: int, **due: object) -> Todo:
    """A new todo in the hero's own hands."""
    team = access.team(team_id)
    (rank,) = ranks_after(access.last_rank(team, None, None), 1)
    todo = Todo.add(team, TodoCreate(title="Do it", **due), rank=rank, by=access.hero)  # type: ignore[arg-type]  # its fields
    access.add(todo)
    todo.assign(access.hero, by=access.hero)
    return todo


def stands(access: Access) -> dict[int, str]:
    """The places of the todos by id."""
    found = access.my_day_lines(parts())
    assert {place: len(lines) for place, lines in found.items()} == {
        place: count.total for place, count in access.my_day_counts(parts()).items()
    }
    for place, lines in found.items():
        assert list(access.my_day_place(parts(), place)) == lines
    return {line.id: place for place, lines in found.items() for line in lines}


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    with viewing(Viewer("en", request.param)):
        yield request.param


def test_the_week_is_told_by_day_and_what_follows_by_week() -> None:
    tuesday = date(2026, 5, 12)
    found = spans(tuesday, MONDAY)
    days = [f"2026-05-{day}" for day in range(13, 18)]
    assert [span.key for span in found] == [TODAY, *days, NEXT_WEEK, LATER]
    assert found[-2:] == [
        Span(NEXT_WEEK, date(2026, 5, 18), date(2026, 5, 25)),
        Span(LATER, date(2026, 5, 25)),
    ]


@pytest.mark.parametrize("day", [date(2026, 5, 11) + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("week_start", [0, 5, 6])
def test_no_day_is_left_out_and_tomorrow_stands_alone(day: date, week_start: int) -> None:
    found = spans(day, week_start)
    assert [span.end for span in found[:-1]] == [span.start for span in found[1:]]
    assert found[1] == Span((day + timedelta(days=1)).isoformat(), day + timedelta(days=1), day + timedelta(days=2))
    assert found[-1].end is None


def test_days_are_those_of_the_hero_s_own_zone(cast: Cast, access: Reach, zone: str) -> None:
    mine = access(cast.spider_boy)
    here, tomorrow = viewer().clock, today() + timedelta(days=1)

    def at(day: date, hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), here).astimezone(UTC)

    wanted = {
        give(mine, cast.preventers, due_on=today() - timedelta(days=1)).id: LATE,
        give(mine, cast.preventers, due_at=now() - timedelta(minutes=1)).id: LATE,
        give(mine, cast.preventers, due_on=today()).id: TODAY,
        give(mine, cast.preventers, due_at=at(tomorrow, 0, 0) - timedelta(seconds=1)).id: TODAY,
        give(mine, cast.preventers, due_at=at(tomorrow, 0, 0)).id: tomorrow.isoformat(),
        give(mine, cast.preventers, due_at=at(tomorrow, 23, 59)).id: tomorrow.isoformat(),
        give(mine, cast.preventers, due_on=tomorrow).id: tomorrow.isoformat(),
        give(mine, cast.preventers, due_on=today() + timedelta(days=90)).id: LATER,
        give(mine, cast.preventers).id: SOMEDAY,
    }
    assert stands(mine) == wanted
    assert mine.due_counts([today(), tomorrow]) == [2 + (now() - timedelta(minutes=1) >= at(today(), 0, 0)), 3]


def test_what_was_done_today_stays_where_it_was_and_is_gone_tomorrow(cast: Cast, access: Reach, zone: str) -> None:
    mine = access(cast.spider_boy)
    soon = today() + timedelta(days=1)
    late, ahead, old = (give(mine, cast.preventers, due_on=due) for due in (today() - timedelta(days=3), soon, today()))
    for todo in (late, ahead, old):
        todo.close(by=mine.hero)
    old.completed_at = datetime.combine(today(), time(), viewer().clock) - timedelta(seconds=1)
    assert stands(mine) == {late.id: LATE, ahead.id: soon.isoformat()}
    assert [count.open for count in mine.my_day_counts(parts()).values()] == [0, 0]


def test_a_place_shows_a_page_and_the_rest_by_key(cast: Cast, access: Reach) -> None:
    mine = access(cast.spider_boy)
    ids = [give(mine, cast.preventers).id for _number in range(PAGE + 3)]
    assert [line.id for line in mine.my_day_lines(parts())[SOMEDAY]] == ids[:PAGE]
    assert mine.my_day_counts(parts())[SOMEDAY].total == PAGE + 3
    assert [line.id for line in mine.my_day_place(parts(), SOMEDAY, ids[PAGE - 1])] == ids[PAGE:]
    assert mine.my_day_place(parts(), SOMEDAY, after=cast.roof) == []


def test_nothing_of_a_team_that_is_gone_or_of_others_stands_there(cast: Cast, access: Reach) -> None:
    theirs, mine = access(cast.deadpond), access(cast.spider_boy)
    assert stands(mine) == {}
    give(mine, cast.preventers)
    mine.team(cast.preventers).trash(by=mine.hero)
    assert stands(mine) == {}
    assert stands(theirs) == {cast.roof: SOMEDAY}


def test_one_waits_for_what_others_have_from_one(cast: Cast, access: Reach) -> None:
    mine, rusty = access(cast.deadpond), access(cast.rusty_man)
    # The roof is in Deadpond's own hands too; Tarantula has the rope from Deadpond.
    assert [line.id for line in mine.waiting_lines()] == [cast.rope]
    assert rusty.waiting_lines() == []
    ladder = rusty.todo(cast.ladder)
    ladder.assign(mine.hero, by=rusty.hero)
    assert [line.id for line in rusty.waiting_lines()] == [cast.ladder]
    mine.todo(cast.rope).close(by=mine.hero)
    assert mine.waiting_lines() == []


def test_each_place_is_in_order_and_paged_alike_whatever_is_due_at_the_same_time(cast: Cast, access: Reach) -> None:
    mine = access(cast.spider_boy)
    day, noon = today() + timedelta(days=60), datetime.combine(today() + timedelta(days=60), time(12), UTC)
    dues: list[dict[str, object]] = [{"due_on": day}, {"due_at": noon}, {"due_on": day + timedelta(days=1)}]
    todos = [give(mine, cast.preventers, **dues[n * 7 % 3]) for n in range(PAGE + 20)]
    for todo in todos[::9]:
        todo.close(by=mine.hero)
    keys = {todo.id: str(todo.due_on or todo.due_at) for todo in todos}
    wanted = sorted(keys, key=lambda one: (keys[one], one))
    found = [line.id for line in mine.my_day_lines(parts())[LATER]]
    assert found == wanted[:PAGE]
    assert [line.id for line in mine.my_day_place(parts(), LATER, after=found[-1])] == wanted[PAGE:]
    for after in (todos[0].id, todos[30].id):  # one that is done, and one that is open
        behind = wanted[wanted.index(after) + 1 :][:PAGE]
        assert [line.id for line in mine.my_day_place(parts(), LATER, after=after)] == behind
    assert mine.my_day_counts(parts())[LATER][:2] == (PAGE + 20 - len(todos[::9]), PAGE + 20)


def test_very_many_are_counted_as_far_as_somebody_reads_a_number(cast: Cast, engine: sa.Engine, access: Reach) -> None:
    mine = {"hero_id": cast.spider_boy, "part": "open", "team_id": cast.preventers}
    times = ["no" if n % 2 else today().isoformat() for n in range(2 * COUNTED + 20)]
    with engine.begin() as connection:
        connection.execute(sa.insert(hand), [mine | {"at": at, "todo_id": n} for n, at in enumerate(times)])
    counts = access(cast.spider_boy).my_day_counts(parts())
    due = access(cast.spider_boy).due_counts([today()])
    with engine.begin() as connection:
        connection.execute(sa.delete(hand))  # no todo that goes takes them along
    assert counts == {TODAY: (COUNTED + 1, COUNTED + 1, None), SOMEDAY: (COUNTED + 1, COUNTED + 1, None)}
    assert due == [COUNTED + 1]
