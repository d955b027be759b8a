"""The history of a todo: who changed what, when, from what to what, and the way back."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.history import RecordedSession
from app.models import Comment, CommentCreate, Hero, Todo
from tests.cast import Cast

Client = Callable[..., TestClient]
NORMAL = {"priority": "normal", "version": "1"}


def history(browser: TestClient, todo_id: int, query: str = "") -> str:
    answer = browser.get(f"/todos/{todo_id}/history{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def entries(page: str) -> list[str]:
    """What the entries say, the buttons left out."""
    found = re.findall(r'<li class="entry".*?</li>', page, re.DOTALL)
    return [
        " ".join(re.sub(r"<form.*?</form>|<(?!/?(?:ins|del)\b)[^>]*>", " ", one, flags=re.S).split()) for one in found
    ]


def put_back(browser: TestClient, page: str, words: str) -> Any:
    """Press the button that says this."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if words in one)
    (action,) = re.findall(r'action="([^"]+)"', form)
    return browser.post(action, data=dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))


def test_it_tells_the_newest_first_with_its_difference(cast: Cast, client: Client) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    member.put(f"/todos/{cast.roof}", data=NORMAL | {"title": "Call the builder"})
    owner.post(f"/todos/{cast.roof}/comments", data={"body": "Hidden words."})
    owner.post(f"/todos/{cast.roof}/assignments", data={"hero": cast.tarantula})
    owner.put(f"/todos/{cast.roof}/place", data={"section": cast.doing, "end": "last"})
    told = entries(history(owner, cast.roof))
    assert told[0].startswith("DW You moved this from Backlog to Doing today")
    assert told[1].startswith("DW You gave this to Tarantula today")
    assert told[2].startswith("DW You wrote a comment today")
    assert told[3].startswith("R Rusty-Man changed the title Call the <del>roofer</del><ins>builder</ins> today")
    assert "created this todo" in told[-1]
    assert "Hidden words" not in " ".join(told)


def test_a_title_is_put_back_alone_and_then_has_no_button(cast: Cast, client: Client, session: RecordedSession) -> None:
    member = client(cast.rusty_man)
    member.put(f"/todos/{cast.roof}", data=NORMAL | {"title": "Call the builder"})
    client(cast.deadpond).post(f"/todos/{cast.roof}/closure", data={"subs": "leave"})
    answer = put_back(member, history(member, cast.roof), "Put “Call the roofer” back")
    assert answer.status_code == 303
    todo = session.get_one(Todo, cast.roof)
    assert (todo.title, todo.closed) == ("Call the roofer", True)
    page = history(member, cast.roof)
    assert "Put “Call the roofer” back" not in page
    assert "Put “Call the builder” back" in page
    assert "Open it again" in page


def test_what_was_taken_away_is_given_again(cast: Cast, client: Client, session: RecordedSession) -> None:
    owner = client(cast.deadpond)
    owner.delete(f"/todos/{cast.roof}/assignments/{cast.rusty_man}")
    owner.put(f"/todos/{cast.roof}/labels", data={"before": cast.house})
    page = history(owner, cast.roof)
    put_back(owner, page, "Give it to Rusty-Man again")
    put_back(owner, page, "Put the label on again")
    todo = session.get_one(Todo, cast.roof)
    assert cast.rusty_man in [link.hero_id for link in todo.assignments]
    assert [link.label_id for link in todo.label_links] == [cast.house]


def test_who_may_not_change_it_reads_it_without_buttons(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).put(f"/todos/{cast.roof}", data=NORMAL | {"title": "Call the builder"})
    page = history(client(cast.tarantula), cast.roof)
    assert "changed the title" in page
    assert "Put “" not in page
    assert client(cast.spider_boy).get(f"/todos/{cast.roof}/history").status_code == 404


def test_a_team_out_of_reach_has_no_name(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    answer = owner.post("/teams", data={"name": "Secret Cave", "time_zone": "UTC", "colour": "rose"})
    cave = answer.headers["location"].split("/")[2].partition("?")[0]
    owner.put(f"/todos/{cast.roof}/place", data={"team": cave, "end": "last"})
    owner.put(f"/todos/{cast.roof}/place", data={"team": cast.z_force, "end": "last"})
    assert "moved this from Secret Cave to <b>Z-Force" in history(owner, cast.roof)
    page = history(client(cast.rusty_man), cast.roof)
    assert "moved this from another team to <b>Z-Force" in page
    assert "moved this from Z-Force to <b>another team" in page
    assert "Secret Cave" not in page


def test_what_is_gone_for_good_is_told_in_words(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    owner.put(f"/todos/{cast.roof}/place", data={"section": cast.doing, "end": "last"})
    owner.delete(f"/teams/{cast.z_force}/sections/{cast.doing}")
    owner.delete("/trash")
    assert "moved this from Backlog to <b>a section that is gone" in history(owner, cast.roof)


def test_of_a_todo_in_the_trash_whoever_may_restore_it_reads(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    member.delete(f"/todos/{cast.rope}")
    assert f"/todos/{cast.rope}/history" in member.get("/trash").text
    page = history(member, cast.rope)
    assert client(cast.tarantula).get(f"/todos/{cast.rope}/history").status_code == 404
    assert put_back(member, page, "Bring it back").status_code == 303
    assert member.get(f"/todos/{cast.rope}").status_code == 200


def edit(engine: sa.Engine, cast: Cast, times: int) -> None:
    for number in range(times):
        with transaction(engine) as session:
            session.info["actor_id"] = cast.rusty_man
            mine = Access(session, session.get_one(Hero, cast.rusty_man))
            todo = mine.todo(cast.roof)
            todo.edit({"title": f"Call {number} roofers"}, by=mine.hero)
            mine.add(Comment.write(todo, CommentCreate(body="Soon."), by=mine.hero))


def test_it_comes_in_pages_and_each_takes_as_many_statements(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    owner = client(cast.deadpond)
    sent = []
    for times in (4, 30):
        edit(engine, cast, times)
        with queries() as statements:
            page = history(owner, cast.roof)
        sent.append(len(statements))
    assert sent[1] <= sent[0] < 20
    first = entries(page)
    (more,) = re.findall(r'href="/todos/\d+/history(\?before=\d+)" rel="next"', page)
    rest = entries(history(owner, cast.roof, more))
    assert len(first) == 50
    assert len(first + rest) == 2 * 34 + 4  # made, given twice, labelled
    assert "created this todo" in rest[-1]


@pytest.mark.parametrize("htmx", [False, True])
def test_the_story_leads_to_it(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    edit(engine, cast, 22)
    page = client(cast.deadpond, htmx=htmx).get(f"/todos/{cast.roof}").text
    assert "created this todo, and 2 more changes." in page
    assert f'<a href="/todos/{cast.roof}/history">Show all</a>' in page
