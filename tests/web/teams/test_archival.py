"""Archiving a team, and bringing it back."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Team
from tests.cast import Cast
from tests.dump import SELVES, dump

Client = Callable[..., TestClient]
BESIDE = SELVES | {"change", "change_set", "team"}
"""Tables that tell that something happened."""


def own_team(engine: sa.Engine, hero_id: int) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(col(Team.id)).where(col(Team.private_to) == hero_id)) or 0


def test_it_says_first_what_it_means(cast: Cast, client: Client) -> None:
    page = client(cast.deadpond).get(f"/teams/{cast.z_force}/archival").text
    assert "Archive Z-Force?" in page
    assert "nobody can change it: 4 todos (4 of them open, 2 of them sub-todos)" in page
    assert "3 heroes stay on it." in page
    assert f'action="/teams/{cast.z_force}/archival"' in page


def test_it_is_put_aside_and_comes_back_as_it_was(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    before = dump(engine, BESIDE)
    answer = browser.post(f"/teams/{cast.z_force}/archival")
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}")
    assert "Z-Force is archived" in browser.get(answer.headers["location"]).text
    assert "Bring back" in browser.get(f"/teams/{cast.z_force}").text
    assert f'href="/teams/{cast.z_force}"' not in browser.get("/").text
    assert browser.delete(f"/teams/{cast.z_force}/archival").status_code == 303
    assert f'href="/teams/{cast.z_force}"' in browser.get("/").text
    assert dump(engine, BESIDE) == before


def test_a_second_time_does_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    browser.post(f"/teams/{cast.z_force}/archival")
    once = dump(engine)
    assert browser.post(f"/teams/{cast.z_force}/archival").status_code == 303
    assert dump(engine) == once
    assert "is archived already" in browser.get(f"/teams/{cast.z_force}/archival").text


def test_the_teams_page_keeps_them_folded(cast: Cast, client: Client) -> None:
    browser = client(cast.rusty_man)
    assert "Archived teams" not in browser.get("/teams").text
    client(cast.deadpond).post(f"/teams/{cast.z_force}/archival")
    page = browser.get("/teams").text
    assert "1 team, one sidekick" in page
    assert "Z-Force" in page[page.index("Archived teams") :]
    assert "Z-Force" not in browser.get(f"/teams?archived={cast.z_force}").text


def test_ones_own_team_is_always_at_hand(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser, own = client(cast.deadpond), own_team(engine, cast.deadpond)
    assert "always at hand" in browser.get(f"/teams/{own}/archival").text
    before = dump(engine)
    answer = browser.post(f"/teams/{own}/archival")
    assert (answer.status_code, "always at hand" in answer.text) == (409, True)
    assert dump(engine) == before
    assert "Archive team…" not in browser.get(f"/teams/{own}").text


def test_where_nobody_owns_it_any_more_an_admin_is_asked(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        team = session.get_one(Team, cast.z_force)
        team.archive(by=session.get_one(Hero, cast.deadpond))
        owner = session.get_one(Hero, cast.deadpond)
        owner.trashed_at = owner.created_at
    answer = client(cast.rusty_man).post(f"/todos/{cast.roof}/closure")
    assert "An admin of this Sidekick can bring it back." in answer.text
