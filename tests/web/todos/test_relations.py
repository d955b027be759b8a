"""Todos that wait for others, and that belong together."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.access.related import is_blocked
from app.database import transaction
from app.models import Hero, Role, Team, Todo
from tests.cast import Cast
from tests.test_conditional import scripted

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def tie(browser: TestClient, todo_id: int, kind: str, other: int) -> int:
    return browser.post(f"/todos/{todo_id}/relations", data={"kind": kind, "other": other}).status_code


def blocked(engine: sa.Engine) -> set[int]:
    with engine.connect() as connection:
        return set(connection.scalars(sa.select(col(Todo.id)).where(is_blocked())))


@pytest.fixture
def across(cast: Cast, engine: sa.Engine) -> Cast:
    """The roof waits for the web of another team, which Deadpond is on and Rusty-Man is not."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.spider_boy
        spider_boy, deadpond = (session.get_one(Hero, hero_id) for hero_id in (cast.spider_boy, cast.deadpond))
        session.get_one(Team, cast.preventers).enlist(deadpond, Role.GUEST, by=spider_boy)
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        roof, web = mine.todo(cast.roof), mine.todo(cast.spider_web)
        roof.wait_for(web, by=mine.hero, behind=mine.waited_for(web))
    return cast


@pytest.mark.parametrize("htmx", [False, True])
def test_a_todo_says_what_blocks_it_and_lists_mark_it_while_that_is_open(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.post(f"/todos/{cast.roof}/relations", data={"kind": "blocked_by", "other": cast.rope})
    assert answer.headers["hx-redirect" if htmx else "location"].startswith(f"/todos/{cast.roof}?did=")
    roof, rope = (client(cast.tarantula).get(f"/todos/{todo}").text for todo in (cast.roof, cast.rope))
    assert "Blocked by</dt>" in roof
    assert f'<a href="/todos/{cast.rope}" dir="auto">Order rope</a>' in roof
    assert "Blocks</dt>" in rope
    assert blocked(engine) == {cast.roof}
    assert "Blocked by 1 todo" in member.get(f"/teams/{cast.z_force}").text
    done = client(cast.rusty_man, htmx=True).post(f"/todos/{cast.rope}/closure")
    assert f'hx-target="#todo-{cast.roof}"' in done.text
    assert blocked(engine) == set()
    assert "Blocked by 1 todo" not in member.get(f"/teams/{cast.z_force}").text


def test_what_goes_to_the_trash_blocks_nothing_until_it_is_back(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    tie(member, cast.roof, "blocked_by", cast.rope)
    assert "tie to a todo that stays" in member.get(f"/todos/{cast.rope}/deletion").text
    member.delete(f"/todos/{cast.rope}")
    assert blocked(engine) == set()
    member.post("/undo")
    assert blocked(engine) == {cast.roof}


def test_there_are_no_circles_however_long(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    assert tie(member, cast.gutters, "blocks", cast.roof) == 303
    assert tie(member, cast.gutters, "blocked_by", cast.ladder) == 303
    assert tie(member, cast.ladder, "blocked_by", cast.rope) == 303
    answer = member.post(f"/todos/{cast.rope}/relations", data={"kind": "blocked_by", "other": cast.roof})
    assert answer.status_code == 422
    assert "“Call the roofer” waits for “Order rope” itself" in answer.text
    assert tie(member, cast.roof, "blocked_by", cast.roof) == 422
    assert blocked(engine) == {cast.roof, cast.gutters, cast.ladder}


def test_undo_makes_no_circle_either(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    tie(member, cast.roof, "blocked_by", cast.rope)
    member.post(f"/todos/{cast.roof}/relations/{cast.rope}?_method=DELETE", data={"kind": "blocked_by"})
    with engine.connect() as connection:
        untied = connection.scalar(sa.text("SELECT max(id) FROM change_set"))
    tie(member, cast.rope, "blocked_by", cast.roof)
    answer = member.post(f"/changes/{untied}/undo")
    assert answer.status_code == 409
    assert "waits for" in answer.text
    assert blocked(engine) == {cast.rope}


def test_what_relates_is_on_both_pages_once_and_is_parted_from_either(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    for todo, other in ((cast.rope, cast.roof), (cast.roof, cast.rope)):
        assert tie(member, todo, "relates", other) == 303
    for todo, other in ((cast.rope, cast.roof), (cast.roof, cast.rope)):
        page = member.get(f"/todos/{todo}").text
        assert "Relates to</dt>" in page
        assert page.count(f'<a href="/todos/{other}" dir="auto">') == 1
    member.post(f"/todos/{cast.rope}/relations/{cast.roof}?_method=DELETE", data={"kind": "relates"})
    assert "Relates to</dt>" not in member.get(f"/todos/{cast.roof}").text


def test_who_cannot_reach_the_other_reads_so_and_no_title(across: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(across.rusty_man)
    step = _last_step(engine)
    for address in (
        f"/todos/{across.roof}",
        f"/todos/{across.roof}/relations",
        f"/todos/{across.roof}/history",
        f"/teams/{across.z_force}/activity",
        f"/changes/{step}",
    ):
        page = member.get(address)
        assert page.status_code == 200
        assert "Spin a web" not in page.text, address
        assert "a todo that you cannot see" in page.text, address
    assert "Blocked by 1 todo" in member.get(f"/teams/{across.z_force}").text
    other = client(across.spider_boy)
    for address in (f"/todos/{across.spider_web}", f"/teams/{across.preventers}/activity", f"/changes/{step}"):
        page = other.get(address)
        assert "Call the roofer" not in page.text, address
        assert "a todo that you cannot see" in page.text, address
    assert "Spin a web" in client(across.deadpond).get(f"/todos/{across.roof}").text


def test_nothing_waits_for_what_rests_in_an_archived_team(across: Cast, client: Client, engine: sa.Engine) -> None:
    member, leader = scripted(client(across.rusty_man)), client(across.spider_boy)
    url, archival = f"/teams/{across.z_force}", f"/teams/{across.preventers}/archival"
    before = member.get(url)
    assert "Blocked by 1 todo" in before.text
    leader.post(archival)
    assert blocked(engine) == set()
    now = member.get(url, headers={"If-None-Match": before.headers["etag"]})
    assert now.status_code == 200
    assert "Blocked by" not in now.text
    assert "Preventers, archived, so nothing waits for it" in client(across.deadpond).get(f"/todos/{across.roof}").text
    leader.delete(archival)
    assert blocked(engine) == {across.roof}
    assert "Blocked by 1 todo" in member.get(url, headers={"If-None-Match": now.headers["etag"]}).text


def test_who_waits_may_untie_even_from_what_they_cannot_see(across: Cast, client: Client, engine: sa.Engine) -> None:
    assert tie(client(across.spider_boy), across.spider_web, "blocks", across.roof) == 404
    answer = client(across.spider_boy).post(
        f"/todos/{across.spider_web}/relations/{across.roof}?_method=DELETE", data={"kind": "blocks"}
    )
    assert answer.status_code == 404
    assert blocked(engine) == {across.roof}
    untie = f"/todos/{across.roof}/relations/{across.spider_web}?_method=DELETE"
    assert client(across.rusty_man).post(untie, data={"kind": "blocked_by"}).status_code == 303
    assert blocked(engine) == set()


def test_a_guest_of_the_team_that_would_wait_is_refused(across: Cast, client: Client) -> None:
    assert tie(client(across.deadpond), across.rope, "blocks", across.spider_web) == 403


def test_the_other_is_found_by_words_or_number_in_all_teams(across: Cast, client: Client) -> None:
    owner = client(across.deadpond)
    for words in ("spin", f"%23{across.spider_web}"):
        page = owner.get(f"/todos/{across.rope}/relations?q={words}&kind=relates").text
        assert "Spin a web" in page
        assert 'value="relates" checked' in page
    assert "Nothing found for “xyzzy”." in owner.get(f"/todos/{across.rope}/relations?q=xyzzy").text


def test_done_though_blocked_is_said(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    tie(member, cast.ladder, "blocked_by", cast.rope)
    answer = client(cast.rusty_man, htmx=True).post(f"/todos/{cast.ladder}/closure")
    assert "Done: “Borrow a ladder”, though 1 todo that blocks it is open." in answer.text


def test_a_move_to_another_team_keeps_it_and_a_purge_takes_it(across: Cast, client: Client, engine: sa.Engine) -> None:
    tie(client(across.deadpond), across.rope, "blocked_by", across.roof)
    with transaction(engine) as session:
        session.info["actor_id"] = across.deadpond
        mine = Access(session, session.get_one(Hero, across.deadpond))
        own = next(link.team for link in mine.hero.memberships if link.team.is_private)
        mine.todo(across.rope).transfer(own, None, "a0", by=mine.hero, branch=[])
    assert blocked(engine) == {across.roof, across.rope}
    other = client(across.spider_boy)
    other.delete(f"/todos/{across.spider_web}")
    other.delete(f"/trash/{_last_step(engine)}")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM todo_block")) == 1
        assert connection.scalar(sa.text("SELECT count(*) FROM change WHERE entity = 'todo_block'")) == 1


def _last_step(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.text("SELECT max(id) FROM change_set")) or 0
