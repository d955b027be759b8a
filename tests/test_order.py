"""Many people put todos and sections in order at the same moment: one order, with everything in it once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.history import RecordedSession, commit
from app.models import Hero, Section, Todo
from app.models.order import rank_between
from tests.cast import Cast
from tests.test_request import served

Client = Callable[..., TestClient]
PEOPLE, MOVES = 8, 25


def ranks(engine: sa.Engine, cast: Cast) -> list[tuple[int | None, str]]:
    """Place and rank of every todo of the team that stands by itself."""
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT section_id, rank FROM todo WHERE team_id = :team AND parent_id IS NULL"),
            {"team": cast.z_force},
        )
        return [(row.section_id, row.rank) for row in rows]


def test_all_who_move_and_add_at_once_end_with_one_order(
    app: FastAPI, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(PEOPLE) as crowd:
        many = "\n".join(f"Number {number}" for number in range(10))
        browser.post(f"/teams/{cast.z_force}/todos", data={"text": many, "section": str(cast.backlog), "step": "add"})
        with engine.connect() as connection:
            ids = list(connection.scalars(sa.text("SELECT id FROM todo WHERE title LIKE 'Number %'")))

        def move(person: int) -> set[int]:
            chance, statuses = Random(person), set()
            for turn in range(MOVES):
                if turn % 5 == 0:
                    data = {"text": f"From {person} in {turn}", "section": str(cast.doing)}
                    answer = browser.post(f"/teams/{cast.z_force}/todos", data=data)
                else:
                    data = {
                        "section": str(chance.choice((cast.backlog, cast.doing))),
                        "end": chance.choice(("first", "last")),
                    }
                    answer = browser.post(f"/todos/{chance.choice(ids)}/place?_method=PUT", data=data)
                statuses.add(answer.status_code)
            return statuses

        assert set().union(*crowd.map(move, range(PEOPLE))) == {303}
    found = ranks(engine, cast)
    assert len(found) == 2 + len(ids) + PEOPLE * MOVES // 5
    assert len({*found}) == len(found)


def test_all_who_move_sections_at_once_end_with_one_order(
    app: FastAPI, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(PEOPLE) as crowd:
        address = f"/teams/{cast.z_force}/sections"
        for number in range(4):
            browser.post(address, data={"name": f"Section {number}"})
        with engine.connect() as connection:
            ids = list(connection.scalars(sa.text("SELECT id FROM section WHERE team_id = :t"), {"t": cast.z_force}))

        def move(person: int) -> set[int]:
            chance, statuses = Random(person), set()
            for turn in range(10):
                one, other = chance.sample(ids, 2)
                data = {chance.choice(("before", "after")): str(other)}
                statuses.add(browser.post(f"{address}/{one}/place?_method=PUT", data=data).status_code)
                if turn == 5:
                    statuses.add(browser.post(address, data={"name": f"From {person}"}).status_code)
            return statuses

        assert set().union(*crowd.map(move, range(PEOPLE))) == {303}
    with engine.connect() as connection:
        found = list(connection.scalars(sa.text("SELECT rank FROM section WHERE team_id = :t"), {"t": cast.z_force}))
    assert len(found) == len({*found}) == len(ids) + PEOPLE


@pytest.mark.parametrize(("place", "order"), [("before", [0, 3, 1, 2]), ("after", [0, 1, 3, 2])])
def test_sections_that_shared_a_rank_are_told_apart_when_one_goes_beside_them(
    cast: Cast, client: Client, engine: sa.Engine, session: RecordedSession, place: str, order: list[int]
) -> None:
    member, address = client(cast.rusty_man), f"/teams/{cast.z_force}/sections"
    for name in ("Third", "Fourth"):
        member.post(address, data={"name": name})
    session.info["actor_id"] = cast.deadpond
    mine = Access(session, session.get_one(Hero, cast.deadpond))
    before = [section.id for section in mine.sections(mine.team(cast.z_force))]
    for section in mine.sections(mine.team(cast.z_force))[:3]:
        section.move("a0", by=mine.hero)
    commit(session)
    answer = member.put(f"{address}/{before[3]}/place", data={place: str(before[1])})
    assert answer.status_code == 303
    with transaction(engine) as fresh:
        team = Access(fresh, fresh.get_one(Hero, cast.deadpond))
        now = team.sections(team.team(cast.z_force))
        assert [section.id for section in now] == [before[number] for number in order]
        assert len({section.rank for section in now}) == 4


def test_two_teams_that_send_todos_to_each_other_wait_for_one_another(
    app: FastAPI, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(2) as crowd:
        answer = browser.post("/teams", data={"name": "Choir", "time_zone": "UTC", "colour": "rose"})
        choir = int(answer.headers["location"].partition("?")[0].rpartition("/")[2])

        def swing(todo: int) -> set[int]:
            teams = [choir, cast.z_force] * 5
            if todo == cast.rope:
                teams = [choir, *teams[::-1]]
            path, end = f"/todos/{todo}/place?_method=PUT", {"end": "last"}
            return {browser.post(path, data=end | {"team": str(team)}).status_code for team in teams}

        assert set().union(*crowd.map(swing, (cast.roof, cast.rope))) == {303}
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT team_id, section_id, rank FROM todo WHERE parent_id IS NULL"))
        places = [tuple(row) for row in rows]
    assert len(places) == len({*places})


def test_there_is_always_a_rank() -> None:
    assert "a0" < rank_between("a0", "a1") < "a1"
    assert rank_between("a0", "a0") > "a0"
    assert Section.__table__.c.rank.nullable is Todo.__table__.c.rank.nullable is False  # type: ignore[attr-defined]  # tables have one
