"""The page where owners make links by which people join a team."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import col
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.main import create_app
from app.models import FormKey, Invitation
from app.security import digest
from app.settings import Settings
from tests.cast import Cast
from tests.conftest import HTMX, SAME_ORIGIN
from tests.dump import dump
from tests.mailbox import Mailbox

Client = Callable[..., TestClient]
FORM = {"role": "guest", "uses": "3", "days": "30"}


def link_in(text: str) -> str:
    """The address that an answer shows."""
    found = re.search(r'id="invitation-url" readonly value="([^"]+)"', text)
    assert found is not None
    return unescape(found[1])


def invitations(engine: sa.Engine) -> list[Invitation]:
    with transaction(engine) as session:
        return list(session.scalars(sa.select(Invitation)))


@pytest.mark.parametrize("htmx", [False, True])
def test_an_owner_makes_a_link_that_is_shown_once(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    page = f"/teams/{cast.z_force}/invitations"
    owner = client(cast.deadpond, htmx=htmx)
    assert page in owner.get(f"/teams/{cast.z_force}/roster").text
    key = re.search(r'name="_key" value="([^"]+)"', owner.get(page).text)
    assert key is not None
    answer = owner.post(page, data=FORM | {"_key": key[1]})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith('<hx-partial hx-target="#invitations"') is htmx
    url = link_in(answer.text)
    token = url.removeprefix("http://localhost/invitations/")
    assert len(token) == 43
    assert 'data-copy="invitation-url"' in answer.text
    assert '<svg xmlns="http://www.w3.org/2000/svg"' not in answer.text  # inline, it needs none
    assert re.search(r'<svg[^>]* class="qr"', answer.text)
    (link,) = invitations(engine)
    assert link.token_digest == digest(token)
    assert (link.team_id, link.made_by, link.role, link.uses, link.used) == (cast.z_force, cast.deadpond, "guest", 3, 0)
    assert timedelta(days=29, hours=23) < link.expires_at - now() <= timedelta(days=30)
    again = owner.get(page).text
    assert token not in again
    assert "Used 0 of 3" in again
    with engine.connect() as connection:
        assert connection.scalars(sa.select(col(FormKey.body))).all() == []


def test_the_token_is_nowhere_in_the_database(cast: Cast, client: Client, engine: sa.Engine) -> None:
    url = link_in(client(cast.deadpond).post(f"/teams/{cast.z_force}/invitations", data=FORM).text)
    token = url.rpartition("/")[2]
    everything = dump(engine)
    assert len(everything["invitation"]) == 1
    assert token not in str(everything)


def test_links_begin_with_the_address_that_people_type(app: FastAPI, cast: Cast, client: Client) -> None:
    settings: Settings = app.state.settings
    there = "http://todo.example.org"
    public = create_app(settings.model_copy(update={"public_url": there}))
    cookies = client(cast.deadpond).cookies
    browser = TestClient(public, base_url="http://localhost", headers=SAME_ORIGIN, cookies=cookies)
    answer = browser.post(f"/teams/{cast.z_force}/invitations", data=FORM)
    public.state.engine.dispose()
    assert link_in(answer.text).startswith(f"{there}/invitations/")


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"uses": "0"}, "Write a number from 1 to 50"),
        ({"uses": "51"}, "Write a number from 1 to 50"),
        ({"uses": "a few"}, "Write a number from 1 to 50"),
        ({"role": "owner"}, "Choose one from the list."),
        ({"days": "365"}, "Choose one from the list."),
    ],
)
def test_what_does_not_fit_is_shown_again(
    cast: Cast, client: Client, engine: sa.Engine, typed: dict[str, str], sentence: str, htmx: bool
) -> None:
    answer = client(cast.deadpond, htmx=htmx).post(f"/teams/{cast.z_force}/invitations", data=FORM | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    if "uses" in typed:
        assert f'value="{typed["uses"]}"' in answer.text
    assert invitations(engine) == []


def test_without_a_number_any_number_may_come(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    owner.post(f"/teams/{cast.z_force}/invitations", data=FORM | {"uses": ""})
    assert [link.uses for link in invitations(engine)] == [None]
    text = owner.get(f"/teams/{cast.z_force}/invitations").text
    assert "Used 0 times" in text
    assert "<bdi>Deadpond Wilson</bdi>" in text


@pytest.mark.parametrize("htmx", [False, True])
def test_it_is_revoked_at_once(
    cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    owner = client(cast.deadpond, htmx=htmx)
    page = f"/teams/{cast.z_force}/invitations"
    path = link_in(owner.post(page, data=FORM).text).removeprefix("http://localhost")
    assert anonymous.get(path).status_code == 200
    (link,) = invitations(engine)
    answer = owner.delete(f"{page}/{link.id}")
    assert (answer.status_code, anonymous.get(path).status_code) == (200 if htmx else 303, 410)
    if htmx:
        assert answer.text.startswith(f'<hx-partial hx-target="#invitation-{link.id}"')
        assert "The link lets nobody in any more." in answer.text
    else:
        assert answer.headers["location"] == f"{page}#invitation-{link.id}"
    text = owner.get(page).text
    assert "Revoked today" in text
    assert f"{page}/{link.id}" not in text
    assert "Revoking cannot be undone" in text
    assert owner.delete(f"{page}/{link.id}").status_code == (200 if htmx else 303)


def test_a_link_of_another_team_is_not_found(cast: Cast, client: Client, engine: sa.Engine) -> None:
    client(cast.spider_boy).post(f"/teams/{cast.preventers}/invitations", data=FORM)
    (link,) = invitations(engine)
    assert client(cast.deadpond).delete(f"/teams/{cast.z_force}/invitations/{link.id}").status_code == 404
    assert [one.revoked_at for one in invitations(engine)] == [None]


def test_a_private_team_has_no_links(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    with engine.connect() as connection:
        own = connection.scalar(sa.text(f"SELECT id FROM team WHERE private_to = {cast.deadpond}"))
    for answer in (owner.get(f"/teams/{own}/invitations"), owner.post(f"/teams/{own}/invitations", data=FORM)):
        assert answer.status_code == 409
        assert "nobody else can join it" in answer.text
    assert f"/teams/{own}/invitations" not in owner.get(f"/teams/{own}/roster").text


def test_the_list_says_why_a_link_ended(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    for _ in range(3):
        owner.post(f"/teams/{cast.z_force}/invitations", data=FORM)
    used_up, expired, orphaned = invitations(engine)
    values: dict[int, dict[str, Any]] = {
        used_up.id: {"used": 3},
        expired.id: {"expires_at": now() - timedelta(minutes=5)},
        orphaned.id: {"made_by": cast.rusty_man},
    }
    with engine.begin() as connection:
        for link_id, changed in values.items():
            connection.execute(sa.update(Invitation).where(col(Invitation.id) == link_id).values(changed))
    text = owner.get(f"/teams/{cast.z_force}/invitations").text
    for words in ("Used up", "Expired today", "Ended: Rusty-Man no longer leads the team"):
        assert words in text
    assert "Revoke</button>" not in text


def test_many_links_come_page_by_page(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        for number in range(51):
            ids: dict[str, Any] = {"team_id": cast.z_force, "made_by": cast.deadpond}
            session.add(Invitation(**ids, token_digest=f"{number}", expires_at=now() + timedelta(days=1)))
    owner = client(cast.deadpond)
    first = owner.get(f"/teams/{cast.z_force}/invitations").text
    more = re.search(r'href="(/teams/\d+/invitations\?after=\d+)"', first)
    assert more is not None
    assert first.count("<tr id=") == 50
    assert owner.get(more[1]).text.count("<tr id=") == 1


def test_the_page_costs_the_same_however_many_links_there_are(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], object]
) -> None:
    owner, counts = client(cast.deadpond), []
    for number in range(2):
        with transaction(engine) as session:
            for one in range(1 + 9 * number):
                ids: dict[str, Any] = {"team_id": cast.z_force, "made_by": cast.north if one % 2 else cast.deadpond}
                session.add(Invitation(**ids, token_digest=f"{number} {one}", expires_at=now() + timedelta(days=1)))
        with queries() as sent:  # type: ignore[attr-defined]  # a context
            assert owner.get(f"/teams/{cast.z_force}/invitations").status_code == 200
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_link_is_mailed_and_shown_on(
    cast: Cast, client: Client, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine, htmx: bool
) -> None:
    post_office.cookies = client(cast.deadpond).cookies
    page = f"/teams/{cast.z_force}/invitations"
    url = link_in(post_office.post(page, data=FORM).text)
    (link,) = invitations(engine)
    typed = {"email": "fan@example.org", "token": url.rpartition("/")[2]}
    answer = post_office.post(f"{page}/{link.id}/mail", data=typed, headers=HTMX if htmx else {})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith('<hx-partial hx-target="#invitation-link"') is htmx
    assert "It was mailed to fan@example.org." in answer.text
    assert link_in(answer.text) == url
    letter = mailbox.next()
    assert (letter["To"], letter["Subject"]) == ("fan@example.org", "Deadpond Wilson invites you to join Z-Force")
    assert url in letter.get_content()


def test_a_link_that_ended_or_of_another_team_is_not_mailed(
    cast: Cast, client: Client, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine
) -> None:
    post_office.cookies = client(cast.deadpond).cookies
    page = f"/teams/{cast.z_force}/invitations"
    token = link_in(post_office.post(page, data=FORM).text).rpartition("/")[2]
    (link,) = invitations(engine)
    assert post_office.post(f"{page}/{link.id}/mail", data={"email": "a@b.org", "token": "x"}).status_code == 404
    assert post_office.delete(f"{page}/{link.id}").status_code == 303
    assert post_office.post(f"{page}/{link.id}/mail", data={"email": "a@b.org", "token": token}).status_code == 404
    post_office.cookies = client(cast.spider_boy).cookies
    theirs = f"/teams/{cast.preventers}/invitations/{link.id}/mail"
    assert post_office.post(theirs, data={"email": "a@b.org", "token": token}).status_code == 404
    assert mailbox.empty
