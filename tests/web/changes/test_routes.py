"""One's own steps, and what a single one changed."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Todo, TodoCreate
from app.models.order import ranks_after
from tests.cast import Cast
from tests.visible import visible
from tests.web.todos.test_history import entries

Client = Callable[..., TestClient]
TITLE = {"title": "Call the builder", "priority": "normal", "version": "1"}


def own(browser: TestClient) -> str:
    return unescape(browser.get("/changes").text)


@pytest.mark.parametrize("htmx", [False, True])
def test_one_sees_ones_own_steps_alone(cast: Cast, client: Client, htmx: bool) -> None:
    client(cast.rusty_man).put(f"/todos/{cast.roof}", data=TITLE)
    assert "“Call the builder” changed." in own(client(cast.rusty_man, htmx=htmx))
    assert "Call the builder" not in own(client(cast.deadpond, htmx=htmx))
    assert "You have not changed anything yet" in own(client(cast.spider_boy))


def test_each_is_undone_and_redone_from_there(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member, before = client(cast.rusty_man), visible(engine)
    member.put(f"/todos/{cast.roof}", data=TITLE)
    after = visible(engine)
    for words, there in (("Undo: ", before), ("Redo: ", after)):
        form = next(one for one in re.findall(r"<form.*?</form>", own(member), re.DOTALL) if words in one)
        answer = member.post(re.findall(r'action="([^"]+)"', form)[0], headers={"Referer": "http://localhost/changes"})
        assert answer.headers["location"].startswith("/changes?did=")
        assert visible(engine) == there
    assert "Undone by you" in own(member)


def test_the_last_one_of_this_browser_is_undone_from_the_top(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member, before = client(cast.rusty_man), visible(engine)
    assert "Undo the last change" not in own(member)
    member.put(f"/todos/{cast.roof}", data=TITLE)
    assert "Undo the last change" in own(member)
    member.post("/undo", data={})
    assert visible(engine) == before
    assert "Undo the last change" not in own(member)
    assert 'action="/redo"' in own(member).split('id="main"')[1].split("</main>")[0]


def test_a_step_shows_what_it_changed_and_who_may_undo_it(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man).put(f"/todos/{cast.roof}", data=TITLE)
    (step,) = re.findall(r"did=(\d+)", answer.headers["location"])
    pages = {hero: client(hero).get(f"/changes/{step}").text for hero in (cast.deadpond, cast.tarantula)}
    for page in pages.values():
        (told,) = entries(page)
        assert "Call the builder Rusty-Man changed the title Call the <del>roofer</del><ins>builder</ins>" in told
    assert f'action="/changes/{step}/undo"' in pages[cast.deadpond]
    assert f'action="/changes/{step}/undo"' not in pages[cast.tarantula]
    assert client(cast.spider_boy).get(f"/changes/{step}").status_code == 404


def test_a_big_step_comes_in_pages(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        team = mine.team(cast.z_force)
        for number, rank in enumerate(ranks_after("a9", 70)):
            mine.add(Todo.add(team, TodoCreate(title=f"Number {number}."), rank=rank, by=mine.hero))
        step = mine.history().id
    owner = client(cast.deadpond)
    page = owner.get(f"/changes/{step}").text
    assert len(entries(page)) == 50
    assert "And 20 more" in page
    (more,) = re.findall(r'href="(/changes/\d+\?after=\d+)"', page)
    rest = owner.get(more).text
    assert len(entries(rest)) == 20
    assert "Number 69." in rest


def test_what_others_prefer_is_nobodys_business(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man).put("/settings/theme", data={"theme": "dark"})
    (step,) = re.findall(r"did=(\d+)", answer.headers["location"])
    assert "changed the look" in client(cast.rusty_man).get(f"/changes/{step}").text
    page = client(cast.tarantula).get(f"/changes/{step}").text
    assert "the look" not in page
    assert "out of your sight" in page
