"""The board of all my teams."""

import re
from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_every_team_of_mine_is_a_column(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    page = client(cast.rusty_man).get("/board").text
    assert re.findall(r'<section class="column" id="team-(\d+)"', page)[1:] == [str(cast.z_force)]
    assert "Spin a web" not in page
    assert page.count('data-drop="team=') == 2
    assert page.count('data-drag="place"') == 2
    guest = client(cast.tarantula).get("/board").text
    assert f'data-drop="team={cast.z_force}"' not in guest
    assert 'data-drag="place"' not in guest


def test_the_soonest_come_first_and_done_ones_are_left_out(
    cast: Cast, client: Client, queries: Callable[[], Any]
) -> None:
    member, costs = client(cast.rusty_man), []
    for count in (1, 60):
        text = "\n".join(f"Number {number} on 2027-01-{number % 28 + 1:02}" for number in range(count))
        member.post(f"/teams/{cast.z_force}/todos", data={"text": text, "step": "add"})
        with queries() as sent:
            page = member.get("/board").text
        costs.append(len(sent))
    member.post(f"/todos/{cast.rope}/closure")
    assert costs[0] == costs[1]
    assert page.index("Number 0") < page.index("Number 1<")
    assert "more on its own board" in page
    assert page.count('class="card"') == 50


def test_a_filter_narrows_it(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    page = member.get("/board?assignee=Tarantula").text
    assert re.findall(r'id="card-(\d+)"', page) == [str(cast.rope)]
    assert f'<a href="/teams/{cast.z_force}/board">' in page
    member.post(f"/todos/{cast.rope}/closure")
    assert re.findall(r'id="card-(\d+)"', member.get("/board?assignee=Tarantula").text) == []
    assert re.findall(r'id="card-(\d+)"', member.get("/board?assignee=Tarantula&state=done").text) == [str(cast.rope)]
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "\n".join(["Knot #rope"] * 60), "step": "add"})
    page = member.get("/board?label=rope").text
    assert "10 more on its own board" in page
    assert f'href="/teams/{cast.z_force}/board?label=rope"' in page
