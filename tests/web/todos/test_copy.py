"""A copy of a todo, with what is to go along."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.access import Access
from app.models import Todo
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]
EVERYTHING = ["subs", "heroes", "labels", "dates", "notes"]


def made(access: Reach, cast: Cast) -> list[Todo]:
    """What is in Z-Force beyond the cast, each above what is below it."""
    mine = access(cast.north)
    mine._session.rollback()
    roots = [line.id for line in mine.team_lines(mine.team(cast.z_force), done=True)]
    copies = [mine.todo(todo_id) for todo_id in roots if todo_id not in {cast.roof, cast.rope}]
    return [*copies, *mine.branch(*copies)]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_copy_stands_below_with_all_that_was_ticked(cast: Cast, client: Client, access: Reach, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    member.put(f"/todos/{cast.roof}", data={"title": "Call the roofer", "priority": "high", "due_day": "2027-01-05"})
    member.post(f"/todos/{cast.gutters}/closure", data={"subs": "leave"})
    page = client(cast.rusty_man).get(f"/todos/{cast.roof}/copy").text
    assert "2 sub-todos, open" in page
    answer = member.post(f"/todos/{cast.roof}/copy", data={"take": EVERYTHING})
    copy, gutters, ladder = made(access, cast)
    assert answer.headers["hx-redirect" if htmx else "location"].startswith(f"/todos/{copy.id}?did=")
    assert [one.title for one in (copy, gutters, ladder)] == ["Call the roofer", "Clean the gutters", "Borrow a ladder"]
    assert (gutters.parent_id, ladder.parent_id) == (copy.id, gutters.id)
    assert [copy.closed, gutters.closed] == [False, False]
    assert (str(copy.due_on), copy.priority, copy.section_id) == ("2027-01-05", "high", cast.backlog)
    assert {link.hero_id for link in copy.assignments} == {cast.deadpond, cast.rusty_man}
    assert {link.assigned_by for link in copy.assignments} == {cast.rusty_man}
    assert [link.label_id for link in copy.label_links] == [cast.house]
    mine = access(cast.north)
    assert mine.todo(cast.roof).rank < copy.rank < mine.todo(cast.rope).rank
    member.post("/undo")
    assert made(access, cast) == []


def test_what_is_not_ticked_stays(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.rusty_man)
    edit = {"title": "Call the roofer", "priority": "high", "due_day": "2027-01-05", "notes": "Soon."}
    member.put(f"/todos/{cast.roof}", data=edit)
    member.post(f"/todos/{cast.roof}/copy", data={})
    (copy,) = made(access, cast)
    assert (copy.due_on, copy.notes, copy.assignments, copy.label_links) == (None, "", [], [])


def test_a_copy_of_a_sub_todo_is_below_the_same_todo(cast: Cast, client: Client, access: Reach) -> None:
    client(cast.rusty_man).post(f"/todos/{cast.ladder}/copy", data={"take": EVERYTHING})
    mine = access(cast.north)
    assert [one.title for one in mine.sub_lines(mine.todo(cast.gutters))] == ["Borrow a ladder"] * 2
