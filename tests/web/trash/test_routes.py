"""The trash shows a hero what they may bring back."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.history import RecordedSession, commit
from app.models import Comment, CommentCreate, Section, SectionCreate, Todo
from app.models.order import ranks_after
from tests.cast import Cast
from tests.crowd import crowd

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def entries(browser: TestClient) -> int:
    """How many rows the trash shows."""
    return browser.get("/trash").text.count('<tr id="trash-')


def test_every_kind_of_thing_stands_there_with_what_went_along(
    cast: Cast, client: Client, session: RecordedSession, access: Reach
) -> None:
    mine = access(cast.deadpond)
    comment = Comment.write(mine.todo(cast.rope), CommentCreate(body="Thirty metres."), by=mine.hero)
    mine.add(comment)
    comment.trash(by=mine.hero)
    commit(session)
    owner = client(cast.deadpond)
    for path in (
        f"/teams/{cast.z_force}/labels/{cast.house}",
        f"/teams/{cast.z_force}/sections/{cast.backlog}",
        f"/todos/{cast.roof}",
        f"/heroes/{cast.tarantula}",
    ):
        owner.post(f"{path}?_method=DELETE")
    text = owner.get("/trash").text
    for words in ("Label in Z-Force", "Section of Z-Force", "Todo in Z-Force", "2 sub-todos", "Thirty metres."):
        assert words in text
    for words in ("Comment on “Order rope”", "left 1 team, 1 todo without them", "by you", "in 30 days"):
        assert words in text
    assert text.index("Tarantula") < text.index("Call the roofer") < text.index("Backlog") < text.index("house")


def test_below_a_deleted_team_nothing_stands_on_its_own(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    owner.post(f"/todos/{cast.rope}?_method=DELETE")
    owner.post(f"/teams/{cast.z_force}?_method=DELETE")
    text = owner.get("/trash").text
    assert text.count('<tr id="trash-') == 1
    assert "3 todos, 2 labels, 2 sections" in text


def test_only_those_who_may_restore_see_it(cast: Cast, client: Client) -> None:
    client(cast.deadpond).post(f"/todos/{cast.roof}?_method=DELETE")
    seen = {hero: entries(client(hero)) for hero in (cast.rusty_man, cast.tarantula, cast.spider_boy, cast.north)}
    assert seen == {cast.rusty_man: 1, cast.tarantula: 0, cast.spider_boy: 0, cast.north: 1}


def test_a_deleted_team_is_for_its_owners_and_admins(cast: Cast, client: Client) -> None:
    client(cast.deadpond).post(f"/teams/{cast.z_force}?_method=DELETE")
    seen = {hero: entries(client(hero)) for hero in (cast.deadpond, cast.rusty_man, cast.spider_boy, cast.north)}
    assert seen == {cast.deadpond: 1, cast.rusty_man: 0, cast.spider_boy: 0, cast.north: 1}


def test_ones_own_trash_is_nobody_elses(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    owner.post(f"/teams/{cast.deadpond}/todos", data={"text": "Secret"})
    page = owner.get(f"/teams/{cast.deadpond}").text
    todo = page.split('id="todo-')[1].split('"')[0]
    owner.post(f"/todos/{todo}?_method=DELETE")
    assert entries(owner) == 1
    assert entries(client(cast.north)) == 0


def test_what_goes_tomorrow_is_marked(cast: Cast, client: Client, session: RecordedSession) -> None:
    owner = client(cast.deadpond)
    owner.post(f"/todos/{cast.roof}?_method=DELETE")
    session.execute(sa.update(Todo).where(Todo.id == cast.roof).values(trashed_at=now() - timedelta(days=29)))  # type: ignore[arg-type]  # a column at run time
    session.commit()
    assert '<b class="late-text">tomorrow</b>' in owner.get("/trash").text


def test_nothing_there_says_so(cast: Cast, client: Client) -> None:
    page = client(cast.deadpond).get("/trash")
    assert "Nothing in the trash" in page.text
    assert "Empty the trash…" not in page.text


def test_it_is_paged_and_costs_the_same_however_much_there_is(
    cast: Cast, client: Client, session: RecordedSession, access: Reach, queries: Callable[..., object]
) -> None:
    owner, costs = client(cast.deadpond), []
    for count in (10, 45):
        for rank in ranks_after(None, count):
            mine = access(cast.deadpond)
            section = Section.add(mine.team(cast.z_force), SectionCreate(name="S"), rank=rank, by=mine.hero)
            mine.add(section)
            section.trash(by=mine.hero)
            commit(session)
        with queries() as sent:  # type: ignore[attr-defined]
            page = owner.get("/trash")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6
    assert page.text.count('<tr id="trash-') == 50
    rest = page.text.split('href="/trash?before=')[1].split('"')[0]
    assert owner.get(f"/trash?before={rest}").text.count('<tr id="trash-') == 5


def test_an_anonymous_browser_is_asked_to_sign_in(cast: Cast, anonymous: TestClient) -> None:
    assert anonymous.get("/trash").headers["location"].startswith("/login")


def test_an_address_that_nobody_made_is_the_start(cast: Cast, client: Client) -> None:
    client(cast.deadpond).post(f"/todos/{cast.roof}?_method=DELETE")
    for address in ("/trash?before=9999999999999999999", "/trash?before=x", "/trash?did=9999999999999999999"):
        assert client(cast.deadpond).get(address).text.count('<tr id="trash-') == 1


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # the one that says how many steps it takes
def test_a_large_team_in_it_is_counted_in_one_go(cast: Cast, client: Client, engine: sa.Engine) -> None:
    steps: list[int] = []
    thousand = 1000

    def watch(driver: sqlite3.Connection, *_rest: object) -> None:
        driver.set_progress_handler(lambda: steps.append(thousand), thousand)

    owner = client(cast.deadpond)
    crowd(engine, cast, 2_000)
    owner.post(f"/teams/{cast.z_force}?_method=DELETE")
    event.listen(engine, "checkout", watch)
    owner.get("/trash")
    before = sum(steps)
    step = owner.get("/trash").text.split('id="trash-')[1].split('"')[0]
    owner.get(f"/trash/{step}/deletion")
    event.remove(engine, "checkout", watch)
    engine.dispose()  # nothing watches its connections any more
    assert 0 < before < sum(steps) < 2_000 * 1_000
