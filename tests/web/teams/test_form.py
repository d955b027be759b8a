"""Making a team and changing it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Team
from tests.cast import Cast

Client = Callable[..., TestClient]
NEW = {"name": "Night Shift", "headquarters": "Kyoto", "time_zone": "Asia/Tokyo", "colour": "orchid"}


def stored(engine: sa.Engine, team_id: int) -> tuple[str, str, str, str, int]:
    with transaction(engine) as session:
        team = session.get_one(Team, team_id)
        return team.name, team.headquarters, team.time_zone, team.colour, team.version


def test_who_makes_a_team_owns_it(cast: Cast, client: Client) -> None:
    stranger = client(cast.spider_boy)
    answer = stranger.post("/teams", data=NEW)
    assert answer.status_code == 303
    page = stranger.get(answer.headers["location"]).text
    assert "Night Shift is ready." in page
    assert 'data-hue="orchid"' in page
    assert "Nothing open. You own it" in stranger.get("/teams").text


def test_the_form_suggests_the_heros_zone_and_a_colour_of_its_own(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        hero.edit({"time_zone": "America/Toronto"}, by=hero)
    page = client(cast.deadpond).get("/teams/new").text
    assert 'value="America/Toronto"' in page.split("<datalist")[0]
    assert 'value="sky" checked' not in page
    assert 'value="fern" checked' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "  ", "This is still empty."),
        ("name", "x" * 81, "Use 80 characters or fewer."),
        ("time_zone", "Moon/Tranquility", "This is not a time zone we know."),
        ("colour", "yellow", "Choose one from the list."),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_kept(
    cast: Cast, client: Client, field: str, value: str, sentence: str
) -> None:
    member = client(cast.deadpond)
    answer = member.post("/teams", data=NEW | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Kyoto"' in answer.text
    assert "Night Shift" not in member.get("/teams").text


def test_the_same_form_twice_makes_one_team(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond)
    first, second = (member.post("/teams", data=NEW | {"_key": "once"}) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert member.get("/teams").text.count('dir="auto">Night Shift</a></h2>') == 1


def test_an_owner_changes_the_team(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    assert 'value="Porto"' in owner.get(f"/teams/{cast.z_force}/edit").text
    answer = owner.post(f"/teams/{cast.z_force}?_method=PUT", data=NEW | {"version": "1"})
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?did=")
    assert stored(engine, cast.z_force) == ("Night Shift", "Kyoto", "Asia/Tokyo", "orchid", 2)


def test_two_owners_change_different_fields_and_lose_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    old = {"name": "Z-Force", "headquarters": "Porto", "time_zone": "Europe/Lisbon", "colour": "sky", "version": "1"}
    owner.put(f"/teams/{cast.z_force}", data=old | {"headquarters": "Braga"})
    answer = owner.put(f"/teams/{cast.z_force}", data=old | {"colour": "teal"})
    assert answer.status_code == 303
    assert stored(engine, cast.z_force) == ("Z-Force", "Braga", "Europe/Lisbon", "teal", 3)


def test_two_owners_change_the_same_field_and_the_second_is_asked(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    owner = client(cast.deadpond)
    old = {"name": "Z-Force", "headquarters": "Porto", "time_zone": "Europe/Lisbon", "colour": "sky", "version": "1"}
    owner.put(f"/teams/{cast.z_force}", data=old | {"headquarters": "Braga"})
    answer = owner.put(f"/teams/{cast.z_force}", data=old | {"headquarters": "Faro"})
    assert answer.status_code == 409
    assert "You changed the same in another window meanwhile" in answer.text
    assert 'value="Faro"' in answer.text
    assert stored(engine, cast.z_force)[1] == "Braga"
    owner.put(f"/teams/{cast.z_force}", data=old | {"headquarters": "Faro", "version": "2"})
    assert stored(engine, cast.z_force)[1] == "Faro"


@pytest.mark.parametrize(
    ("who", "status"), [("rusty_man", 403), ("tarantula", 403), ("spider_boy", 404), ("north", 303)]
)
def test_who_may_change_a_team(cast: Cast, client: Client, engine: sa.Engine, who: str, status: int) -> None:
    hero = client(getattr(cast, who))
    assert hero.get(f"/teams/{cast.z_force}/edit").status_code == (200 if status == 303 else status)
    assert hero.put(f"/teams/{cast.z_force}", data=NEW | {"version": "1"}).status_code == status
    assert (stored(engine, cast.z_force)[0] == "Night Shift") is (status == 303)
