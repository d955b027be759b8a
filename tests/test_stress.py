"""Many people at once on a few todos: whatever was accepted is in the history, and the history is what happened.

`make stress` does it with 64 people of 50 edits each.
"""

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.invariants import broken
from app.models import Hero, Todo, TodoCreate
from app.models.order import ranks_after
from tests.cast import Cast
from tests.test_tracking import seen, told

PEOPLE = int(os.environ.get("SIDEKICK_TEST_PEOPLE", "8"))
EDITS = int(os.environ.get("SIDEKICK_TEST_EDITS", "6"))
TODOS = 10

Rows = dict[tuple[str, str], dict[str, object]]


@dataclass
class Person:
    """Somebody with a browser, and what they were told."""

    browser: TestClient
    cast: Cast
    todos: list[int]
    number: int
    answers: list[int] = field(default_factory=list)
    written: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Todo, field, what they saw there, what they wrote: those that were accepted."""

    def work(self) -> None:
        """One edit after the other."""
        chance = Random(self.number)
        for edit in range(EDITS):
            todo = chance.choice(self.todos)
            chance.choice([self.write, self.write, self.give, self.label, self.move])(
                todo, f"{self.number}-{edit}", chance
            )

    def write(self, todo: int, words: str, chance: Random) -> None:
        """Open the form, change the title or the notes, save."""
        page = unescape(self.browser.get(f"/todos/{todo}/edit").text)
        form = {
            "title": re.findall(r'name="title"[^>]* value="([^"]*)"', page)[0],
            "notes": re.findall(r'name="notes"[^>]*>\n([^<]*)</textarea>', page)[0],
            "priority": "normal",
            "version": re.findall(r'name="version" value="(\d+)"', page)[0],
        }
        name = chance.choice(["title", "notes"])
        before, form[name] = form[name], f"{name} {words}"
        answer = self.browser.put(f"/todos/{todo}", data=form)
        self.answers.append(answer.status_code)
        if answer.status_code == 303:
            self.written.append((todo, name, before, form[name]))

    def give(self, todo: int, _words: str, chance: Random) -> None:
        """Give it to somebody, or take it back."""
        hero = chance.choice([self.cast.deadpond, self.cast.rusty_man, self.cast.tarantula])
        if chance.random() < 0.5:
            answer = self.browser.post(f"/todos/{todo}/assignments", data={"hero": hero})
        else:
            answer = self.browser.delete(f"/todos/{todo}/assignments/{hero}")
        self.answers.append(answer.status_code)

    def label(self, todo: int, _words: str, chance: Random) -> None:
        """Put a label on, or take it off."""
        label = chance.choice([self.cast.house, self.cast.gear])
        data = {"labels" if chance.random() < 0.5 else "before": label}
        self.answers.append(self.browser.put(f"/todos/{todo}/labels", data=data).status_code)

    def move(self, todo: int, _words: str, chance: Random) -> None:
        """To the top or the bottom of a section."""
        data = {"section": chance.choice([self.cast.backlog, self.cast.doing]), "end": chance.choice(["first", "last"])}
        self.answers.append(self.browser.put(f"/todos/{todo}/place", data=data).status_code)


def replay(rows: Rows, changes: list[dict[str, Any]]) -> Rows:
    """What the rows are after these changes, by the history alone."""
    now = {key: dict(row) for key, row in rows.items()}
    for change in changes:
        key = (change["entity"], change["row_key"])
        if change["kind"] == "removed":
            del now[key]
        else:
            now[key] = now.get(key, {}) | change["after"]
    return now


@pytest.fixture
def todos(cast: Cast, engine: sa.Engine) -> list[int]:
    """Ten in one section."""
    with transaction(engine) as session:
        access = Access(session, session.get_one(Hero, cast.deadpond))
        team = access.team(cast.z_force)
        section = access.section(team, cast.doing)
        made = [
            Todo.add(team, TodoCreate(title=f"Todo {rank}"), rank=rank, by=access.hero, section=section)
            for rank in ranks_after(None, TODOS)
        ]
        access.add(*made)
        return [todo.id for todo in made]


@pytest.mark.timeout(1800)
def test_what_was_accepted_is_in_the_history_and_the_history_is_what_happened(
    cast: Cast, todos: list[int], engine: sa.Engine, client: Callable[..., TestClient]
) -> None:
    heroes = [cast.deadpond, cast.rusty_man, cast.north]
    people = [Person(client(heroes[number % 3]), cast, todos, number) for number in range(PEOPLE)]
    rows, earlier = seen(engine), len(told(engine)[1])
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(Person.work, people))
    changes = told(engine)[1][earlier:]
    assert {status for person in people for status in person.answers} <= {303, 409}
    assert replay(rows, changes) == seen(engine)
    wrote = [
        (int(change["row_key"]), name, str(change["before"][name]), str(change["after"][name]))
        for change in changes
        for name in ("title", "notes")
        if change["entity"] == "todo" and name in change["after"]
    ]
    assert sorted(wrote) == sorted(written for person in people for written in person.written)
    _in_one_order(engine, todos)


def _in_one_order(engine: sa.Engine, todos: list[int]) -> None:
    """Each todo once, no two of them in the same place, and every rule of the house holds."""
    with engine.connect() as connection:
        places = connection.execute(sa.text("SELECT section_id, rank, id FROM todo")).all()
        assert sorted(row.id for row in places if row.id in todos) == sorted(todos)
        ours = [(row.section_id, row.rank) for row in places if row.id in todos]
        assert len(set(ours)) == len(ours)
        assert list(broken(connection)) == []
