"""Whoever has a page is told that it is still the same, and never so when it is not."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import col
from starlette.testclient import TestClient

from app import clock
from app.conditional import SCRIPT
from app.errors import AppError
from app.models import Comment, CommentCreate, Hero, Role, Section, SignIn, Todo
from tests.access.undo.backwards import acting
from tests.access.undo.deeds import DEEDS, Chance, Nothing
from tests.cast import Cast
from tests.tracked import STEPS

Client = Callable[..., TestClient]
Shown = tuple[int, str, str]
"""Status, what the ETag stands for, and the page without what is new each time."""

PAGES = {
    "rusty_man": (
        *("/", "/todos", "/teams", "/board", "/calendar", "/heroes", "/heroes/{tarantula}", "/search?q=o"),
        *("/teams/{z_force}", "/teams/{z_force}?part=none", "/teams/{z_force}?assignee=me&group=label"),
        *("/teams/{z_force}/board", "/teams/{z_force}/calendar", "/todos/{roof}", "/todos/{gutters}"),
    ),
    "spider_boy": ("/teams/{preventers}", "/todos/{spider_web}", "/?place=waiting"),
    "north": ("/teams", "/heroes", "/heroes/{deadpond}", "/teams/{z_force}", "/todos/{roof}"),
    "deadpond": ("/", "/todos/{rope}"),
}
"""Who looks at what: a member, somebody who is on one of two teams that have to do with each other, the admin, and
whoever does it all."""
NEW_EACH_TIME = re.compile(r'name="_key" value="[^"]*"|<time [^>]*data-zone.*?</time>')
"""Keys of forms, of which a script makes its own, and clocks, whose hands it moves."""


@pytest.fixture
def eyes(cast: Cast, client: Client) -> dict[str, TestClient]:
    """A browser with a script for everybody."""
    return {name: scripted(client(getattr(cast, name))) for name in PAGES}


def scripted(browser: TestClient) -> TestClient:
    browser.cookies.set(SCRIPT, "1")
    return browser


@pytest.fixture
def tied(cast: Cast, engine: sa.Engine) -> None:
    """Deadpond is on the Preventers too, and has a todo there wait for one of Z-Force, where Spider-Boy is not."""
    with acting(engine, cast.spider_boy) as (session, mine):
        mine.team(cast.preventers).enlist(session.get_one(Hero, cast.deadpond), Role.MEMBER, by=mine.hero)
    with acting(engine, cast.deadpond) as (_, mine):
        mine.todo(cast.spider_web).wait_for(mine.todo(cast.roof), by=mine.hero, behind=())
        mine.todo(cast.roof).relate(mine.todo(cast.spider_web), by=mine.hero)
        mine.add(Comment.write(mine.todo(cast.roof), CommentCreate(body="Soon."), by=mine.hero))
        mine.todo(cast.rope).edit({"due_at": datetime.now(UTC) + timedelta(days=2)}, by=mine.hero)


def look(eyes: dict[str, TestClient], cast: Cast) -> dict[tuple[str, str], Shown]:
    return {(name, url): shown(eyes[name], url.format(**vars(cast))) for name, urls in PAGES.items() for url in urls}


def shown(browser: TestClient, url: str) -> Shown:
    answer = browser.get(url)
    until, _, name = answer.headers.get("etag", "").strip('W/"').partition("-")
    holds = bool(until) and float(until) > datetime.now(UTC).timestamp() + 20
    return answer.status_code, name if holds else "", NEW_EACH_TIME.sub("", answer.text)


def unnoticed(before: dict[Any, Shown], after: dict[Any, Shown]) -> list[object]:
    """Whose ETag stands for two different pages."""
    return [
        key
        for key, (_, name, page) in after.items()
        if key in before and name and before[key][1] == name and before[key][2] != page
    ]


def by_chance(engine: sa.Engine, cast: Cast, deed: str) -> bool:
    for seed in range(40):
        try:
            with acting(engine, cast.deadpond) as (session, access):
                DEEDS[deed](Chance(session, access, seed))
        except (AppError, Nothing):
            continue
        return True
    return False


def test_every_kind_of_change_is_noticed_on_every_page_that_shows_it(
    engine: sa.Engine, cast: Cast, eyes: dict[str, TestClient], tied: None
) -> None:
    before, changed = look(eyes, cast), set()
    for deed, (do, _) in STEPS.items():
        with acting(engine, cast.deadpond) as (_session, access):
            do(access, cast)
        after = look(eyes, cast)
        assert not unnoticed(before, after), deed
        if any(key in before and before[key][2] != page for key, (_, _, page) in after.items()):
            changed.add(deed)
        before = after
    assert len(changed) > 0.8 * len(STEPS)


@pytest.mark.parametrize("part", range(2))
def test_whatever_anybody_does_is_noticed(
    engine: sa.Engine, cast: Cast, eyes: dict[str, TestClient], tied: None, part: int
) -> None:
    before, done = look(eyes, cast), set()
    for deed in list(DEEDS)[part::2]:
        if by_chance(engine, cast, deed):
            done.add(deed)
            after = look(eyes, cast)
            assert not unnoticed(before, after), deed
            before = after
    assert len(done) > len(DEEDS) // 3


def test_the_same_page_is_not_sent_again(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    browser = scripted(client(cast.deadpond))
    first = browser.get(f"/teams/{cast.z_force}")
    with queries() as sent:
        again = browser.get(f"/teams/{cast.z_force}", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, len(sent)) == (304, b"", 1)
    for header in ("etag", "vary", "cache-control"):
        assert again.headers[header] == first.headers[header]
    assert first.headers["cache-control"] == "private, no-cache"


def test_nobody_is_shown_the_page_of_another(cast: Cast, client: Client, anonymous: TestClient) -> None:
    url = f"/teams/{cast.z_force}"
    owner = scripted(client(cast.deadpond))
    known = {"If-None-Match": owner.get(url).headers["etag"]}
    assert owner.get(url, headers=known).status_code == 304
    assert scripted(client(cast.rusty_man)).get(url, headers=known).status_code == 200
    assert scripted(client(cast.spider_boy)).get(url, headers=known).status_code == 404
    assert scripted(anonymous).get(url, headers=known).status_code == 303
    assert scripted(client(cast.deadpond, htmx=True)).get(url, headers=known).status_code == 200


def test_whoever_is_signed_out_is_told_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = scripted(client(cast.deadpond))
    known = {"If-None-Match": browser.get("/").headers["etag"]}
    with engine.begin() as connection:
        connection.execute(sa.delete(SignIn))
    assert browser.get("/", headers=known).status_code == 303


@pytest.mark.parametrize("beside", ["", "/todos", "/teams/1"])
def test_what_differs_by_a_header_has_another_etag(cast: Cast, client: Client, beside: str) -> None:
    browser = scripted(client(cast.deadpond, htmx=True))
    asked = {"Beside": beside} if beside else {}
    answer = browser.get(f"/todos/{cast.roof}", headers=asked)
    others = [{"HX-Request-Type": "full"}, {"Beside": "/elsewhere"}, {"Beside": "/elsewhere", "HX-Request": "false"}]
    for other in others:
        known = {"If-None-Match": answer.headers["etag"]}
        assert browser.get(f"/todos/{cast.roof}", headers=known | asked | other).status_code == 200
    assert {"HX-Request", "HX-Request-Type", "Beside"} <= {*answer.headers["vary"].split(", ")}


def test_without_a_script_no_page_is_kept(cast: Cast, client: Client) -> None:
    assert "etag" not in client(cast.deadpond).get("/").headers
    assert "etag" in client(cast.deadpond, htmx=True).get("/").headers


def test_a_page_that_tells_of_a_step_tells_it_once(cast: Cast, client: Client) -> None:
    assert "etag" not in scripted(client(cast.deadpond)).get("/?did=1").headers


def test_what_is_refused_has_no_etag(cast: Cast, client: Client) -> None:
    assert "etag" not in scripted(client(cast.spider_boy)).get(f"/todos/{cast.roof}").headers


def test_another_build_has_other_etags(cast: Cast, client: Client, app: FastAPI) -> None:
    browser = scripted(client(cast.deadpond))
    known, build = {"If-None-Match": browser.get("/").headers["etag"]}, app.state.build
    try:
        app.state.build = "another"
        assert browser.get("/", headers=known).status_code == 200
    finally:
        app.state.build = build


def test_a_form_that_changed_nothing_may_be_sent_again(cast: Cast, client: Client, engine: sa.Engine) -> None:
    """Its page is still the same, so it may come from the browser's cache with the same key."""
    browser = client(cast.deadpond)
    url, sent = f"/teams/{cast.z_force}/sections/{cast.backlog}", {"_key": "the-key", "version": "1"}
    assert browser.put(url, data=sent | {"name": "Backlog"}).status_code == 303
    assert browser.put(url, data=sent | {"name": "Later"}).status_code == 303
    with engine.connect() as connection:
        assert connection.scalar(sa.select(col(Section.name)).where(col(Section.id) == cast.backlog)) == "Later"


def test_a_page_that_says_nothing_of_minutes_holds_for_longer(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime.now(UTC).replace(minute=2)
    monkeypatch.setattr(clock, "present", lambda: start)
    browser = scripted(client(cast.deadpond))
    for url in (f"/teams/{cast.z_force}", f"/teams/{cast.z_force}/board", "/todos", f"/todos/{cast.rope}"):
        until = int(browser.get(url).headers["etag"][3:].partition("-")[0])
        assert until - start.timestamp() > 50 * 60, url


@pytest.mark.parametrize("minutes", [1, 45, 90, 60 * 23])
def test_no_page_says_of_the_time_what_does_not_hold(
    engine: sa.Engine, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    """Seen again at the last moment for which the ETag stands, the page is the same."""
    start = datetime.now(UTC).replace(second=30, microsecond=0)
    with acting(engine, cast.rusty_man) as (_, mine):
        mine.todo(cast.roof).edit({"due_at": start + timedelta(minutes=minutes - 60)}, by=mine.hero)
        mine.todo(cast.rope).close(by=mine.hero)
    with engine.begin() as connection:
        connection.execute(
            sa.update(Todo)
            .where(col(Todo.id) == cast.rope)
            .values(completed_at=start - timedelta(days=1) + timedelta(minutes=minutes))
        )
    browser = scripted(client(cast.deadpond))
    urls = ("/", "/todos", f"/teams/{cast.z_force}", f"/todos/{cast.roof}", f"/teams/{cast.z_force}/board", "/teams")
    for url in urls:
        monkeypatch.setattr(clock, "present", lambda: start)
        answer = browser.get(url)
        until = datetime.fromtimestamp(int(answer.headers["etag"][3:].partition("-")[0]), UTC)
        assert until > start
        monkeypatch.setattr(clock, "present", lambda until=until: until - timedelta(microseconds=1))
        assert NEW_EACH_TIME.sub("", browser.get(url).text) == NEW_EACH_TIME.sub("", answer.text), url
