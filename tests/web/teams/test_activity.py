"""The activity of a team: steps, by person and stretch of time."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.access.activity import SORTS
from app.database import transaction
from app.models import ChangeSet, Hero
from app.web.teams.activity import SORT_WORDS
from tests.cast import Cast

Client = Callable[..., TestClient]


def activity(browser: TestClient, team_id: int, query: str = "") -> str:
    answer = browser.get(f"/teams/{team_id}/activity{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def lines(page: str) -> list[str]:
    return re.findall(r'<a href="/changes/\d+">(.*?)</a>', page)


def do_some(cast: Cast, client: Client) -> None:
    owner, member = client(cast.deadpond), client(cast.rusty_man)
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "Buy a hose"})
    member.put(f"/todos/{cast.rope}", data={"title": "Order ropes", "priority": "normal", "version": "1"})
    member.post(f"/todos/{cast.rope}/closure")
    owner.put(f"/todos/{cast.roof}/place", data={"section": cast.doing, "end": "last"})
    owner.post(f"/todos/{cast.rope}/assignments", data={"hero": cast.rusty_man})
    owner.delete(f"/todos/{cast.gutters}")
    owner.post("/undo", data={})


def test_steps_stand_by_person_the_newest_first(cast: Cast, client: Client) -> None:
    do_some(cast, client)
    page = activity(client(cast.tarantula), cast.z_force)
    assert lines(page)[:7] == [
        "“Clean the gutters” is back where it was.",
        "“Clean the gutters” and 1 more deleted.",
        "“Order ropes” given to Rusty-Man.",
        "“Call the roofer” moved to Doing.",
        "Done: “Order ropes”.",
        "“Order ropes” changed.",
        "Added “Buy a hose”.",
    ]
    assert list(re.findall(r"<h3>([^<]+) <span", page))[:2] == ["Deadpond", "Rusty-Man"]
    assert "Undone by Deadpond" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("kind=added", "Added “Buy a hose”."),
        ("kind=changed", "“Order ropes” changed."),
        ("kind=done", "Done: “Order ropes”."),
        ("kind=moved", "“Call the roofer” moved to Doing."),
        ("kind=people", "“Order ropes” given to Rusty-Man."),
        ("kind=undone", "“Clean the gutters” is back where it was."),
    ],
)
def test_it_is_narrowed_by_kind(cast: Cast, client: Client, query: str, told: str) -> None:
    do_some(cast, client)
    assert lines(activity(client(cast.deadpond), cast.z_force, f"?{query}"))[0] == told


def test_it_is_narrowed_by_hero_and_the_form_shows_that(cast: Cast, client: Client) -> None:
    do_some(cast, client)
    page = activity(client(cast.deadpond), cast.z_force, f"?hero={cast.rusty_man}&kind=done")
    assert lines(page) == ["Done: “Order ropes”."]
    assert f'<option value="{cast.rusty_man}" selected>' in page
    assert '<option value="done" selected>' in page
    assert lines(activity(client(cast.deadpond), cast.z_force, f"?hero={cast.spider_boy}")) == []


def test_every_kind_has_its_words() -> None:
    assert SORTS.keys() == SORT_WORDS.keys()


def test_what_moves_to_a_team_out_of_reach_goes_to_another_team(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    answer = owner.post("/teams", data={"name": "Secret Cave", "time_zone": "UTC", "colour": "rose"})
    cave = int(re.findall(r"/teams/(\d+)", answer.headers["location"])[0])
    owner.post(f"/teams/{cave}/sections", data={"name": "Hidden Shelf"})
    owner.put(f"/todos/{cast.rope}/place", data={"team": cave, "end": "last"})
    assert "moved to Secret Cave." in activity(owner, cast.z_force)
    page = activity(client(cast.rusty_man), cast.z_force)
    assert lines(page)[0] == "“Order rope” moved to another team."
    assert "Secret Cave" not in page
    step = re.findall(r"/changes/(\d+)", page)[0]
    shown = client(cast.rusty_man).get(f"/changes/{step}").text
    assert "another team" in shown
    assert "Secret Cave" not in shown
    assert client(cast.spider_boy).get(f"/changes/{step}").status_code == 404


def test_of_a_step_in_several_teams_one_reads_the_part_within_reach(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    owner = client(cast.deadpond)
    answer = owner.post("/teams", data={"name": "Secret Cave", "time_zone": "UTC", "colour": "rose"})
    cave = int(re.findall(r"/teams/(\d+)", answer.headers["location"])[0])
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.team(cave).edit({"name": "Secret Lair"}, by=mine.hero)
        mine.todo(cast.rope).close(by=mine.hero)
    assert "Secret Lair changed." in activity(owner, cast.z_force)
    page = activity(client(cast.rusty_man), cast.z_force)
    assert lines(page)[0] == "Done: “Order rope”."
    assert "Secret" not in page


def test_pauses_and_days_part_what_one_person_did(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    for todo in (cast.rope, cast.gutters, cast.ladder):
        member.post(f"/todos/{todo}/closure", data={"subs": "leave"})
    with engine.begin() as connection:
        first, second, _third = connection.execute(
            sa.select(col(ChangeSet.id), col(ChangeSet.at))
            .where(col(ChangeSet.actor_id) == cast.rusty_man)
            .order_by(col(ChangeSet.id))
        ).all()
        for step, ago in ((first, timedelta(days=3)), (second, timedelta(days=3, minutes=-30))):
            connection.execute(sa.update(ChangeSet).where(col(ChangeSet.id) == step.id).values(at=step.at - ago))
    page = activity(client(cast.deadpond), cast.z_force, f"?hero={cast.rusty_man}")
    assert page.count('class="stretch"') in {2, 3}  # three days ago, unless that was about midnight
    assert ">Today<" in page


def test_it_comes_in_pages_and_each_takes_as_many_statements(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    owner, sent = client(cast.deadpond), []
    for times in (10, 50):
        for number in range(times):
            with transaction(engine) as session:
                session.info["actor_id"] = cast.rusty_man
                mine = Access(session, session.get_one(Hero, cast.rusty_man))
                mine.todo(cast.roof).edit({"title": f"Call {number} of {times}"}, by=mine.hero)
        with queries() as statements:
            page = activity(owner, cast.z_force, "?kind=changed")
        sent.append(len(statements))
    assert sent[0] == sent[1]
    assert len(lines(page)) == 50
    (more,) = re.findall(r'href="/teams/\d+/activity(\?[^"]+)" rel="next"', page)
    assert "kind=changed" in more
    assert len(lines(activity(owner, cast.z_force, more))) == 10
