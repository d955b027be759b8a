"""Another password by mail, and nobody learns who signs in here."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access.mails import RESETS_PER_ACCOUNT
from app.access.passwords import TRIES_PER_ADDRESS
from app.clock import now
from app.database import transaction
from app.models import Attempt, Hero, Login, OneTimeLink
from tests.cast import Cast
from tests.mailbox import Mailbox

EMAIL, PASSWORD = "dead@pond.example", "a rather long phrase"
PAGE = "/login/forgotten"


@pytest.fixture
def pond(cast: Cast, engine: sa.Engine) -> int:
    """Deadpond, who has a password."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return cast.deadpond


@pytest.fixture
def sent(mailing_app: FastAPI) -> Callable[[], None]:
    """Waits until everything that was asked for so far has been done."""

    def wait() -> None:
        over = Event()
        mailing_app.state.post.later(over.set)
        assert over.wait(20)

    return wait


def links(engine: sa.Engine) -> list[OneTimeLink]:
    with transaction(engine) as session:
        return list(session.scalars(sa.select(OneTimeLink)))


def test_a_link_comes_by_mail_and_works_once(
    pond: int, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine
) -> None:
    assert f'href="{PAGE}"' in post_office.get("/login").text
    assert "We mail you a link" in post_office.get(PAGE).text
    answer = post_office.post(PAGE, data={"email": " Dead@Pond.example "})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?asked=on")
    letter = mailbox.next()
    assert letter["To"] == EMAIL
    assert letter["Subject"] == "Another password for Sidekick"
    assert "Hello Deadpond" in letter.get_content()
    (path,) = re.findall(r"http://localhost(/join/\S+)", letter.get_content())
    (link,) = links(engine)
    assert timedelta(minutes=59) < link.expires_at - now() <= timedelta(hours=1)
    new = {"email": EMAIL, "password": "another long phrase"}
    assert post_office.post(path, data=new).status_code == 303
    assert post_office.post(path, data=new).status_code == 404


def test_a_newer_link_ends_the_older_one(pond: int, post_office: TestClient, mailbox: Mailbox) -> None:
    paths = []
    for _ in range(2):
        post_office.post(PAGE, data={"email": EMAIL})
        paths += re.findall(r"http://localhost(/join/\S+)", mailbox.next().get_content())
    assert [post_office.get(path).status_code for path in paths] == [404, 200]


def test_known_and_unknown_get_the_same_answer(
    pond: int,
    post_office: TestClient,
    mailbox: Mailbox,
    engine: sa.Engine,
    sent: Callable[[], None],
    queries: Callable[..., object],
) -> None:
    def ask(email: str) -> tuple[object, ...]:
        post_office.cookies.clear()
        answer = post_office.post(PAGE, data={"email": email})
        sent()
        told = post_office.get(answer.headers["location"])
        unnamed = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
        return answer.status_code, unnamed, answer.content, told.status_code, told.content

    assert ask(EMAIL) == ask("nobody@pond.example")
    assert mailbox.next()["To"] == EMAIL
    assert mailbox.empty


def test_the_answer_waits_for_nothing_that_depends_on_who_it_is(
    pond: int, post_office: TestClient, mailing_app: FastAPI, queries: Callable[..., object]
) -> None:
    gate = Event()
    mailing_app.state.post.later(lambda: gate.wait(20))
    statements = []
    for email in (EMAIL, "nobody@pond.example"):
        with queries() as asked:  # type: ignore[attr-defined]
            assert post_office.post(PAGE, data={"email": email}).status_code == 303
        statements.append(list(asked))
    assert statements[0] == statements[1]
    assert "login" not in " ".join(statements[0])
    gate.set()
    mailing_app.state.post.close()


def test_who_has_no_password_yet_or_is_gone_gets_no_mail(
    cast: Cast, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine, sent: Callable[[], None]
) -> None:
    with transaction(engine) as session:
        session.add(Login.reserve(session.get_one(Hero, cast.rusty_man), "rusty@pond.example"))
        gone = session.get_one(Hero, cast.tarantula)
        session.add(Login.claim(gone, "gone@pond.example", PASSWORD))
        session.info["actor_id"] = cast.north
        gone.trash(by=session.get_one(Hero, cast.north))
    for email in ("rusty@pond.example", "gone@pond.example"):
        assert post_office.post(PAGE, data={"email": email}).status_code == 303
    sent()
    assert mailbox.empty
    assert links(engine) == []


def test_nobodys_mailbox_is_filled(
    pond: int, post_office: TestClient, mailbox: Mailbox, engine: sa.Engine, sent: Callable[[], None]
) -> None:
    for _ in range(RESETS_PER_ACCOUNT + 2):
        assert post_office.post(PAGE, data={"email": EMAIL}).status_code == 303
    sent()
    letters = [mailbox.next() for _ in range(RESETS_PER_ACCOUNT)]
    assert mailbox.empty
    (path,) = re.findall(r"http://localhost(/join/\S+)", letters[-1].get_content())
    assert post_office.get(path).status_code == 200
    with transaction(engine) as session:  # a quarter of an hour later
        session.execute(sa.delete(Attempt))
    post_office.post(PAGE, data={"email": EMAIL})
    assert mailbox.next()["To"] == EMAIL


def test_one_address_asks_only_so_often(pond: int, post_office: TestClient, engine: sa.Engine) -> None:
    for number in range(TRIES_PER_ADDRESS):
        assert post_office.post(PAGE, data={"email": f"nobody{number}@pond.example"}).status_code == 303
    answer = post_office.post(PAGE, data={"email": EMAIL})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "tried too often" in answer.text
    assert EMAIL in answer.text


def test_what_is_no_address_is_said(post_office: TestClient, cast: Cast) -> None:
    answer = post_office.post(PAGE, data={"email": "dead"})
    assert answer.status_code == 422
    assert "does not look like an email address" in answer.text


def test_a_server_that_does_not_answer_is_noticed_by_nobody_but_the_log(
    pond: int, post_office: TestClient, mailing_app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    mailing_app.state.settings = mailing_app.state.settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    assert post_office.post(PAGE, data={"email": EMAIL}).status_code == 303
    over = Event()
    mailing_app.state.post.later(over.set)
    assert over.wait(20)
    mailing_app.state.post.close()
    assert "could not be sent" in caplog.text


def test_without_mail_the_sign_in_says_whom_to_ask(cast: Cast, anonymous: TestClient) -> None:
    login = anonymous.get("/login").text
    assert PAGE not in login
    assert "can give you a link" in login
    assert anonymous.get(PAGE).headers["location"] == "/login"
    assert anonymous.post(PAGE, data={"email": EMAIL}).status_code == 404
