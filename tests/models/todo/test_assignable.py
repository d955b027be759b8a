"""Who has it in hand."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Forbidden, Unprocessable
from app.models import Todo
from tests.cast import Cast

Reach = Callable[[int], Access]


def _hands(todo: Todo) -> set[int]:
    return {link.hero_id for link in todo.assignments}


def test_giving_it_twice_gives_it_once(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = mine.todo(cast.rope)
    for _time in range(2):
        todo.assign(mine.hero, by=mine.hero)
        mine.add()
    assert sorted(link.hero_id for link in todo.assignments) == sorted([cast.tarantula, cast.rusty_man])


def test_one_who_is_not_on_the_team_cannot_have_it(cast: Cast, access: Reach) -> None:
    mine, stranger = access(cast.deadpond), access(cast.spider_boy).hero
    todo = mine.todo(cast.rope)
    with pytest.raises(Unprocessable, match="Spider-Boy is not on Z-Force"):
        todo.assign(stranger, by=mine.hero)
    assert _hands(todo) == {cast.tarantula}


def test_one_in_the_trash_cannot_have_it(cast: Cast, access: Reach) -> None:
    mine, admin = access(cast.deadpond), access(cast.north)
    member = admin.known_hero(cast.rusty_man)
    member.trash(by=admin.hero)
    with pytest.raises(Unprocessable):
        mine.todo(cast.rope).assign(member, by=mine.hero)


def test_taking_it_back_twice_is_harmless(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = mine.todo(cast.roof)
    for _time in range(2):
        todo.unassign(mine.hero, by=mine.hero)
        mine.add()
    assert _hands(todo) == {cast.deadpond}


def test_a_guest_gives_nothing_even_of_their_own(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    todo = mine.todo(cast.rope)
    for verb in (todo.assign, todo.unassign):
        with pytest.raises(Forbidden):
            verb(mine.hero, by=mine.hero)
    assert _hands(todo) == {cast.tarantula}
