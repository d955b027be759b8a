"""What lies in the trash is part of what a step changed: taking steps back finds it there as it was."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import select

from app.access import Access
from app.errors import Unprocessable
from app.models import ChangeSet, Hero, Label, Todo, TodoCreate
from app.models.order import ranks_after
from tests.access.undo.backwards import acting, last_step, there_and_back
from tests.cast import Cast

Deed = Callable[[Access], object]
RANK = ranks_after("a9", 1)[0]


def _undo_last(access: Access) -> None:
    newest = access._session.exec(select(ChangeSet).order_by(ChangeSet.id.desc()).limit(1)).one()  # type: ignore[attr-defined]  # a column at run time
    assert access.take_back(newest, {}) == []


def _restore(access: Access) -> None:
    step = access.trashed()[0].step
    access.restore(access.thrown_away(step), step)


def _trash_hero(cast: Cast) -> Deed:
    return lambda my: my.trash_hero(my.known_hero(cast.tarantula))


def _unassign(cast: Cast) -> Deed:
    def unassign(my: Access) -> None:
        my.todo(cast.rope).unassign(my._session.get_one(Hero, cast.tarantula), by=my.hero)

    return unassign


def _trash_label(cast: Cast) -> Deed:
    return lambda my: my._session.get_one(Label, cast.house).trash(by=my.hero)


def _take_label(cast: Cast) -> Deed:
    return lambda my: my.todo(cast.roof).take_label(my._session.get_one(Label, cast.house), by=my.hero)


def _merge_labels(cast: Cast) -> Deed:
    def merge(my: Access) -> None:
        house, gear = (my._session.get_one(Label, one) for one in (cast.house, cast.gear))
        house.merge(gear, my.wearing(house), by=my.hero)

    return merge


def test_what_was_taken_from_somebody_in_the_trash(cast: Cast, engine: sa.Engine) -> None:
    there_and_back(engine, cast.deadpond, _trash_hero(cast), _unassign(cast))


def test_even_if_they_came_back_and_went_again(cast: Cast, engine: sa.Engine) -> None:
    there_and_back(engine, cast.deadpond, _trash_hero(cast), _unassign(cast), _restore, _undo_last)


def test_a_label_that_was_in_the_trash_is_put_back_on_there(cast: Cast, engine: sa.Engine) -> None:
    there_and_back(engine, cast.deadpond, _trash_label(cast), _take_label(cast))


def test_a_label_that_was_merged_restored_and_sent_away_again(cast: Cast, engine: sa.Engine) -> None:
    there_and_back(engine, cast.deadpond, _merge_labels(cast), _restore, _undo_last)
    there_and_back(engine, cast.deadpond, _merge_labels(cast), _restore, _merge_labels(cast), _restore)


@pytest.mark.parametrize("hide", [_trash_hero, _trash_label])
def test_what_went_to_the_trash_since_has_to_come_back_first(
    hide: Callable[[Cast], Deed], cast: Cast, engine: sa.Engine
) -> None:
    with acting(engine, cast.deadpond) as (_session, my):
        _unassign(cast)(my)
        _take_label(cast)(my)
    step_id = last_step(engine)
    with acting(engine, cast.deadpond) as (_session, my):
        hide(cast)(my)
    with acting(engine, cast.deadpond) as (_session, my):
        (doubt,) = my.take_back(my.step(step_id), {})
    assert "is in the trash. Restore it first." in doubt.refusal


def test_what_lies_in_the_trash_does_not_keep_a_todo_from_its_place(cast: Cast, engine: sa.Engine) -> None:
    def add_below(title: str) -> Deed:
        def add(my: Access) -> None:
            above = my._session.exec(select(Todo).order_by(Todo.id.desc()).limit(1)).one()  # type: ignore[attr-defined]  # a column at run time
            my.add(Todo.add(my.team(cast.z_force), TodoCreate(title=title), rank=RANK, by=my.hero, parent=above))

        return add

    def out(my: Access) -> None:
        ladder = my.todo(cast.ladder)
        ladder.nest(None, RANK, by=my.hero, branch=my.branch(ladder, trashed=True))

    def first(my: Access) -> None:
        team, ladder = my.team(cast.z_force), my.todo(cast.ladder)
        my.add(Todo.add(team, TodoCreate(title="Fourth level"), rank=RANK, by=my.hero, parent=ladder))

    there_and_back(
        engine, cast.deadpond, first, add_below("Fifth level"), out, add_below("Sixth, were it back"), _undo_last
    )


def test_to_take_back_what_stands_as_before_already_can_be_taken_back(cast: Cast, engine: sa.Engine) -> None:
    steps: list[int] = []

    def close(my: Access) -> None:
        my.todo(cast.rope).close(by=my.hero)

    def reopen(my: Access) -> None:
        steps.append(last_step(engine))
        my.todo(cast.rope).reopen(by=my.hero)

    def undo_the_closing(my: Access) -> None:
        assert my.take_back(my.step(steps[0]), {}) == []

    there_and_back(engine, cast.deadpond, close, reopen, undo_the_closing, _undo_last)


def test_a_sub_todo_is_not_restored_without_what_is_above_it(cast: Cast, engine: sa.Engine) -> None:
    with acting(engine, cast.deadpond) as (_session, my):
        my.trash_todo(my.todo(cast.gutters))
    step = last_step(engine)
    with acting(engine, cast.deadpond) as (_session, my):
        my.trash_todo(my.todo(cast.roof))
    with acting(engine, cast.deadpond) as (_session, my), pytest.raises(Unprocessable):
        my.restore(my.thrown_away(step), step)
