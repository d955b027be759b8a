"""An admin shuts a hero out, whatever they come in with, and lets them in again."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access.guest import Guest
from app.ceremonies import Site
from app.clock import now
from app.conditional import SCRIPT
from app.database import transaction
from app.models import HalfSignIn, Hero, Login, OneTimeLink, SignIn
from app.security import new_token
from tests.cast import Cast
from tests.devices import Device
from tests.dump import dump
from tests.phones import phone_of

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "rusty@pond.example", "a rather long phrase"
FACES = pytest.mark.parametrize("htmx", [False, True])
TOLD = "Rusty-Man is deactivated and cannot sign in. Ask an admin of this Sidekick."


def place(hero_id: int) -> str:
    return f"/heroes/{hero_id}/deactivation"


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), EMAIL, PASSWORD))
    return cast.rusty_man


def left(engine: sa.Engine, hero_id: int) -> int:
    """How many sign-ins, whole and half, and links a hero has."""
    with engine.connect() as connection:
        counts = (
            connection.scalar(sa.select(sa.func.count()).where(col(table.hero_id) == hero_id))
            for table in (SignIn, HalfSignIn, OneTimeLink)
        )
        return sum(count or 0 for count in counts)


def test_teams_without_another_owner_are_named(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    assert "Nobody else owns Z-Force: only an admin can do there" in admin.get(place(cast.deadpond)).text
    assert "Nobody else owns" not in admin.get(place(cast.rusty_man)).text


@FACES
def test_the_next_click_of_every_browser_leads_to_the_way_in(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    admin, theirs = client(cast.north, htmx=htmx), client(rusty)
    assert theirs.get("/").status_code == 200
    page = admin.get(place(rusty)).text
    assert "Deactivate Rusty-Man?" in page
    assert "is signed out of 1 browser" in page
    assert "They stay on their teams: Z-Force." in page
    assert "1 open todo stays in their hands." in page
    before = dump(engine)
    done = admin.post(place(rusty))
    assert done.headers["hx-redirect" if htmx else "location"].startswith(f"/heroes/{rusty}")
    assert theirs.get("/").headers["location"].startswith("/login")
    assert theirs.post(f"/todos/{cast.roof}/closure").status_code == 401
    assert left(engine, rusty) == 0
    after = dump(engine)
    assert {name: after[name] for name in ("membership", "assignment", "login")} == {
        name: before[name] for name in ("membership", "assignment", "login")
    }
    shown = client(cast.north).get(f"/heroes/{rusty}").text
    assert "Rusty-Man cannot sign in." in shown
    assert "Rusty-Man is deactivated: signed out everywhere, and cannot sign in." in admin.get("/changes").text or htmx


def test_whoever_is_deactivated_is_marked_where_heroes_are_listed_and_chosen(
    rusty: int, cast: Cast, client: Client
) -> None:
    marked = re.compile(r'Rusty-Man(?:</bdi>)?(?:</a>)? <span class="small muted">deactivated</span>')
    pages = ["/heroes", f"/teams/{cast.z_force}/roster", f"/todos/{cast.rope}"]
    admin, owner = client(cast.north), client(cast.deadpond)
    assert [bool(marked.search(owner.get(page).text)) for page in pages] == [False, False, False]
    admin.post(place(rusty))
    assert [bool(marked.search(owner.get(page).text)) for page in pages] == [True, True, True]


def test_whoever_is_deactivated_is_marked_wherever_a_todo_shows_them(rusty: int, cast: Cast, client: Client) -> None:
    marked = 'aria-label="Rusty-Man, deactivated"'
    owner, writer = client(cast.deadpond), client(cast.deadpond, htmx=True)
    owner.cookies.set(SCRIPT, "1")
    pages = [f"/teams/{cast.z_force}", f"/teams/{cast.z_force}/board", "/todos"]
    tags = [owner.get(page).headers["etag"] for page in pages]
    names = f"/teams/{cast.z_force}/names"
    assert "deactivated" not in writer.get(names, params={"q": "@rus"}).text
    client(cast.north).post(place(rusty))
    for page, tag in zip(pages, tags, strict=True):
        again = owner.get(page, headers={"if-none-match": tag})
        assert (again.status_code, marked in again.text) == (200, True), page
    assert 'Rusty-Man <span class="small muted">deactivated</span>' in writer.get(names, params={"q": "@rus"}).text
    shown = owner.get(f"/todos/{cast.roof}").text
    assert re.search(r'href="/heroes/\d+"><span class="avatar off".*?Rusty-Man <span class="small muted">', shown)
    client(cast.north).delete(place(rusty))
    assert marked not in owner.get(pages[0]).text


def test_a_sign_in_that_is_still_there_opens_nothing(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    theirs = client(rusty)
    with transaction(engine) as session:
        session.get_one(Hero, rusty).deactivated_at = now()
    assert left(engine, rusty) == 1
    assert theirs.get("/").headers["location"].startswith("/login")


def test_only_the_right_password_is_told_why(
    rusty: int, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    client(cast.north).post(place(rusty))
    wrong = anonymous.post("/login", data={"email": EMAIL, "password": "wrong"})
    unknown = anonymous.post("/login", data={"email": "no@body.example", "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(EMAIL, "") == unknown.text.replace("no@body.example", "")
    right = anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD})
    assert (right.status_code, TOLD in right.text, "set-cookie" in right.headers) == (403, True, False)
    assert PASSWORD not in right.text
    assert left(engine, rusty) == 0


def test_behind_the_first_door_the_second_is_closed(
    cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    phone = phone_of(engine, cast.rusty_man, EMAIL, PASSWORD)
    assert anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).headers["location"] == "/login/code"
    client(cast.north).post(place(cast.rusty_man))
    assert anonymous.post("/login/code", data={"code": phone.code()}).headers["location"] == "/login"
    assert TOLD in anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).text
    assert left(engine, cast.rusty_man) == 0


def test_a_passkey_opens_nothing(
    rusty: int, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    device, site, token = Device(), Site.at("http://localhost"), new_token()
    with transaction(engine) as session:
        guest, hero = Guest(session), session.get_one(Hero, rusty)
        assert guest.keep_passkey(hero, site, token, device.make(guest.passkey_to_make(hero, site, token)), "Phone")
    client(cast.north).post(place(rusty))
    answer = anonymous.post(
        "/login/passkey", data={"answer": device.show(anonymous.post("/login/passkey/challenge").text)}
    )
    assert (answer.status_code, TOLD in answer.text) == (403, True)
    assert left(engine, rusty) == 0


def test_links_end_and_no_new_one_is_made(cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine) -> None:
    admin, owner = client(cast.north), client(cast.deadpond)
    made = owner.post(f"/heroes/{cast.rusty_man}/invitation").text
    path = made[made.index("/join/") :].split('"')[0].split("<")[0]
    assert anonymous.get(path).status_code == 200
    admin.post(place(cast.rusty_man))
    assert anonymous.get(path).status_code == 404
    refused = owner.post(f"/heroes/{cast.rusty_man}/invitation")
    assert (refused.status_code, "has to reactivate them first" in refused.text) == (409, True)
    assert "Make a new link" not in owner.get(f"/heroes/{cast.rusty_man}").text
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, cast.rusty_man), "0" * 64))
    assert left(engine, cast.rusty_man) == 1


def test_mail_resets_nothing(rusty: int, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, rusty).deactivated_at = now()
        session.flush()
        assert Guest(session).reset_by_mail(EMAIL) is None
        session.get_one(Hero, rusty).deactivated_at = None
        session.flush()
        assert Guest(session).reset_by_mail(EMAIL) is not None


def test_it_is_taken_back_by_a_button_or_by_undo(
    rusty: int, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    told = {"email": EMAIL, "password": PASSWORD}
    admin.post(place(rusty))
    assert "Reactivate Rusty-Man?" in admin.get(place(rusty)).text
    assert admin.delete(place(rusty)).status_code == 303
    assert anonymous.post("/login", data=told).headers["location"] == "/"
    assert left(engine, rusty) == 1
    assert admin.post("/undo").status_code == 303
    assert left(engine, rusty) == 0
    assert TOLD in anonymous.post("/login", data=told).text
    assert admin.post("/redo").status_code == 303
    assert anonymous.post("/login", data=told).headers["location"] == "/"


def test_a_second_time_does_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    assert admin.delete(place(cast.rusty_man)).status_code == 303
    admin.post(place(cast.rusty_man))
    once = dump(engine)
    assert admin.post(place(cast.rusty_man)).status_code == 303
    assert dump(engine) == once


def test_nobody_shuts_out_themselves_or_the_last_admin(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    assert "You cannot deactivate yourself." in admin.get(place(cast.north)).text
    before = dump(engine)
    answer = admin.post(place(cast.north))
    assert (answer.status_code, "You cannot deactivate yourself." in answer.text) == (409, True)
    assert dump(engine) == before
    with transaction(engine) as session:
        session.get_one(Hero, rusty).is_admin = True
    assert admin.post(place(rusty)).status_code == 303
    gone = admin.delete(f"/heroes/{cast.north}")
    assert (gone.status_code, "is the last admin" in gone.text) == (409, True)


def test_who_was_let_in_again_cannot_undo_that(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    with transaction(engine) as session:
        session.get_one(Hero, rusty).is_admin = True
    admin.post(place(rusty))
    admin.delete(place(rusty))
    with engine.connect() as connection:
        step = connection.scalar(sa.text("SELECT max(id) FROM change_set"))
    refused = client(rusty).post(f"/changes/{step}/undo")
    assert "You cannot deactivate yourself." in refused.text
    assert client(rusty).get("/").status_code == 200
