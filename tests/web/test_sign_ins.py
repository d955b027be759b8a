"""Signing out."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import SignIn
from app.security import digest
from tests.cast import Cast

Client = Callable[..., TestClient]


def _signed_in(browser: TestClient) -> bool:
    return browser.get("/settings").status_code == 200


def test_signing_out_ends_this_sign_in_and_forgets_what_the_browser_has(cast: Cast, client: Client) -> None:
    here, elsewhere = client(cast.deadpond), client(cast.deadpond, htmx=True)
    answer = here.delete("/sign-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert 'sidekick=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert _signed_in(elsewhere)


def test_the_token_is_worth_nothing_afterwards(cast: Cast, client: Client, anonymous: TestClient) -> None:
    browser = client(cast.deadpond)
    token = browser.cookies["sidekick"]
    browser.delete("/sign-in")
    anonymous.cookies.set("sidekick", token)
    assert not _signed_in(anonymous)


def test_signing_out_everywhere(cast: Cast, client: Client) -> None:
    here, elsewhere, other = client(cast.deadpond), client(cast.deadpond, htmx=True), client(cast.spider_boy)
    assert here.delete("/sign-ins").headers["location"] == "/login"
    assert (_signed_in(elsewhere), _signed_in(other)) == (False, True)


@pytest.mark.parametrize("htmx", [False, True])
def test_one_browser_from_afar(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    here, afar = client(cast.deadpond, htmx=htmx), client(cast.deadpond, htmx=not htmx)
    sign_in_id = _id_of(engine, afar)
    assert f"/sign-ins/{sign_in_id}?" in here.get("/settings").text
    answer = here.delete(f"/sign-ins/{sign_in_id}")
    assert answer.status_code == (200 if htmx else 303)
    if htmx:
        assert 'hx-target="#settings-sign-ins"' in answer.text
    assert (_signed_in(here), _signed_in(afar)) == (True, False)


def test_nobody_signs_others_out(cast: Cast, client: Client, engine: sa.Engine) -> None:
    mine, theirs = client(cast.deadpond), client(cast.spider_boy)
    assert mine.delete(f"/sign-ins/{_id_of(engine, theirs)}").status_code == 404
    assert _signed_in(theirs)


def test_only_a_write_notes_that_a_sign_in_is_used(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    long_ago = now() - timedelta(days=3)
    with transaction(engine) as session:
        session.execute(sa.update(SignIn).values(last_seen_at=long_ago))
    browser.get("/settings")
    assert _last_seen(engine) == long_ago
    browser.put("/settings/theme", data={"theme": "light"})
    assert now() - _last_seen(engine) < timedelta(minutes=1)


def _id_of(engine: sa.Engine, browser: TestClient) -> int:
    with transaction(engine) as session:
        found = sa.select(SignIn.id).where(SignIn.token_digest == digest(browser.cookies["sidekick"]))  # type: ignore[call-overload]  # columns at run time
        return int(session.scalar(found) or 0)


def _last_seen(engine: sa.Engine) -> datetime:
    with transaction(engine) as session:
        found: datetime = session.scalars(sa.select(SignIn.last_seen_at)).one()  # type: ignore[call-overload]  # a column at run time
    return found
