"""A hero without a password gets a link, which is shown once."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access.mails import MAILS_PER_HERO
from app.database import transaction
from app.models import Hero, Login, OneTimeLink
from tests.cast import Cast
from tests.mailbox import GONE, Mailbox

Client = Callable[..., TestClient]


@pytest.mark.parametrize("htmx", [False, True])
def test_an_owner_makes_a_link_for_who_has_no_password(
    cast: Cast, client: Client, anonymous: TestClient, htmx: bool
) -> None:
    answer = client(cast.deadpond, htmx=htmx).post(f"/heroes/{cast.rusty_man}/invitation")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith('<hx-partial hx-target="#join-link"') is htmx
    path = answer.text.split('value="http://localhost')[1].split('"')[0]
    assert 'id="join-url"' in answer.text
    assert 'data-copy="join-url"' in answer.text
    assert "Rusty-Man" in anonymous.get(path).text


def test_a_new_link_ends_the_one_before(cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine) -> None:
    owner = client(cast.deadpond, htmx=True)
    answers = [owner.post(f"/heroes/{cast.rusty_man}/invitation").text for _ in range(2)]
    paths = [answer.split('value="http://localhost')[1].split('"')[0] for answer in answers]
    assert [anonymous.get(path).status_code for path in paths] == [404, 200]
    with transaction(engine) as session:
        assert len(session.scalars(sa.select(OneTimeLink)).all()) == 1


def test_nobody_else_makes_one(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for hero, status in ((cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).post(f"/heroes/{cast.rusty_man}/invitation").status_code == status
    with transaction(engine) as session:
        assert session.scalars(sa.select(OneTimeLink)).all() == []


def test_who_has_a_password_needs_none(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), "rusty@example.org", "a rather long phrase"))
    assert "Make a new link" not in client(cast.north).get(f"/heroes/{cast.rusty_man}").text
    answer = client(cast.north).post(f"/heroes/{cast.rusty_man}/invitation")
    assert answer.status_code == 409
    assert "can sign in already" in answer.text
    assert ">Rusty-Man<" not in client(cast.north).get(f"/teams/{cast.z_force}/roster").text.split("Not here yet")[1]


def test_owners_make_none_for_an_admin_whom_they_put_on_their_team(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.north), "north@example.org"))
    owner = client(cast.deadpond)
    owner.post(f"/teams/{cast.z_force}/roster", data={"email": "north@example.org", "role": "member"})
    roster = owner.get(f"/teams/{cast.z_force}/roster").text
    assert "North" in roster
    assert f"/heroes/{cast.north}/invitation" not in roster
    for method, path in (("POST", "invitation"), ("PUT", ""), ("DELETE", "")):
        assert owner.request(method, f"/heroes/{cast.north}/{path}".rstrip("/")).status_code == 403


def token_in(page: str) -> str:
    """What the link ends with that a page shows."""
    return page.split('value="http://localhost/join/')[1].split('"', maxsplit=1)[0]


def test_the_link_is_mailed_and_shown_on(
    cast: Cast, client: Client, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine
) -> None:
    post_office.cookies = client(cast.deadpond).cookies
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.rusty_man), "rusty@example.org"))
    page = post_office.post(f"/heroes/{cast.rusty_man}/invitation").text
    token, there = token_in(page), f"/heroes/{cast.rusty_man}/invitation/mail"
    assert 'value="rusty@example.org"' in page
    assert f'action="{there}"' in page
    answer = post_office.post(there, data={"email": "rusty@example.org", "token": token})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert "It was mailed to rusty@example.org." in answer.text
    assert token_in(answer.text) == token
    letter = mailbox.next()
    assert (letter["To"], letter["Subject"]) == ("rusty@example.org", "Deadpond Wilson invites you to Sidekick")
    assert f"http://localhost/join/{token}" in letter.get_content()
    assert mailbox.empty
    assert post_office.get(f"/join/{token}").status_code == 200


@pytest.mark.parametrize(("email", "said"), [(GONE, f"no mail for {GONE}"), ("rusty", "does not look like an email")])
def test_where_it_cannot_be_mailed_that_is_said_and_the_link_shown_on(
    cast: Cast, client: Client, post_office: TestClient, email: str, said: str
) -> None:
    post_office.cookies = client(cast.deadpond).cookies
    token = token_in(post_office.post(f"/heroes/{cast.rusty_man}/invitation").text)
    answer = post_office.post(f"/heroes/{cast.rusty_man}/invitation/mail", data={"email": email, "token": token})
    assert answer.status_code == 422
    assert said in answer.text
    assert token_in(answer.text) == token
    assert f'value="{email}"' in answer.text


def test_only_links_that_are_open_are_mailed_and_not_without_end(
    cast: Cast, client: Client, post_office: TestClient, mailbox: Mailbox
) -> None:
    post_office.cookies = client(cast.deadpond).cookies
    there = f"/heroes/{cast.rusty_man}/invitation/mail"
    pages = [post_office.post(f"/heroes/{cast.rusty_man}/invitation").text for _ in range(2)]
    ended, token = map(token_in, pages)
    for wrong in (ended, "unknown", ""):
        assert post_office.post(there, data={"email": "rusty@example.org", "token": wrong}).status_code == 404
    assert mailbox.empty
    typed = {"email": "rusty@example.org", "token": token}
    for _ in range(MAILS_PER_HERO):
        assert post_office.post(there, data=typed).status_code == 200
    answer = post_office.post(there, data=typed)
    assert answer.status_code == 422
    assert "tried too often" in answer.text
    assert mailbox.letters.qsize() == MAILS_PER_HERO


def test_without_mail_there_is_no_such_form(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    page = owner.post(f"/heroes/{cast.rusty_man}/invitation").text
    assert "Mail it to" not in page
    typed = {"email": "rusty@example.org", "token": token_in(page)}
    assert owner.post(f"/heroes/{cast.rusty_man}/invitation/mail", data=typed).status_code == 404
