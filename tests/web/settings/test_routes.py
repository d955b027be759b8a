"""A hero's profile and theme."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Theme
from tests.cast import Cast

Client = Callable[..., TestClient]
PROFILE = {"name": "Rusty-Man", "handle": "rusty-man", "title": "", "time_zone": "UTC", "locale": "en", "version": "1"}
FACES = pytest.mark.parametrize("htmx", [False, True])


def _hero(engine: sa.Engine, hero_id: int) -> Hero:
    with transaction(engine) as session:
        return session.get_one(Hero, hero_id)


def test_the_page_shows_what_can_be_set(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get("/settings")
    assert page.status_code == 200
    for words in ('value="rusty-man"', '<option value="Europe/Lisbon">', "Where you are signed in", "version 0.1.0"):
        assert words in page.text


@FACES
def test_the_profile_is_saved(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    changed = PROFILE | {"name": "Rusty", "handle": "@Rust", "title": "Smith", "time_zone": "Asia/Tokyo"}
    answer = client(cast.rusty_man, htmx=htmx).put("/settings/profile", data=changed)
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert "Rusty saved." in client(cast.rusty_man).get(there).text
    hero = _hero(engine, cast.rusty_man)
    assert (hero.name, hero.handle, hero.title, hero.time_zone) == ("Rusty", "rust", "Smith", "Asia/Tokyo")


@FACES
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("handle", "Deadpond-Wilson", "Somebody else goes by this handle."),
        ("handle", "two words", "Use letters, digits and hyphens"),
        ("name", " ", "This is still empty."),
        ("name", "x" * 81, "Use 80 characters or fewer."),
        ("time_zone", "Mars/Olympus", "This is not a time zone we know."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(
    cast: Cast, client: Client, htmx: bool, field: str, value: str, sentence: str
) -> None:
    answer = client(cast.rusty_man, htmx=htmx).put("/settings/profile", data=PROFILE | {field: value, "title": "Kept"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Kept"' in answer.text


def test_a_language_without_sentences_is_refused(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for locale in ("tlh", "", "en_XX_" * 9):
        assert client(cast.rusty_man).put("/settings/profile", data=PROFILE | {"locale": locale}).status_code == 422
    assert _hero(engine, cast.rusty_man).locale == "en"


def test_what_others_changed_meanwhile_stays(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin, me = {"name": "Rusty-Man", "title": "Plumber"}, PROFILE | {"name": "Rusty"}
    with transaction(engine) as session:
        session.get_one(Hero, cast.rusty_man).edit(dict(admin), by=session.get_one(Hero, cast.north))
    assert client(cast.rusty_man).put("/settings/profile", data=me).status_code == 303
    hero = _hero(engine, cast.rusty_man)
    assert (hero.name, hero.title) == ("Rusty", "Plumber")


@FACES
def test_what_both_changed_is_asked_about(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, cast.rusty_man).edit({"title": "Plumber"}, by=session.get_one(Hero, cast.north))
    browser, mine = client(cast.rusty_man, htmx=htmx), PROFILE | {"title": "Smith"}
    answer = browser.put("/settings/profile", data=mine)
    assert answer.status_code == 409
    assert "Somebody changed the title while you were editing" in answer.text
    assert 'value="Smith"' in answer.text
    assert 'name="version" value="2"' in answer.text
    browser.put("/settings/profile", data=mine | {"version": "2"})
    assert _hero(engine, cast.rusty_man).title == "Smith"


def test_the_theme_is_saved_and_does_not_disturb_an_open_profile(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.rusty_man)
    browser.put("/settings/theme", data={"theme": "dark"})
    assert 'data-theme="dark"' in browser.get("/settings").text.partition("<head>")[0]
    assert browser.put("/settings/profile", data=PROFILE | {"title": "Smith"}).status_code == 303
    assert (_hero(engine, cast.rusty_man).title, _hero(engine, cast.rusty_man).theme) == ("Smith", Theme.DARK)
    assert browser.put("/settings/theme", data={"theme": "pink"}).status_code == 422


@FACES
def test_single_keys_are_switched_off_and_on(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    browser = client(cast.rusty_man, htmx=htmx)
    assert _hero(engine, cast.rusty_man).single_keys
    for typed, kept in (({}, False), ({"single_keys": "on"}, True)):
        answer = browser.put("/settings/keys", data=typed)
        assert "/settings?did=" in answer.headers["hx-redirect" if htmx else "location"]
        assert _hero(engine, cast.rusty_man).single_keys is kept
        page = client(cast.rusty_man).get("/settings").text
        assert ('name="single_keys" checked' in page) is kept


@FACES
def test_single_keys_are_switched_off_one_by_one(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    browser = client(cast.rusty_man, htmx=htmx)
    typed = {"single_keys": "on", "shown": ["N", "X", "G T"], "working": ["X"]}
    assert browser.put("/settings/keys", data=typed).status_code in {200, 303}
    assert _hero(engine, cast.rusty_man).keys_off == ["G T", "N"]
    assert 'data-keys-off="G T|N"' in client(cast.rusty_man).get("/teams").text
    browser.put("/settings/keys", data={"single_keys": "on", "shown": ["N"], "working": ["N"]})
    assert _hero(engine, cast.rusty_man).keys_off == ["G T"]  # what a form did not show stays as it is
    browser.put("/settings/keys", data={"single_keys": "on", "shown": ["Ctrl K", "\x00", "G T"], "working": []})
    assert _hero(engine, cast.rusty_man).keys_off == ["G T"]  # only keys that there are
    browser.post("/undo")
    assert _hero(engine, cast.rusty_man).keys_off == ["G T", "N"]


def test_settings_are_behind_the_sign_in(cast: Cast, anonymous: TestClient) -> None:
    assert anonymous.get("/settings").headers["location"] == "/login?next=/settings"
    assert anonymous.put("/settings/profile", data=PROFILE).status_code == 401
