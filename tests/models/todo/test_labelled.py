"""The labels on a todo."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Forbidden, Unprocessable
from app.models import Label, Todo
from tests.cast import Cast

Reach = Callable[[int], Access]


def _worn(todo: Todo) -> set[str]:
    return {link.label.name for link in todo.label_links}


def _label(mine: Access, label_id: int) -> Label:
    return next(label for link in mine.hero.memberships for label in link.team.labels if label.id == label_id)


def test_a_label_put_on_twice_is_on_once(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = mine.todo(cast.roof)
    for _time in range(2):
        todo.put_label(_label(mine, cast.gear), by=mine.hero)
        mine.add()
    assert [link.label.name for link in todo.label_links] == ["house", "gear"]


def test_a_label_of_another_team_is_refused(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    todo = mine.todo(cast.roof)
    with pytest.raises(Unprocessable, match="“sticky” is not one of Z-Force"):
        todo.put_label(_label(theirs, cast.web_label), by=mine.hero)
    assert _worn(todo) == {"house"}


def test_a_label_in_the_trash_is_refused(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    gear = _label(mine, cast.gear)
    gear.trash(by=mine.hero)
    with pytest.raises(Unprocessable):
        mine.todo(cast.roof).put_label(gear, by=mine.hero)


def test_taking_off_one_that_is_not_on_is_harmless(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = mine.todo(cast.roof)
    todo.take_label(_label(mine, cast.gear), by=mine.hero)
    todo.take_label(_label(mine, cast.house), by=mine.hero)
    assert _worn(todo) == set()


def test_a_guest_labels_nothing_even_of_their_own(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    todo, gear = mine.todo(cast.rope), _label(mine, cast.gear)
    for verb in (todo.put_label, todo.take_label):
        with pytest.raises(Forbidden):
            verb(gear, by=mine.hero)
    assert _worn(todo) == set()
