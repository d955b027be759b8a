"""A todo is added and edited by those who may."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Forbidden, Unprocessable
from app.models import Todo, TodoCreate
from tests.cast import Cast

Reach = Callable[[int], Access]


def test_a_member_adds_one(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo = Todo.add(mine.team(cast.z_force), TodoCreate(title="Fix"), rank="a5", by=mine.hero)
    mine.add(todo)
    assert (todo.title, todo.created_by, todo.version) == ("Fix", cast.rusty_man, 1)


def test_a_guest_may_not_add(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    with pytest.raises(Forbidden):
        Todo.add(mine.team(cast.z_force), TodoCreate(title="Fix"), rank="a5", by=mine.hero)


def test_none_is_added_at_a_place_of_another_team(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    team, web = mine.team(cast.z_force), theirs.team(cast.preventers)
    for place in ({"section": theirs.section(web, cast.web_section)}, {"parent": theirs.todo(cast.spider_web)}):
        with pytest.raises(Unprocessable):
            Todo.add(team, TodoCreate(title="Fix"), rank="a5", by=mine.hero, **place)


def test_none_is_added_on_a_sixth_level(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    team, parent = mine.team(cast.z_force), mine.todo(cast.ladder)
    for level in (4, 5):
        parent = Todo.add(team, TodoCreate(title=f"Level {level}"), rank="a5", by=mine.hero, parent=parent)
        mine.add(parent)
    with pytest.raises(Unprocessable):
        Todo.add(team, TodoCreate(title="Level 6"), rank="a5", by=mine.hero, parent=parent)


def test_a_guest_edits_what_is_in_their_hands_and_nothing_else(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    mine.todo(cast.rope).edit({"title": "Order more rope"}, by=mine.hero)
    assert mine.todo(cast.rope).title == "Order more rope"
    with pytest.raises(Forbidden):
        mine.todo(cast.roof).edit({"title": "No"}, by=mine.hero)
    assert mine.todo(cast.roof).title == "Call the roofer"
