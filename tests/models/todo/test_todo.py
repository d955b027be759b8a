"""A todo is added and edited by those who may."""

from collections.abc import Callable
from datetime import date

import pytest
from pydantic import ValidationError

from app.access import Access
from app.clock import now
from app.errors import Forbidden, Unprocessable
from app.models import Priority, Todo, TodoCreate
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


@pytest.mark.parametrize(
    "values", [{"title": ""}, {"priority": "soon"}, {"due_on": date(2026, 5, 12), "due_at": now()}]
)
def test_an_edit_that_breaks_a_rule_of_the_shape_changes_nothing(
    values: dict[str, object], cast: Cast, access: Reach
) -> None:
    mine = access(cast.deadpond)
    todo = mine.todo(cast.rope)
    with pytest.raises(ValidationError):
        todo.edit(values, by=mine.hero)
    assert (todo.title, todo.priority, todo.due_on, todo.due_at) == ("Order rope", Priority.NORMAL, None, None)


def test_an_edit_reaches_only_what_people_write(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    todo = mine.todo(cast.rope)
    with pytest.raises(AttributeError):
        todo.edit({"team_id": cast.preventers}, by=mine.hero)
    assert todo.team_id == cast.z_force
