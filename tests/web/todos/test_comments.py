"""Saying something about a todo."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.models.rules import POLICY
from tests.access.undo.backwards import acting
from tests.cast import Cast
from tests.test_conditional import scripted

Client = Callable[..., TestClient]


@pytest.mark.parametrize("htmx", [False, True])
def test_even_a_guest_may(cast: Cast, client: Client, htmx: bool) -> None:
    guest = client(cast.tarantula, htmx=htmx)
    answer = guest.post(f"/todos/{cast.roof}/comments", data={"body": "It **leaks**."})
    assert answer.status_code == (200 if htmx else 303)
    text = answer.text if htmx else guest.get(answer.headers["location"]).text
    assert "<strong>leaks</strong>" in text
    assert "Comment added." in text
    if htmx:
        assert f'hx-target="#story-{cast.roof}" hx-swap="beforeend"' in text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_stays_when_it_does_not_fit(cast: Cast, client: Client, htmx: bool) -> None:
    long = "x" * 20_001
    answer = client(cast.rusty_man, htmx=htmx).post(f"/todos/{cast.roof}/comments", data={"body": long})
    assert answer.status_code == 422
    assert "Use 20000 characters or fewer." in answer.text
    assert long in answer.text


def test_others_see_who_said_it_and_cannot_change_it(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).post(f"/todos/{cast.roof}/comments", data={"body": "Tomorrow."})
    mine = client(cast.rusty_man).get(f"/todos/{cast.roof}").text
    theirs = client(cast.tarantula).get(f"/todos/{cast.roof}").text
    assert "<b>You</b>" in mine
    assert "/comments/1/edit" in mine
    assert "<b>Rusty-Man</b>" in theirs
    assert "/comments/1" not in theirs


def test_a_stranger_finds_nothing(cast: Cast, client: Client) -> None:
    assert client(cast.spider_boy).post(f"/todos/{cast.roof}/comments", data={"body": "Hi"}).status_code == 404


def test_the_policy_is_asked_before_the_form(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POLICY, "comment.create", frozenset())
    assert client(cast.tarantula).post(f"/todos/{cast.roof}/comments", data={"body": ""}).status_code == 403


def test_a_handle_leads_to_the_hero_while_they_are_on_the_team(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = scripted(client(cast.rusty_man))
    url, link = f"/todos/{cast.roof}", f'<a class="mention" href="/heroes/{cast.tarantula}">@tarantula</a>'
    answer = client(cast.deadpond, htmx=True).post(f"{url}/comments", data={"body": "Ask @Tarantula or @spider-boy."})
    assert link.replace("@tarantula", "@Tarantula") in answer.text
    with acting(engine, cast.deadpond) as (_, mine):
        mine.todo(cast.roof).edit({"notes": "With @tarantula and @rusty-man"}, by=mine.hero)
    page = member.get(url)
    assert link in page.text
    assert f'<a class="mention you" href="/heroes/{cast.rusty_man}">@rusty-man</a>' in page.text
    assert "@spider-boy." in page.text
    assert f"/heroes/{cast.spider_boy}" not in page.text
    with acting(engine, cast.deadpond) as (_, mine):
        team = mine.team(cast.z_force)
        next(one for one in team.memberships if one.hero_id == cast.tarantula).end(by=mine.hero)
    left = member.get(url, headers={"If-None-Match": page.headers["etag"]})
    assert link not in left.text
    assert "With @tarantula and" in left.text


def test_a_handle_that_somebody_else_has_now_leads_nowhere(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member, url = scripted(client(cast.rusty_man)), f"/todos/{cast.roof}"
    member.post(f"{url}/comments", data={"body": "Ask @tarantula."})
    page = member.get(url)
    assert f'href="/heroes/{cast.tarantula}">@tarantula</a>' in page.text
    with acting(engine, cast.tarantula) as (_, mine):
        mine.hero.edit({"handle": "spider"}, by=mine.hero)
    renamed = member.get(url, headers={"If-None-Match": page.headers["etag"]})
    assert renamed.status_code == 200
    assert "Ask @tarantula." in renamed.text
