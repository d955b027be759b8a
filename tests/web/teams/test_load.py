"""Who has how much on a team; each number leads to a list of exactly what it counts."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.database import transaction
from app.models import Hero, Team, TodoCreate
from app.models.order import ranks_after
from app.models.todo import Todo
from app.wording import today
from tests.cast import Cast

Client = Callable[..., TestClient]


@pytest.fixture
def busy(cast: Cast, engine: sa.Engine) -> Cast:
    """Z-Force with something of every kind for Rusty-Man, for him and Deadpond together, and for nobody."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        team = mine.team(cast.z_force)
        rusty = mine.known_hero(cast.rusty_man)
        dues = [{"due_on": today() + timedelta(days=days)} for days in (-400, -3, -1, 0, 1, 2, 3, 6, 9, 400)]
        dues += [{"due_at": now() + timedelta(hours=hours)} for hours in (-30, -1, 1, 40, 400)]
        for number, rank in enumerate(ranks_after("a9", 40)):
            todo = Todo.add(
                team,
                TodoCreate.model_validate({"title": f"Work {number}", **(dues[number] if number < len(dues) else {})}),
                rank=rank,
                by=mine.hero,
            )
            mine.add(todo)
            for hero in ((rusty,), (rusty, mine.hero), ())[number % 3]:
                todo.assign(hero, by=mine.hero)
            if number % 7 == 6:
                todo.close(by=mine.hero)
                todo.completed_at = now() - timedelta(days=number % 5 * 2)
    return cast


def numbers(page: str) -> list[list[tuple[str, int]]]:
    """The addresses and numbers of each row."""
    rows = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0].split("<tr>")[1:]
    link = re.compile(r'<a class="\w+" href="([^"]+)"><span class="num">(\d+)</span>')
    return [[(unescape(url), int(count)) for url, count in link.findall(row)] for row in rows]


def test_each_number_leads_to_the_todos_that_it_counts(busy: Cast, client: Client) -> None:
    browser = client(busy.tarantula)
    rows = numbers(browser.get(f"/teams/{busy.z_force}/load").text)
    assert [len(row) for row in rows] == [5] * 4
    for url, count in (number for row in rows for number in row):
        shown = re.findall(r'<li class="row[^"]*" id="todo-\d+"', browser.get(url).text)
        assert len(shown) == count, url
    nobody, _deadpond, rusty = rows[0], rows[1], rows[2]
    assert all(count for _url, count in rusty)
    assert nobody[3][1] > 0


def test_each_open_todo_counts_once_for_whoever_has_it(busy: Cast, client: Client, engine: sa.Engine) -> None:
    rows = numbers(client(busy.deadpond).get(f"/teams/{busy.z_force}/load").text)
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, busy.deadpond))
        carried = mine.loads([busy.deadpond, busy.rusty_man, busy.tarantula])
    counted = [sum(count for _url, count in row[:4]) for row in rows[1:]]
    assert counted == [carried[one].open for one in (busy.deadpond, busy.rusty_man, busy.tarantula)]


def test_a_hero_in_the_trash_leaves_what_they_had_to_nobody(busy: Cast, client: Client) -> None:
    before = numbers(client(busy.deadpond).get(f"/teams/{busy.z_force}/load").text)
    assert client(busy.deadpond).post(f"/heroes/{busy.tarantula}?_method=DELETE").status_code == 303
    after = numbers(client(busy.deadpond).get(f"/teams/{busy.z_force}/load").text)
    assert len(after) == len(before) - 1
    assert sum(count for _url, count in after[0]) == sum(count for row in (before[0], before[3]) for _url, count in row)


def test_it_costs_the_same_however_many_heroes_there_are(
    busy: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    browser = client(busy.deadpond)
    browser.get(f"/teams/{busy.z_force}/load")
    with queries() as few:
        browser.get(f"/teams/{busy.z_force}/load")
    with transaction(engine) as session:
        session.info["actor_id"] = busy.deadpond
        mine = Access(session, session.get_one(Hero, busy.deadpond))
        team: Team = mine.team(busy.z_force)
        for number in range(60):
            mine.introduce(team, f"Newcomer {number}", team.memberships[1].role)
    with queries() as many:
        page = browser.get(f"/teams/{busy.z_force}/load")
    assert len(few) == len(many)
    assert len(numbers(page.text)) == 51
    assert f"/teams/{busy.z_force}/load?after=" in page.text
