"""What is behind a link that invites to a team, for whoever opens it; and how somebody new comes in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.access.passwords import TRIES_PER_ADDRESS
from app.clock import now
from app.database import transaction
from app.models import Attempt, Hero, Invitation, InvitationCreate, Login, Membership, Role, Team
from tests.cast import Cast
from tests.web.todos.test_history import entries

Client = Callable[..., TestClient]
Make = Callable[..., str]
FORM = {"name": "Silver Fox", "email": "fox@example.org", "password": "a rather long phrase", "time_zone": "Asia/Tokyo"}
GONE = "This link lets nobody in"


@pytest.fixture
def make(cast: Cast, engine: sa.Engine) -> Make:
    """Makes a link of Deadpond's to Z-Force. Returns its path."""

    def make_it(**data: Any) -> str:
        with transaction(engine) as session:
            mine = Access(session, session.get_one(Hero, cast.deadpond))
            return mine.invite(mine.team(cast.z_force), InvitationCreate(**data))[1]

    return make_it


def used(engine: sa.Engine) -> list[int]:
    with transaction(engine) as session:
        return list(session.scalars(sa.select(col(Invitation.used))))


def change(engine: sa.Engine, **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(sa.update(Invitation).values(values))


def test_who_is_signed_in_is_asked(make: Make, cast: Cast, client: Client, engine: sa.Engine) -> None:
    text = client(cast.spider_boy).get(make(role=Role.GUEST)).text
    assert "Join Z-Force as a guest?" in text
    assert "Deadpond Wilson made this link." in text
    assert "You are signed in as Spider-Boy." in text
    assert used(engine) == [0]


def test_who_is_on_the_team_is_told_so(make: Make, cast: Cast, client: Client, engine: sa.Engine) -> None:
    text = client(cast.rusty_man).get(make()).text
    assert "You are on Z-Force already" in text
    assert "the link was not spent" in text
    assert used(engine) == [0]


def test_who_is_not_signed_in_may_sign_in_and_come_back(
    make: Make, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.spider_boy), FORM["email"], FORM["password"]))
    path = make()
    text = anonymous.get(path).text
    assert "Join Z-Force as a member?" in text
    assert f'href="/login?next={path}"' in text
    assert f'name="next" value="{path}"' in anonymous.get(f"/login?next={path}").text
    answer = anonymous.post("/login", data=FORM | {"next": path})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert "You are signed in as Spider-Boy." in anonymous.get(path).text


def test_somebody_new_makes_a_hero_who_is_on_the_team(
    make: Make, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    path = make(role=Role.GUEST)
    answer = anonymous.post(path, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/teams/{cast.z_force}")
    assert anonymous.get(f"/teams/{cast.z_force}").status_code == 200
    with transaction(engine) as session:
        hero = session.scalars(sa.select(Hero).where(col(Hero.name) == "Silver Fox")).one()
        assert (hero.handle, hero.time_zone, hero.login.email) == ("silver-fox", "Asia/Tokyo", FORM["email"])
        assert {(link.team.name, link.role) for link in hero.memberships} == {
            ("Z-Force", Role.GUEST),
            ("My own", Role.OWNER),
        }
        assert not hero.is_admin
    assert used(engine) == [1]
    told = entries(anonymous.get(f"/teams/{cast.z_force}/history").text)
    assert "You joined Z-Force" in told[0]
    anonymous.cookies.clear()
    assert anonymous.post("/login", data=FORM).status_code == 303


def test_a_second_one_of_the_same_name_gets_another_handle(
    make: Make, anonymous: TestClient, engine: sa.Engine
) -> None:
    path = make(uses=2)
    for email in ("one@example.org", "two@example.org"):
        assert anonymous.post(path, data=FORM | {"email": email}).status_code == 303
        anonymous.cookies.clear()
    with engine.connect() as connection:
        handles = connection.scalars(sa.text("SELECT handle FROM hero WHERE name = 'Silver Fox' ORDER BY id")).all()
    assert handles == ["silver-fox", "silver-fox-2"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "This is still empty."),
        ({"email": "fox"}, "This does not look like an email address."),
        ({"password": "password1"}, "Many people use that password"),
        ({"password": "short"}, "8 characters or more"),
    ],
)
def test_what_does_not_fit_is_shown_again_and_spends_nothing(
    make: Make, anonymous: TestClient, engine: sa.Engine, typed: dict[str, str], sentence: str
) -> None:
    answer = anonymous.post(make(), data=FORM | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = "fox@example.org" if "email" not in typed else "Silver Fox"
    assert f'value="{kept}"' in answer.text
    assert FORM["password"] not in answer.text
    assert used(engine) == [0]


def test_an_address_that_somebody_has_is_told_beside_it(
    make: Make, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.rusty_man), FORM["email"]))
    path = make()
    answer = anonymous.post(path, data=FORM | {"email": "FOX@example.org"})
    assert answer.status_code == 422
    assert "Somebody here has this address." in answer.text
    assert used(engine) == [0]
    assert anonymous.post(path, data=FORM | {"email": "other@example.org"}).status_code == 303


def test_who_has_signed_in_meanwhile_is_asked_instead(
    make: Make, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    path = make()
    answer = client(cast.spider_boy).post(path, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert used(engine) == [0]


ENDED: dict[str, dict[str, Any]] = {
    "expired": {"expires_at": now() - timedelta(seconds=1)},
    "revoked": {"revoked_at": now()},
    "spent": {"used": 1},
}


@pytest.mark.parametrize("how", [*ENDED, "unknown", "team in the trash", "made by somebody who leads no more"])
def test_every_link_that_lets_nobody_in_gets_the_same_answer(
    make: Make, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, how: str
) -> None:
    path = make()
    if how in ENDED:
        change(engine, **ENDED[how])
    if how == "unknown":
        path = "/invitations/guessed"
    if how == "team in the trash":
        with transaction(engine) as session:
            session.get_one(Team, cast.z_force).trash(by=session.get_one(Hero, cast.deadpond))
    if how == "made by somebody who leads no more":
        change(engine, made_by=cast.rusty_man)
    unknown = anonymous.get("/invitations/unknown")
    for answer in (anonymous.get(path), anonymous.post(path, data=FORM)):
        assert (answer.status_code, answer.text) == (410, unknown.text)
    assert GONE in unknown.text
    assert "Ask whoever sent it to you for a new one." in unknown.text
    for who in (cast.spider_boy, cast.rusty_man):
        browser = client(who)
        texts = {browser.get(path).text, browser.post(f"{path}/membership").text}
        assert texts == {browser.get("/invitations/unknown").text}
    with transaction(engine) as session:
        assert session.get(Membership, (cast.spider_boy, cast.z_force)) is None


def test_guessing_is_slowed_down(make: Make, cast: Cast, anonymous: TestClient, client: Client) -> None:
    path = make()
    for number in range(TRIES_PER_ADDRESS):
        assert anonymous.post(f"/invitations/guess-{number}", data=FORM).status_code == 410
    for answer in (anonymous.post(path, data=FORM), client(cast.spider_boy).post(f"{path}/membership")):
        assert answer.status_code == 429
        assert "That was tried too often." in answer.text
        assert 0 < int(answer.headers["retry-after"]) <= 900


def test_looking_for_who_signs_in_here_is_slowed_down(
    make: Make, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.rusty_man), FORM["email"]))
    path = make()
    assert anonymous.post(path, data=FORM).status_code == 422
    with transaction(engine) as session:
        assert len(session.scalars(sa.select(Attempt)).all()) == 1
