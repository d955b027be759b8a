"""An admin gives somebody who forgot their password a link to another one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import Hero, Login, OneTimeLink
from app.security import digest
from tests.cast import Cast
from tests.conftest import HTMX
from tests.dump import dump
from tests.forms import form_on
from tests.mailbox import GONE, Mailbox
from tests.web.heroes.test_invitation import token_in

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "rusty@example.org", "a rather long phrase"
PROOF = {"current_password": "north of nowhere"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password; so has the admin."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PROOF["current_password"]))
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), EMAIL, PASSWORD))
    return cast.rusty_man


@FACES
def test_the_link_leads_to_another_password_once(
    rusty: int, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    admin, place = client(cast.north, htmx=htmx), f"/heroes/{rusty}/reset"
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, rusty), digest("before")))
    assert f'href="{place}"' in admin.get(f"/heroes/{rusty}").text
    assert "current_password" in form_on(admin.get(place).text, place)
    for typed in ({}, {"current_password": PASSWORD}):
        refused = admin.post(place, data=typed)
        assert (refused.status_code, "/join/" in refused.text) == (422, False)
    shown = admin.post(place, data=PROOF)
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    (path,) = re.findall(r'value="http://[^/"]+(/join/[\w-]+)"', shown.text)
    with transaction(engine) as session:
        (link,) = session.scalars(sa.select(OneTimeLink)).all()
        assert timedelta(hours=23) < link.expires_at - now() <= timedelta(hours=24)
    assert anonymous.get("/join/before").status_code == 404
    assert EMAIL in anonymous.get(path).text
    chosen = {"email": EMAIL, "password": "another long phrase"}
    assert anonymous.post(path, data=chosen).status_code == 303
    assert anonymous.get("/settings").status_code == 200
    assert anonymous.get(path).status_code == 404
    assert path not in admin.get(f"/heroes/{rusty}").text


def test_whoever_has_no_password_or_is_deactivated_is_given_none(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    admin.post(f"/heroes/{rusty}/deactivation")
    before = dump(engine)
    for hero_id, why in ((cast.tarantula, "has no password yet"), (rusty, "An admin has to reactivate them first.")):
        assert why in admin.get(f"/heroes/{hero_id}/reset").text
        refused = admin.post(f"/heroes/{hero_id}/reset", data=PROOF)
        assert (refused.status_code, why in refused.text) == (409, True)
        assert f"/heroes/{hero_id}/reset" not in admin.get(f"/heroes/{hero_id}").text
    assert dump(engine) == before


def test_nobody_else_gives_one(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    before, place = dump(engine), f"/heroes/{rusty}/reset"
    for hero, status in ((cast.deadpond, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        for verb in ("GET", "POST"):
            assert client(hero).request(verb, place, data=PROOF).status_code == status
    assert dump(engine) == before


@pytest.fixture
def admin(rusty: int, cast: Cast, client: Client, post_office: TestClient) -> TestClient:
    """The admin's browser, where mails can be sent."""
    post_office.cookies = client(cast.north).cookies
    return post_office


@FACES
def test_the_link_is_mailed_to_whose_it_is_and_shown_on(
    rusty: int, admin: TestClient, mailbox: Mailbox, anonymous: TestClient, htmx: bool
) -> None:
    admin.headers |= HTMX if htmx else {}
    page, there = admin.post(f"/heroes/{rusty}/reset", data=PROOF).text, f"/heroes/{rusty}/reset/mail"
    token = token_in(page)
    assert f"It can be mailed to {EMAIL}" in page
    assert form_on(page, there)["token"] == token
    answer = admin.post(there, data=form_on(page, there) | {"email": "other@example.org"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.text.startswith('<hx-partial hx-target="#join-link"') is htmx
    assert f"It was mailed to {EMAIL}." in answer.text
    assert token_in(answer.text) == token
    letter = mailbox.next()
    assert (letter["To"], letter["Subject"]) == (EMAIL, "Another password for Sidekick")
    assert "North sends you this link" in letter.get_content()
    assert f"http://localhost/join/{token}" in letter.get_content()
    assert mailbox.empty
    assert anonymous.get(f"/join/{token}").status_code == 200


def test_where_it_cannot_be_mailed_that_is_said_and_the_link_shown_on(
    rusty: int, admin: TestClient, engine: sa.Engine, mailbox: Mailbox
) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, rusty).login.change_email(GONE)
    token = token_in(admin.post(f"/heroes/{rusty}/reset", data=PROOF).text)
    answer = admin.post(f"/heroes/{rusty}/reset/mail", data={"token": token})
    assert answer.status_code == 422
    assert f"no mail for {GONE}" in answer.text
    assert token_in(answer.text) == token
    assert f"It can be mailed to {GONE}" in answer.text
    assert mailbox.empty


def test_only_links_that_are_open_are_mailed_and_by_an_admin_alone(
    rusty: int, cast: Cast, client: Client, admin: TestClient, engine: sa.Engine, mailbox: Mailbox
) -> None:
    there = f"/heroes/{rusty}/reset/mail"
    ended, token = (token_in(admin.post(f"/heroes/{rusty}/reset", data=PROOF).text) for _ in range(2))
    for wrong in (ended, "unknown", ""):
        assert admin.post(there, data={"token": wrong}).status_code == 404
    assert admin.post(f"/heroes/{cast.deadpond}/reset/mail", data={"token": token}).status_code == 404
    for hero, status in ((cast.deadpond, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        admin.cookies = client(hero).cookies
        assert admin.post(there, data={"token": token}).status_code == status
    assert mailbox.empty


def test_whoever_has_no_password_is_mailed_none(
    rusty: int, cast: Cast, admin: TestClient, engine: sa.Engine, mailbox: Mailbox
) -> None:
    with transaction(engine) as session:
        session.add(
            OneTimeLink.invite(
                session.get_one(Hero, cast.tarantula), digest("open"), by=session.get_one(Hero, cast.north)
            )
        )
    refused = admin.post(f"/heroes/{cast.tarantula}/reset/mail", data={"token": "open"})
    assert (refused.status_code, "has no password yet" in refused.text) == (409, True)
    assert mailbox.empty


def test_without_mail_there_is_no_such_button(rusty: int, cast: Cast, client: Client) -> None:
    browser = client(cast.north)
    page = browser.post(f"/heroes/{rusty}/reset", data=PROOF).text
    assert "can be mailed" not in page
    assert browser.post(f"/heroes/{rusty}/reset/mail", data={"token": token_in(page)}).status_code == 404
