"""People join a team: new ones by their names, known ones by a tick or their e-mail."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Login, Membership, OneTimeLink, Role
from tests.cast import Cast

Client = Callable[..., TestClient]
MEMBER: dict[str, object] = {"role": "member"}


def roster(cast: Cast) -> str:
    return f"/teams/{cast.z_force}/roster"


def roles(engine: sa.Engine, cast: Cast) -> dict[str, Role]:
    """Who is on Z-Force, by name."""
    with transaction(engine) as session:
        links = session.scalars(sa.select(Membership).where(col(Membership.team_id) == cast.z_force))
        return {link.hero.name: link.role for link in links}


@pytest.mark.parametrize("htmx", [False, True])
def test_a_name_is_enough(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    owner = client(cast.deadpond, htmx=htmx)
    answer = owner.post(roster(cast), data={"names": " Ana  Ferreira ", "role": "guest"})
    address = answer.headers["hx-redirect" if htmx else "location"]
    page = client(cast.deadpond).get(address).text
    assert "Ana Ferreira added." in page
    assert roles(engine, cast)["Ana Ferreira"] is Role.GUEST
    with transaction(engine) as session:
        ana = session.scalars(sa.select(Hero).where(col(Hero.name) == "Ana Ferreira")).one()
        assert ana.handle == "ana-ferreira"
        assert [link.role for link in ana.memberships if link.team.private_to == ana.id] == [Role.OWNER]
        assert ana.login is None


def test_several_names_make_several_heroes_in_one_step(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    answer = owner.post(roster(cast), data=MEMBER | {"names": "Ana\r\n\r\nBen\nana\nChidi"})
    assert "3 heroes added." in owner.get(answer.headers["location"]).text
    assert roles(engine, cast).keys() >= {"Ana", "Ben", "Chidi"}


def test_who_is_on_the_team_already_is_named_and_the_others_join(cast: Cast, client: Client, engine: sa.Engine) -> None:
    page = client(cast.deadpond).post(roster(cast), data=MEMBER | {"names": "rusty-man\nAna"})
    assert page.status_code == 200
    assert "rusty-man is on the team already." in page.text
    assert roles(engine, cast).keys() == {"Deadpond Wilson", "Rusty-Man", "Tarantula", "Ana"}


def test_a_new_hero_with_an_e_mail_gets_a_link_that_is_shown_once(
    cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    owner = client(cast.deadpond)
    form = {"names": "Ana", "email": " Ana@Example.org ", "role": "member", "_key": "once"}
    page = owner.post(roster(cast), data=form)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    link = page.text.split('value="http://localhost/join/')[1].split('"')[0]
    assert "Ana" in anonymous.get(f"/join/{link}").text
    assert "/join/" not in owner.get(roster(cast)).text
    assert "Link works until" in owner.get(roster(cast)).text
    again = owner.post(roster(cast), data=form)
    assert "/join/" not in again.text
    assert "Ana is on the team already." in again.text
    with transaction(engine) as session:
        assert session.scalars(sa.select(Login)).one().email == "ana@example.org"
        assert session.scalars(
            sa.select(col(OneTimeLink.hero_id)).join(Login, col(Login.hero_id) == OneTimeLink.hero_id)
        ).all()


@pytest.mark.parametrize("name", ["", "Somebody"])
def test_the_e_mail_of_a_known_login_brings_that_hero(cast: Cast, client: Client, engine: sa.Engine, name: str) -> None:
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.spider_boy), "web@example.org"))
    owner = client(cast.deadpond)
    answer = owner.post(roster(cast), data=MEMBER | {"names": name, "email": "WEB@example.org"})
    assert "Spider-Boy is on Z-Force now." in owner.get(answer.headers["location"]).text
    assert roles(engine, cast).keys() == {"Deadpond Wilson", "Rusty-Man", "Tarantula", "Spider-Boy"}


def test_the_e_mail_of_somebody_in_the_trash_is_said(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.north))
        session.add(Login.reserve(session.get_one(Hero, cast.tarantula), "web@example.org"))
        session.flush()
        session.get_one(Hero, cast.tarantula).trash(by=mine.hero)
    answer = client(cast.deadpond).post(roster(cast), data=MEMBER | {"names": "Web", "email": "web@example.org"})
    assert answer.status_code == 422
    assert "Somebody in the trash has this address." in answer.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"names": " \n "}, "This is still empty."),
        ({"names": "x" * 81}, "Use 80 characters or fewer."),
        ({"names": "Ana\n" + "x" * 81}, "Use 80 characters or fewer."),
        ({"names": "Ana", "email": "ana at home"}, "This does not look like an email address."),
        ({"names": "", "email": "new@example.org"}, "Nobody here has this address yet."),
        ({"names": "Ana\nBen", "email": "new@example.org"}, "An email goes with one name."),
        ({"names": "Ana", "role": "king"}, "Choose one from the list."),
        ({"names": "\n".join(f"Hero {n}" for n in range(51))}, "more than 50 names"),
        ({"picking": "on"}, "Nobody is chosen."),
        ({"picking": "on", "heroes": "999999"}, "Nobody is chosen."),
    ],
)
def test_what_does_not_fit_is_said_kept_and_changes_nothing(
    cast: Cast, client: Client, engine: sa.Engine, form: dict[str, str], sentence: str
) -> None:
    answer = client(cast.deadpond).post(roster(cast), data=MEMBER | form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert form.get("email", "") in answer.text
    assert form.get("names", "").strip() in answer.text
    assert roles(engine, cast).keys() == {"Deadpond Wilson", "Rusty-Man", "Tarantula"}
    with transaction(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Hero)) == 5


def test_known_heroes_are_found_by_name_and_added_by_a_tick(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    found = admin.get(f"{roster(cast)}?q=SPIDER").text
    assert "Spider-Boy" in found
    assert ">North<" not in found.split('id="pick"')[1]
    assert "Nobody you know is called “zzz”." in admin.get(f"{roster(cast)}?q=zzz").text
    answer = admin.post(roster(cast), data={"picking": "on", "heroes": [cast.spider_boy, cast.north], "role": "guest"})
    assert "2 heroes are on Z-Force now." in admin.get(answer.headers["location"]).text
    assert roles(engine, cast)["Spider-Boy"] is Role.GUEST


def test_who_is_not_known_cannot_be_ticked(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    assert "Spider-Boy" not in owner.get(roster(cast)).text
    assert owner.post(roster(cast), data=MEMBER | {"picking": "on", "heroes": cast.spider_boy}).status_code == 422
    assert "Spider-Boy" not in roles(engine, cast)


def test_the_same_form_twice_adds_once(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    answers = [owner.post(roster(cast), data=MEMBER | {"names": "Ana", "_key": "k"}) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    with transaction(engine) as session:
        assert len(session.scalars(sa.select(Hero).where(col(Hero.name) == "Ana")).all()) == 1


def test_only_owners_and_admins_add(cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine) -> None:
    for hero, status in ((cast.rusty_man, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).post(roster(cast), data=MEMBER | {"names": "Ana"}).status_code == status
    assert anonymous.post(roster(cast), data=MEMBER | {"names": "Ana"}).status_code in {303, 401}
    assert "Ana" not in roles(engine, cast)
    assert client(cast.north).post(roster(cast), data=MEMBER | {"names": "Ana"}).status_code == 303
