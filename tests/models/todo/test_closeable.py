"""Done, and not done after all."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Forbidden
from tests.cast import Cast

Reach = Callable[[int], Access]


def test_closing_twice_keeps_the_first_time(cast: Cast, access: Reach) -> None:
    mine, other = access(cast.rusty_man), access(cast.deadpond)
    todo = mine.todo(cast.roof)
    todo.close(by=mine.hero)
    first = todo.completed_at
    todo.close(by=other.hero)
    assert (todo.completed_at, todo.completed_by) == (first, cast.rusty_man)


def test_reopening_twice_is_harmless(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = mine.todo(cast.roof)
    todo.close(by=mine.hero)
    todo.reopen(by=mine.hero)
    todo.reopen(by=mine.hero)
    assert (todo.completed_at, todo.completed_by) == (None, None)


def test_only_the_sub_todos_named_are_closed_along(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    mine.todo(cast.roof).close(by=mine.hero, along_with=[mine.todo(cast.gutters)])
    assert [mine.todo(one).closed for one in (cast.roof, cast.gutters, cast.ladder)] == [True, True, False]


def test_a_guest_closes_only_what_is_in_their_hands(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    mine.todo(cast.rope).close(by=mine.hero)
    for verb in (mine.todo(cast.roof).close, mine.todo(cast.roof).reopen):
        with pytest.raises(Forbidden):
            verb(by=mine.hero)
    assert mine.todo(cast.rope).closed
    assert not mine.todo(cast.roof).closed
