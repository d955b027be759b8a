"""A todo between two others: beside neighbours that may be gone, one step out or in, and many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.test_request import served

Client = Callable[..., TestClient]


def add(member: TestClient, cast: Cast, *titles: str) -> None:
    """To the end of the backlog."""
    for title in titles:
        member.post(f"/teams/{cast.z_force}/todos", data={"text": title, "section": cast.backlog})


def ids(engine: sa.Engine) -> dict[str, int]:
    """All todos by title."""
    with engine.connect() as connection:
        return {row.title: row.id for row in connection.execute(sa.text("SELECT id, title FROM todo"))}


def order(engine: sa.Engine, section: int | None = None, parent: int | None = None) -> list[str]:
    """The living todos of a section, or below a parent."""
    column, value = ("parent_id", parent) if parent else ("section_id", section)
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text(f"SELECT title, rank FROM todo WHERE {column} = :value AND trashed_at IS NULL"),
            {"value": value},
        )
        return [row.title for row in sorted(rows, key=lambda row: str(row.rank))]


@pytest.mark.parametrize("htmx", [False, True])
def test_it_goes_behind_or_ahead_of_a_neighbour(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    add(member, cast, "Third", "Fourth")
    fourth = ids(engine)["Fourth"]
    place = {"section": cast.backlog, "after": cast.roof, "before": cast.rope, "view": "list"}
    answer = member.put(f"/todos/{fourth}/place", data=place)
    assert order(engine, cast.backlog) == ["Call the roofer", "Fourth", "Order rope", "Third"]
    if htmx:
        assert f'hx-target="#todo-{cast.roof}" hx-swap="afterend"' in answer.text
        assert "“Fourth”: 2 of 4 in Backlog." in answer.text
    else:
        assert answer.headers["location"].endswith(f"#todo-{fourth}")
        assert "“Fourth”: 2 of 4 in Backlog." in member.get(answer.headers["location"]).text
    member.put(f"/todos/{fourth}/place", data={"section": cast.backlog, "before": cast.roof, "view": "list"})
    assert order(engine, cast.backlog)[0] == "Fourth"
    again = member.put(f"/todos/{fourth}/place", data={"section": cast.backlog, "before": cast.roof})
    assert "did=" not in again.headers["hx-redirect" if htmx else "location"], "it stands there already"
    member.post("/undo")
    assert order(engine, cast.backlog) == ["Call the roofer", "Fourth", "Order rope", "Third"]


def test_where_its_neighbour_went_away_it_stands_at_the_end_and_that_is_said(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    member = client(cast.rusty_man, htmx=True)
    add(member, cast, "Third")
    third = ids(engine)["Third"]
    member.delete(f"/todos/{cast.roof}")
    for neighbour in (cast.roof, cast.rope, 10_000):
        answer = member.put(f"/todos/{third}/place", data={"section": cast.doing, "after": neighbour, "view": "list"})
        assert answer.status_code == 200
        assert "not there any more, so it stands at the end" in answer.text
    assert order(engine, cast.doing) == ["Third"]
    told = member.put(
        f"/todos/{third}/place", data={"section": cast.backlog, "behind": cast.web_label + 5_000, "view": "list"}
    )
    assert "so it stands at the end" in told.text


def test_behind_a_todo_says_where_altogether(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    page = member.get(f"/todos/{cast.rope}/move").text
    assert f'<option value="{cast.roof}">Backlog: Call the roofer</option>' in page
    member.put(f"/todos/{cast.rope}/place", data={"behind": cast.gutters})
    assert order(engine, parent=cast.roof) == ["Clean the gutters", "Order rope"]


def test_one_step_out_and_one_in(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    member.put(f"/todos/{cast.ladder}/place", data={"step": "out"})
    assert order(engine, parent=cast.roof) == ["Clean the gutters", "Borrow a ladder"]
    member.put(f"/todos/{cast.ladder}/place", data={"step": "out"})
    assert order(engine, cast.backlog) == ["Call the roofer", "Borrow a ladder", "Order rope"]
    member.put(f"/todos/{cast.ladder}/place", data={"step": "in"})
    assert order(engine, parent=cast.roof) == ["Clean the gutters", "Borrow a ladder"]
    for step, todo in (("out", cast.rope), ("in", cast.roof)):
        refused = member.put(f"/todos/{todo}/place", data={"step": step})
        assert refused.status_code == 422
        assert "Nothing was changed." in refused.text
    told = client(cast.rusty_man, htmx=True).put(f"/todos/{cast.rope}/place", data={"step": "out", "view": "subs"})
    assert told.status_code == 422
    assert 'hx-target="#toasts"' in told.text


def test_below_a_row_it_leaves_the_list_and_that_row_counts_it(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    answer = member.put(f"/todos/{cast.rope}/place", data={"parent": cast.roof, "view": "list"}).text
    assert f'hx-target="#todo-{cast.rope}" hx-swap="delete"' in answer
    assert f'hx-target="#todo-{cast.roof}" hx-swap="outerHTML"' in answer
    assert "0/2" in answer
    assert "“Order rope”: 2 of 2 below “Call the roofer”." in answer
    too_deep = member.put(f"/todos/{cast.roof}/place", data={"parent": cast.ladder, "view": "list"})
    assert (too_deep.status_code, "cannot be a sub-todo of itself" in too_deep.text) == (422, True)


def test_32_who_move_at_once_keep_every_todo_once(app: FastAPI, cast: Cast, client: Client, engine: sa.Engine) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(32) as crowd:
        many = "\n".join(f"Number {number}" for number in range(12))
        browser.post(f"/teams/{cast.z_force}/todos", data={"text": many, "section": str(cast.backlog), "step": "add"})
        mine = [one for title, one in ids(engine).items() if title.startswith("Number")]

        def move(person: int) -> int:
            one, after, before = Random(person).sample(mine, 3)
            data = {"section": str(cast.backlog), "after": str(after), "before": str(before)}
            return browser.post(f"/todos/{one}/place?_method=PUT", data=data).status_code

        # A machine that is too busy to give somebody their turn says so, and has moved nothing.
        assert {303} <= {*crowd.map(move, range(32))} <= {303, 503}
    with engine.connect() as connection:
        ranks = list(connection.scalars(sa.text("SELECT rank FROM todo WHERE section_id = :s"), {"s": cast.backlog}))
    assert len(ranks) == len({*ranks}) == 2 + len(mine)
