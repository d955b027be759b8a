"""A team after the pattern of another."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from app.access import Access
from app.access.duplicating import MOST
from app.database import transaction
from app.models import Hero, Label, Membership, Role, SavedView, SavedViewCreate, Section, Team, Todo, TodoCreate
from app.models.order import ranks_after
from app.models.rules import POLICY
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]
WHOLE = {"name": "Next year", "take": ["heroes", "sections", "labels", "views", "todos"], "step": "make"}


@contextmanager
def acting(engine: sa.Engine, hero_id: int) -> Iterator[Access]:
    with transaction(engine) as session:
        session.info["actor_id"] = hero_id
        yield Access(session, session.get_one(Hero, hero_id))


def made(browser: TestClient, cast: Cast, **typed: Any) -> int:
    answer = browser.post(f"/teams/{cast.z_force}/duplicate", data=WHOLE | typed)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].split("?")[0].rpartition("/")[2])


def todos(engine: sa.Engine, team_id: int) -> dict[str, Todo]:
    with transaction(engine) as session:
        session.expire_on_commit = False
        found = session.exec(select(Todo).where(Todo.team_id == team_id)).all()
        for todo in found:
            _ = (todo.parent, todo.section, [link.hero.name for link in todo.assignments])
            _ = ([link.label.name for link in todo.label_links], list(todo.blocker_links), list(todo.relation_links))
        return {todo.title: todo for todo in found}


def test_it_is_looked_at_before_it_is_made(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    page = browser.get(f"/teams/{cast.z_force}/duplicate").text
    assert "3 heroes and their roles" in page
    assert "2 sections" in page
    before = dump(engine)
    look = browser.post(f"/teams/{cast.z_force}/duplicate", data=WHOLE | {"step": "look"})
    assert look.status_code == 200
    assert "What “Next year” would be" in look.text
    assert "todos, all of them open" in look.text
    assert "2 of them sub-todos" in look.text
    assert dump(engine) == before


def test_all_of_it_goes_along(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with acting(engine, cast.deadpond) as mine:
        team = mine.team(cast.z_force)
        team.edit({"description": "We *come*."}, by=mine.hero)
        mine.section(team, cast.doing).edit({"is_done_column": True, "todo_limit": 3}, by=mine.hero)
        roof, rope, ladder = mine.todo(cast.roof), mine.todo(cast.rope), mine.todo(cast.ladder)
        roof.wait_for(rope, by=mine.hero, behind=())
        rope.relate(ladder, by=mine.hero)
        view = SavedView.add(
            team,
            SavedViewCreate(name="Mine", query=mine.to_be_saved("label:house assignee:rusty-man", team)),
            by=mine.hero,
            list_of=team,
        )
        view.take_lead(by=mine.hero, instead_of=[])
        mine.add(view)
    copy = made(client(cast.deadpond), cast)
    found = todos(engine, copy)
    assert set(found) == {"Call the roofer", "Order rope", "Clean the gutters", "Borrow a ladder"}
    roof, rope, ladder = (found[title] for title in ("Call the roofer", "Order rope", "Borrow a ladder"))
    assert (roof.section.name, roof.section.team_id) == ("Backlog", copy) if roof.section else False
    assert {link.hero.name for link in roof.assignments} == {"Rusty-Man", "Deadpond Wilson"}
    assert [(link.label.name, link.label.team_id) for link in roof.label_links] == [("house", copy)]
    assert found["Clean the gutters"].parent_id == roof.id
    assert ladder.parent_id == found["Clean the gutters"].id
    assert [link.blocker_id for link in roof.blocker_links] == [rope.id]
    assert {(link.todo_id, link.other_id) for todo in (rope, ladder) for link in todo.relation_links} == {
        (min(rope.id, ladder.id), max(rope.id, ladder.id))
    }
    with transaction(engine) as session:
        team = session.get_one(Team, copy)
        assert (team.name, team.headquarters, team.time_zone) == ("Next year", "Porto", "Europe/Lisbon")
        assert team.description == "We *come*."
        assert {link.hero_id: link.role for link in team.memberships} == {
            cast.deadpond: Role.OWNER,
            cast.rusty_man: Role.MEMBER,
            cast.tarantula: Role.GUEST,
        }
        doing = session.exec(select(Section).where(Section.team_id == copy, Section.name == "Doing")).one()
        assert (doing.is_done_column, doing.todo_limit) == (True, 3)
        label = session.exec(select(Label).where(Label.team_id == copy, Label.name == "house")).one()
        view = session.exec(select(SavedView).where(SavedView.team_id == copy)).one()
        assert (view.list_id, view.leads) == (copy, True)
        assert f"label:#{label.id}" in view.query.replace('"', "") or str(label.id) in view.query


def test_without_heroes_there_is_only_its_maker(cast: Cast, client: Client, engine: sa.Engine) -> None:
    copy = made(client(cast.tarantula), cast, take=["sections", "todos"])
    found = todos(engine, copy)
    assert not any(todo.assignments or todo.label_links for todo in found.values())
    with transaction(engine) as session:
        links = session.exec(select(Membership).where(Membership.team_id == copy)).all()
        assert [(link.hero_id, link.role) for link in links] == [(cast.tarantula, Role.OWNER)]


def test_done_todos_are_left_out_but_for_what_is_open_below(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with acting(engine, cast.deadpond) as mine:
        for done in (cast.roof, cast.rope, cast.ladder):
            mine.todo(done).close(by=mine.hero)
    browser = client(cast.deadpond)
    left = todos(engine, made(browser, cast))
    assert {title: todo.closed for title, todo in left.items()} == {
        "Call the roofer": False,
        "Clean the gutters": False,
    }
    again = todos(engine, made(browser, cast, done="open"))
    assert len(again) == 4
    assert not any(todo.closed for todo in again.values())


def due(engine: sa.Engine, cast: Cast) -> None:
    with acting(engine, cast.deadpond) as mine:
        mine.todo(cast.rope).edit({"due_on": date(2026, 3, 20), "recurrence": "FREQ=WEEKLY"}, by=mine.hero)
        # Lisbon moves its clocks on 29 March: 09:00 stays 09:00.
        mine.todo(cast.roof).edit({"due_at": datetime(2026, 3, 24, 9, tzinfo=UTC)}, by=mine.hero)


@pytest.mark.parametrize(
    ("typed", "rope", "roof"),
    [
        ({"dates": "keep"}, date(2026, 3, 20), datetime(2026, 3, 24, 9, tzinfo=UTC)),
        ({"dates": "first", "first": "2026-04-20"}, date(2026, 4, 20), datetime(2026, 4, 24, 8, tzinfo=UTC)),
        ({"dates": "days", "days": "-7"}, date(2026, 3, 13), datetime(2026, 3, 17, 9, tzinfo=UTC)),
        ({"dates": "none"}, None, None),
    ],
)
def test_dates_go_along_as_one_says(
    typed: dict[str, str], rope: date | None, roof: datetime | None, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    due(engine, cast)
    found = todos(engine, made(client(cast.deadpond), cast, **typed))
    assert found["Order rope"].due_on == rope
    assert found["Call the roofer"].due_at == roof
    assert found["Order rope"].recurrence == (None if rope is None else "FREQ=WEEKLY")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"dates": "first"}, "Say on which day the first of them shall be due."),
        ({"dates": "days"}, "Say how many days."),
        ({"dates": "days", "days": "soon"}, "A number of days, such as 7 or -30"),
        ({"dates": "first", "first": "9998-12-30"}, "in no year we know"),
        ({"name": " "}, "Next year"),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    typed: dict[str, str], sentence: str, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    due(engine, cast)
    before = dump(engine)
    typed = {"name": "Next year"} | typed
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/duplicate", data=WHOLE | typed)
    assert answer.status_code == 422
    if typed["name"].strip():
        assert sentence in answer.text
        assert 'value="Next year"' in answer.text
    assert dump(engine) == before


def test_one_step_undoes_all_of_it(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    copy = made(browser, cast)
    assert "Next year is ready." in browser.get("/changes").text
    step = max(int(str(key[0])) for key in dump(engine)["change_set"])
    assert browser.post(f"/changes/{step}/undo").status_code == 303
    assert browser.get(f"/teams/{copy}").status_code == 404
    assert "Next year" in browser.get("/trash").text
    again = max(int(str(key[0])) for key in dump(engine)["change_set"])
    assert browser.post(f"/changes/{again}/undo").status_code == 303
    assert "Call the roofer" in browser.get(f"/teams/{copy}").text


def grow(engine: sa.Engine, cast: Cast, count: int) -> None:
    with acting(engine, cast.deadpond) as mine:
        team, rope, label = mine.team(cast.z_force), mine.todo(cast.rope), None
        label = mine.label(team, cast.house)
        for rank in ranks_after(None, count):
            sub = Todo.add(team, TodoCreate(title="More"), rank=rank, by=mine.hero, parent=rope)
            sub.assign(mine.hero, by=mine.hero)
            sub.put_label(label, by=mine.hero)
            mine.keep(sub)


def test_it_takes_hardly_more_statements_for_five_hundred(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., Any]
) -> None:
    browser = client(cast.deadpond)
    costs = []
    for count in (4, 490):
        grow(engine, cast, count)
        with queries() as sent:
            made(browser, cast)
        # SQLite, which is no journey away, says the id of a new row only where it is written by itself.
        rows = engine.dialect.name == "sqlite"
        costs.append(sum(not (rows and one.startswith("INSERT INTO todo (")) for one in sent))
    assert costs[1] <= costs[0] + 12


def test_more_than_can_be_copied_is_said(
    cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST == 2_000
    monkeypatch.setattr(sys.modules["app.web.teams.duplicate"], "MOST", 3)
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/duplicate", data=WHOLE)
    assert answer.status_code == 422
    assert "It has 4 todos, and 3 can be copied at once. Leave the todos out" in answer.text
    made(client(cast.deadpond), cast, take=["sections"])


def test_an_archived_team_can_be_the_pattern(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    browser.post(f"/teams/{cast.z_force}/archival")
    assert "Call the roofer" in browser.get(f"/teams/{made(browser, cast)}").text


def test_the_policy_is_asked(cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POLICY, "team.duplicate", frozenset())
    browser, before = client(cast.deadpond), dump(engine)
    assert browser.get(f"/teams/{cast.z_force}/duplicate").status_code == 403
    assert browser.post(f"/teams/{cast.z_force}/duplicate", data=WHOLE).status_code == 403
    assert dump(engine) == before
