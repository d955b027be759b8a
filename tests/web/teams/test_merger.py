"""A team becomes part of another, after a look."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Team, TeamCreate, Todo
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]


@pytest.fixture
def annex(cast: Cast, engine: sa.Engine) -> int:
    """Another team of Deadpond's."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.add(team := Team.add(TeamCreate(name="Annex"), by=mine.hero))
        return team.id


def test_the_teams_that_one_leads_are_offered(cast: Cast, annex: int, client: Client) -> None:
    owner = client(cast.deadpond)
    page = f"/teams/{cast.z_force}/merger"
    assert f'href="{page}?into={annex}"' in owner.get(page).text
    assert f"into={cast.preventers}" not in owner.get(page).text
    assert "No team you could choose is called “zz”." in owner.get(f"{page}?q=zz").text
    assert page in owner.get(f"/teams/{cast.z_force}").text
    assert page not in client(cast.rusty_man).get(f"/teams/{cast.z_force}").text


def test_what_becomes_of_both_is_said_first(cast: Cast, annex: int, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    text = client(cast.deadpond).get(f"/teams/{cast.z_force}/merger?into={annex}").text
    for words in (
        "Merge Z-Force into Annex?",
        "heroes who join Annex",
        "Rusty-Man and Tarantula",
        "sections that are new there",
        "Backlog and Doing",
        "labels that are new there",
    ):
        assert words in text
    assert dump(engine) == before


@pytest.mark.parametrize("htmx", [False, True])
def test_it_is_one_step_and_one_undo_parts_them(
    cast: Cast, annex: int, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    owner = client(cast.deadpond, htmx=htmx)
    answer = owner.post(f"/teams/{cast.z_force}/merger", data={"into": annex})
    assert answer.headers["hx-redirect" if htmx else "location"].startswith(f"/teams/{annex}?did=")
    with transaction(engine) as session:
        assert session.get_one(Todo, cast.roof).team_id == annex
    assert owner.get(f"/teams/{cast.z_force}").status_code == 404
    assert owner.post("/undo").status_code in {200, 303}
    with transaction(engine) as session:
        assert session.get_one(Todo, cast.roof).team_id == cast.z_force
    assert owner.get(f"/teams/{cast.z_force}").status_code == 200


@pytest.mark.parametrize("into", ["", "own", "never", "words"])
def test_what_cannot_be_chosen_is_said(cast: Cast, client: Client, engine: sa.Engine, into: str) -> None:
    before = dump(engine)
    chosen = {"own": cast.z_force, "never": 999_999, "words": "Annex"}.get(into, "")
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/merger", data={"into": chosen})
    assert answer.status_code == (404 if into == "never" else 422)
    assert dump(engine) == before


def test_nobody_merges_into_a_team_that_they_do_not_lead(cast: Cast, annex: int, client: Client) -> None:
    assert client(cast.rusty_man).post(f"/teams/{cast.z_force}/merger", data={"into": annex}).status_code == 403
    assert client(cast.deadpond).post(f"/teams/{annex}/merger", data={"into": cast.preventers}).status_code == 404


def test_more_than_can_move_at_once_is_refused(
    cast: Cast, annex: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.access.team_merging.MOST", 3)
    page = f"/teams/{cast.z_force}/merger"
    assert "has more than 3 todos" in client(cast.deadpond).get(f"{page}?into={annex}").text
    assert client(cast.deadpond).post(page, data={"into": annex}).status_code == 409
