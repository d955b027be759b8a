"""A todo that repeats comes again when it is done: once, in the future, with all that belongs to it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

import app.models.todo.closeable
import app.models.todo.recurring
from app.access import Access
from app.history import RecordedSession, commit
from app.models import ChangeSet, Todo
from tests.cast import Cast

Reach = Callable[[int], Access]
NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 12 May 2026."""
    for module in (app.models.todo.closeable, app.models.todo.recurring):
        monkeypatch.setattr(module, "now", lambda: NOON)


def repeating(mine: Access, cast: Cast, rrule: str, **due: object) -> Todo:
    todo = mine.todo(cast.roof)
    todo.edit({"recurrence": rrule, "notes": "Mind the cat.", "priority": "high", **due}, by=mine.hero)
    mine.add(todo)
    return todo


def others(session: RecordedSession, todo: Todo) -> list[Todo]:
    session.flush()
    same = select(Todo).where(Todo.title == todo.title, Todo.id != todo.id)
    return list(session.exec(same.order_by(col(Todo.id))).all())


def test_the_next_one_has_heroes_labels_and_place_and_the_rule(
    cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=WEEKLY;BYDAY=MO", due_on=date(2026, 5, 11))
    rank = todo.rank
    todo.close(by=mine.hero)
    (following,) = others(session, todo)
    assert (following.due_on, following.recurrence, todo.recurrence) == (
        date(2026, 5, 18),
        "FREQ=WEEKLY;BYDAY=MO",
        None,
    )
    assert (following.notes, following.priority, following.section_id) == ("Mind the cat.", "high", cast.backlog)
    assert {link.hero_id for link in following.assignments} == {cast.deadpond, cast.rusty_man}
    assert [link.label_id for link in following.label_links] == [cast.house]
    assert following.rank == rank < todo.rank
    assert not following.closed
    assert mine.history().counts == {
        "todo.closed": 1,
        "todo.created": 3,
        "assignment.created": 2,
        "todo_label.created": 1,
    }


@pytest.mark.parametrize(
    ("rrule", "due", "following"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", date(2023, 5, 8), date(2026, 5, 18)),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", date(2026, 1, 31), date(2026, 5, 31)),
        ("FREQ=DAILY;INTERVAL=3", date(2026, 5, 20), date(2026, 5, 23)),
        ("FREQ=DAILY", None, date(2026, 5, 13)),
    ],
    ids=["three years late", "the last of a month", "early", "without a date"],
)
def test_it_is_due_in_the_future(
    cast: Cast, access: Reach, session: RecordedSession, rrule: str, due: date | None, following: date
) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, rrule, due_on=due)
    todo.close(by=mine.hero)
    assert [one.due_on for one in others(session, todo)] == [following]


def test_a_time_keeps_to_the_clock_of_the_headquarters_over_a_change_of_clocks(
    cast: Cast, access: Reach, session: RecordedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    october = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(app.models.todo.recurring, "now", lambda: october)
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=WEEKLY;BYDAY=MO", due_at=datetime(2026, 10, 19, 8, 0, tzinfo=UTC))
    todo.close(by=mine.hero)
    assert [one.due_at for one in others(session, todo)] == [datetime(2026, 10, 26, 9, 0, tzinfo=UTC)]


def test_done_twice_or_opened_and_done_again_it_came_once(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=DAILY", due_on=date(2026, 5, 12))
    for verb in (todo.close, todo.close, todo.reopen, todo.close):
        verb(by=mine.hero)
        session.flush()
    assert len(others(session, todo)) == 1


def test_past_the_end_of_all_calendars_it_ends(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", due_on=date(9998, 5, 1))
    todo.close(by=mine.hero)
    assert others(session, todo) == []


def test_its_sub_todos_come_again_open_and_as_much_later(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=WEEKLY;BYDAY=MO", due_on=date(2026, 5, 11))
    gutters, ladder = mine.todo(cast.gutters), mine.todo(cast.ladder)
    gutters.edit({"due_on": date(2026, 5, 10)}, by=mine.hero)
    ladder.edit({"due_at": datetime(2026, 5, 9, 8, 0, tzinfo=UTC), "recurrence": "FREQ=WEEKLY"}, by=mine.hero)
    ladder.assign(mine.hero, by=mine.hero)
    commit(session)
    todo.close(by=mine.hero, along_with=mine.branch(todo))
    (following,) = others(session, todo)
    again = mine.branch(following)
    assert [(one.title, one.closed) for one in again] == [("Clean the gutters", False), ("Borrow a ladder", False)]
    assert again[0].due_on == date(2026, 5, 17)
    assert (again[1].due_at, again[1].recurrence) == (datetime(2026, 5, 16, 8, 0, tzinfo=UTC), "FREQ=WEEKLY")
    assert [link.hero_id for link in again[1].assignments] == [cast.deadpond]
    assert (gutters.closed, ladder.closed, ladder.recurrence) == (True, True, None)
    assert others(session, ladder) == [again[1]]


def test_a_sub_todo_that_came_again_by_itself_is_copied_once(
    cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=WEEKLY;BYDAY=MO", due_on=date(2026, 5, 11))
    gutters = mine.todo(cast.gutters)
    gutters.edit({"recurrence": "FREQ=DAILY", "due_on": date(2026, 5, 11)}, by=mine.hero)
    gutters.close(by=mine.hero)
    commit(session)
    session.expire_all()
    todo.close(by=mine.hero)
    (following,) = others(session, todo)
    assert [one.title for one in mine.branch(following)].count("Clean the gutters") == 1


def test_undo_takes_the_next_one_with_its_sub_todos_away(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    todo = repeating(mine, cast, "FREQ=WEEKLY;BYDAY=MO", due_on=date(2026, 5, 11))
    commit(session)
    todo.close(by=mine.hero)
    commit(session)
    step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
    assert mine.take_back(step, {}) == []
    commit(session)
    (following,) = others(session, todo)
    assert (following.trashed, todo.closed, todo.recurrence) == (True, False, "FREQ=WEEKLY;BYDAY=MO")
    assert all(one.trashed for one in mine.branch(following, trashed=True))
