"""Somebody covers for a hero who is away: it shows where it matters, and ends by itself, by hand, or by Undo."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Cover, Hero, Role
from app.wording import today
from tests.cast import Cast

Client = Callable[..., TestClient]
FACES = pytest.mark.parametrize("htmx", [False, True])


def place(hero_id: int) -> str:
    return f"/heroes/{hero_id}/cover"


def covers(engine: sa.Engine) -> list[Any]:
    """Who is away from which team, who covers, and until when."""
    with engine.connect() as connection:
        columns = (col(Cover.hero_id), col(Cover.team_id), col(Cover.stand_in_id), col(Cover.until))
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(*columns))]


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


@pytest.fixture
def alone(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man alone has the roof in hand; Vanisher is a member who could cover."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.todo(cast.roof).unassign(mine.hero, by=mine.hero)
        return mine.introduce(mine.team(cast.z_force), "Vanisher", Role.MEMBER).id


@FACES
def test_who_covers_sees_it_in_my_day_and_everybody_who_is_away(
    cast: Cast, client: Client, engine: sa.Engine, alone: int, htmx: bool
) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    assert "Call the roofer" not in client(alone).get("/").text
    asked = {"stand_in": alone, "until": in_days(3), "team": cast.z_force}
    done = member.post(place(cast.rusty_man), data={name: str(value) for name, value in asked.items()})
    there = done.headers["hx-redirect" if htmx else "location"]
    shown = client(cast.rusty_man).get(there).text
    assert "Vanisher covers for Rusty-Man." in shown
    assert "· Vanisher covers" in shown
    day = client(alone).get("/").text
    assert "Call the roofer" in day
    assert "for Rusty-Man until " in day
    assert "away until " in client(cast.deadpond).get(f"/todos/{cast.rope}").text
    assert "away until " in client(cast.deadpond).get(f"/todos/{cast.rope}/edit").text
    assert "away until " in client(cast.deadpond).get(f"/teams/{cast.z_force}").text
    assert "until " in client(cast.deadpond).get(place(cast.rusty_man)).text
    history = client(cast.deadpond).get(f"/teams/{cast.z_force}/history").text
    assert "</b> cover for <b>Rusty-Man</b>" in history
    member.post("/undo")
    assert covers(engine) == []
    assert "Call the roofer" not in client(alone).get("/").text
    member.post("/redo")
    assert "Call the roofer" in client(alone).get("/").text


def test_what_is_done_for_somebody_stays_marked(cast: Cast, client: Client, alone: int) -> None:
    client(cast.deadpond).post(place(cast.rusty_man), data={"stand_in": alone, "until": in_days(0)})
    browser = client(alone, htmx=True)
    done = browser.post(f"/todos/{cast.roof}/closure", headers={"referer": "http://localhost/"}, data={"subs": "leave"})
    assert (done.status_code, "for Rusty-Man until " in done.text) == (200, True)
    assert "Call the roofer" in client(alone).get("/?place=someday").text


def test_it_ends_by_itself_after_its_day(cast: Cast, client: Client, engine: sa.Engine, alone: int) -> None:
    client(cast.deadpond).post(place(cast.rusty_man), data={"stand_in": alone, "until": in_days(0)})
    assert "Call the roofer" in client(alone).get("/").text
    with transaction(engine) as session:
        session.execute(sa.update(Cover).values({"until": today() - timedelta(days=1)}))
    assert "Call the roofer" not in client(alone).get("/").text
    assert "Away until" not in client(cast.deadpond).get(f"/heroes/{cast.rusty_man}").text
    assert "away until" not in client(cast.deadpond).get(f"/todos/{cast.rope}").text


def test_it_lasts_longer_and_ends_earlier_and_all_of_that_is_undone(
    cast: Cast, client: Client, engine: sa.Engine, alone: int
) -> None:
    owner = client(cast.deadpond)
    for days in (3, 5):
        owner.post(place(cast.rusty_man), data={"stand_in": alone, "until": in_days(days)})
    assert [until for *_, until in covers(engine)] == [today() + timedelta(days=5)]
    assert "How long others cover for Rusty-Man was changed." in owner.get("/changes").text
    ended = owner.request("DELETE", place(cast.rusty_man), data={"stand_in": str(alone)})
    assert ended.status_code == 303
    assert covers(engine) == []
    assert "Vanisher no longer covers for Rusty-Man." in owner.get("/changes").text
    owner.post("/undo")
    assert [until for *_, until in covers(engine)] == [today() + timedelta(days=5)]
    owner.post("/undo")
    assert [until for *_, until in covers(engine)] == [today() + timedelta(days=3)]
    owner.post("/undo")
    assert covers(engine) == []


def test_it_says_nothing_while_one_of_them_is_off_the_team(
    cast: Cast, client: Client, engine: sa.Engine, alone: int
) -> None:
    owner = client(cast.deadpond)
    owner.post(place(cast.rusty_man), data={"stand_in": alone, "until": in_days(3)})
    owner.delete(f"/teams/{cast.z_force}/roster/{alone}")
    assert "Away until" not in owner.get(f"/heroes/{cast.rusty_man}").text
    assert "Call the roofer" not in client(alone).get("/").text
    owner.post("/undo")
    assert "Away until" in owner.get(f"/heroes/{cast.rusty_man}").text
    assert len(covers(engine)) == 1


@pytest.mark.parametrize(
    ("who", "days", "said"),
    [
        ("tarantula", 3, "They are no member of this team."),
        ("rusty_man", 3, "They are no member of this team."),
        ("spider_boy", 3, "They are no member of this team."),
        ("deadpond", -1, "This day is over."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    cast: Cast, client: Client, engine: sa.Engine, who: str, days: int, said: str
) -> None:
    asked = {"stand_in": vars(cast)[who], "until": in_days(days)}
    answer = client(cast.deadpond).post(place(cast.rusty_man), data=asked)
    assert (answer.status_code, said in answer.text, in_days(days) in answer.text) == (422, True, True)
    assert covers(engine) == []


def test_whoever_is_away_gets_nothing_spread(cast: Cast, client: Client, alone: int) -> None:
    owner = client(cast.deadpond)
    owner.post(place(cast.deadpond), data={"stand_in": alone, "until": in_days(3)})
    look = owner.post(f"/heroes/{cast.rusty_man}/handover", data={f"give[{cast.z_force}]": "spread"}).text
    assert "todo for Vanisher" in look
    assert "for Deadpond" not in look


def test_the_day_costs_the_same_whether_one_covers_or_not(
    cast: Cast, client: Client, alone: int, queries: Callable[[], Any]
) -> None:
    browser, costs = client(alone), []
    for days in (0, 3):
        client(cast.deadpond).post(place(cast.rusty_man), data={"stand_in": alone, "until": in_days(days)})
        with queries() as sent:
            browser.get("/")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 15
