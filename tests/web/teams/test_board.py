"""A team's board: columns of cards, limits, and what enters a done column."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Section, Todo
from tests.cast import Cast

Client = Callable[..., TestClient]


def make_done(engine: sa.Engine, section_id: int) -> None:
    """What enters this section is done from now on."""
    with transaction(engine) as session:
        session.get_one(Section, section_id).is_done_column = True


def columns(page: str) -> dict[str, list[int]]:
    """The ids of the cards, by column."""
    parts = re.split(r'<section class="column" id="column-(\w+)"', page)
    return {
        name: [int(one) for one in re.findall(r'id="card-(\d+)"', text)]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def todo(engine: sa.Engine, todo_id: int) -> Todo:
    """As it is stored now."""
    with transaction(engine) as session:
        found = session.get_one(Todo, todo_id)
        session.expunge(found)
        return found


def test_each_section_is_a_column_and_so_are_those_without(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}/board").text
    assert columns(page) == {str(cast.backlog): [cast.roof, cast.rope], str(cast.doing): [], "none": []}
    assert "data-drag" not in page
    assert "Add column" not in page
    member = client(cast.rusty_man).get(f"/teams/{cast.z_force}/board").text
    assert member.count("data-drag=") == 2
    assert 'aria-current="page" data-key="2"' in member


def test_the_board_costs_the_same_however_much_it_holds(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    member, costs = client(cast.rusty_man), []
    for count in (1, 60):
        many = "\n".join(f"Number {number} #house @rusty" for number in range(count))
        for section in (cast.backlog, cast.doing):
            data = {"text": many, "section": section, "step": "add"}
            assert member.post(f"/teams/{cast.z_force}/todos", data=data).status_code == 303
        with queries() as sent:
            page = member.get(f"/teams/{cast.z_force}/board").text
        costs.append(len(sent))
    assert costs[0] == costs[1]
    assert [len(cards) for cards in columns(page).values()] == [50, 50, 0]
    url = re.search(r'href="(/teams/\d+/board\?column=[^"]+)"', page)
    assert url
    rest = member.get(url[1].replace("&amp;", "&"))
    assert len(columns(rest.text)[str(cast.backlog)]) == 13
    parts = client(cast.rusty_man, htmx=True).get(url[1].replace("&amp;", "&")).text
    assert parts.count('hx-swap="delete"') == 13
    assert f'hx-target="#column-{cast.backlog}-cards"' in parts


@pytest.mark.parametrize("htmx", [False, True])
def test_a_card_is_added_to_its_column(cast: Cast, client: Client, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    form = client(cast.rusty_man).get(f"/teams/{cast.z_force}/board?into={cast.doing}").text
    assert 'name="board" value="on"' in form
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "Paint", "section": cast.doing, "board": "on"})
    if htmx:
        assert f'hx-target="#column-{cast.doing}-cards" hx-swap="beforeend"' in answer.text
        assert 'class="card new"' in answer.text
    else:
        assert answer.headers["location"].startswith(f"/teams/{cast.z_force}/board?into={cast.doing}&did=")
    refused = client(cast.rusty_man).post(f"/teams/{cast.z_force}/todos", data={"text": " ", "board": "on"})
    assert refused.status_code == 422
    assert 'class="board"' in refused.text


def test_a_filter_narrows_its_columns_and_what_comes_after(cast: Cast, client: Client) -> None:
    member, address = client(cast.rusty_man), f"/teams/{cast.z_force}/board"
    assert columns(member.get(f"{address}?assignee=Tarantula").text)[str(cast.backlog)] == [cast.rope]
    assert columns(member.get(f"{address}?q=-assignee:Tarantula").text)[str(cast.backlog)] == [cast.roof]
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "\n".join(["Knot #rope"] * 60), "step": "add"})
    page = member.get(f"{address}?label=rope").text
    assert len(columns(page)["none"]) == 50
    assert 'id="add"' not in page
    (more,) = {unescape(url) for url in re.findall(r'href="([^"]+column=none[^"]+)"', page)}
    assert len(columns(member.get(more).text)["none"]) == 10
    refused = member.get(f"{address}?label=nonsense").text
    assert "nonsense" in refused
    assert columns(refused)[str(cast.backlog)] == []


def test_what_moves_on_a_narrowed_board_is_shown_by_that_board(cast: Cast, client: Client) -> None:
    address = f"/teams/{cast.z_force}/board?assignee=Tarantula"
    browser, with_script = client(cast.rusty_man), client(cast.rusty_man, htmx=True)
    assert '<input type="hidden" name="filtered" value="on">' in browser.get(address).text
    data = {"section": str(cast.doing), "view": "board", "filtered": "on"}
    came_from = {"Referer": f"http://localhost{address}"}
    answer = with_script.put(f"/todos/{cast.rope}/place", data=data, headers=came_from)
    assert answer.headers["hx-redirect"].startswith(f"/teams/{cast.z_force}/board?assignee=Tarantula")
    assert columns(browser.get(address).text)[str(cast.doing)] == [cast.rope]


def test_a_limit_is_said_and_stops_nobody(cast: Cast, client: Client) -> None:
    member, address = client(cast.rusty_man), f"/teams/{cast.z_force}/sections/{cast.backlog}"
    edited = member.put(f"{address}?back=board", data={"name": "Backlog", "todo_limit": "1", "version": "1"})
    assert edited.headers["location"].startswith(f"/teams/{cast.z_force}/board?did=")
    assert edited.headers["location"].endswith(f"#column-{cast.backlog}")
    page = member.get(f"/teams/{cast.z_force}/board").text
    assert re.search(r'class="num over-limit".*?2 of 1<span class="vh">more than the limit', page)
    assert "took the limit" not in member.get(f"/teams/{cast.z_force}/history").text
    for wrong in ("0", "1000", "many"):
        answer = member.put(address, data={"name": "Backlog", "todo_limit": wrong, "version": "2"})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
    member.put(address, data={"name": "Backlog", "todo_limit": "", "version": "2"})
    assert "over-limit" not in member.get(f"/teams/{cast.z_force}/board").text
    told = member.get(f"/teams/{cast.z_force}/history").text
    assert "set the limit of <b>Backlog</b> to <b>1</b>" in told
    assert "took the limit of <b>Backlog</b> away" in told


@pytest.mark.parametrize("htmx", [False, True])
def test_what_enters_a_done_column_is_done_and_open_again_when_it_leaves(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    make_done(engine, cast.doing)
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.put(f"/todos/{cast.roof}/place", data={"section": cast.doing, "view": "board"})
    assert todo(engine, cast.roof).completed_by == cast.rusty_man
    assert not todo(engine, cast.gutters).closed
    if htmx:
        assert "Its open sub-todos stay open." in answer.text
        assert f'hx-target="#column-{cast.doing}-cards"' in answer.text
    member.post("/undo")
    back = todo(engine, cast.roof)
    assert (back.closed, back.section_id) == (False, cast.backlog)
    member.post("/redo")
    assert todo(engine, cast.roof).closed
    member.put(f"/todos/{cast.roof}/place", data={"section": cast.backlog})
    assert not todo(engine, cast.roof).closed


def test_every_way_into_a_done_column_ends_there(cast: Cast, client: Client, engine: sa.Engine) -> None:
    make_done(engine, cast.doing)
    member = client(cast.rusty_man)
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "Typed there", "section": cast.doing})
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "Named there /doing"})
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "# Doing\n- [ ] Pasted there\n", "step": "add"})
    member.post("/todos/selection", data={"todos": [cast.roof], "section": cast.doing})
    member.put(
        f"/todos/{cast.rope}", data={"title": "Order rope", "priority": "normal", "section": cast.doing, "version": "1"}
    )
    with engine.connect() as connection:
        done = sa.text("SELECT title FROM todo WHERE section_id = :doing AND completed_at IS NOT NULL ORDER BY id")
        titles = list(connection.scalars(done, {"doing": cast.doing}))
    assert titles == ["Call the roofer", "Order rope", "Typed there", "Named there", "Pasted there"]


def test_what_repeats_comes_again_where_it_stood(cast: Cast, client: Client, engine: sa.Engine) -> None:
    make_done(engine, cast.doing)
    member = client(cast.rusty_man, htmx=True)
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "Water every monday", "section": cast.backlog})
    with engine.connect() as connection:
        one = connection.scalar(sa.text("SELECT id FROM todo WHERE title = 'Water'"))
    answer = member.put(f"/todos/{one}/place", data={"section": cast.doing, "view": "board"})
    assert 'hx-target="#board"' in answer.text, "more than a card came and went"
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT section_id, completed_at FROM todo WHERE title = 'Water' ORDER BY id")
        )
        places = [(row.section_id, row.completed_at is not None) for row in rows]
    assert places == [(cast.doing, True), (cast.backlog, False)]


def test_picked_cards_change_where_they_are(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    data = {"todos": [cast.roof, cast.rope], "section": cast.doing, "view": "board"}
    answer = member.post("/todos/selection", data=data).text
    assert 'hx-target="#board" hx-swap="outerHTML"' in answer
    assert columns(answer)[str(cast.doing)] == [cast.roof, cast.rope]


def test_columns_are_added_moved_and_deleted_from_the_board(cast: Cast, client: Client) -> None:
    member, address = client(cast.rusty_man), f"/teams/{cast.z_force}/sections"
    added = member.post(f"{address}?back=board", data={"name": "Parked"})
    assert "/board?did=" in added.headers["location"]
    moved = member.put(f"{address}/{cast.doing}/place?back=board", data={"before": cast.backlog})
    assert moved.headers["location"].endswith(f"/board?did={moved.headers['location'].split('did=')[1]}")
    page = member.get(f"/teams/{cast.z_force}/board").text
    assert list(columns(page))[:2] == [str(cast.doing), str(cast.backlog)]
    here = {"HX-Current-URL": f"http://localhost/teams/{cast.z_force}/board"}
    gone = client(cast.rusty_man, htmx=True).delete(f"{address}/{cast.backlog}", headers=here)
    assert gone.headers["hx-redirect"].startswith(f"/teams/{cast.z_force}/board?did=")
    assert columns(member.get(f"/teams/{cast.z_force}/board").text)["none"] == [cast.roof, cast.rope]
