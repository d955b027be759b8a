"""Lists that a filter narrows: a team's and that of all teams."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_a_teams_list_is_narrowed_by_its_address_and_by_its_text(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    address = f"/teams/{cast.z_force}"
    for query in ("assignee=me&-label=gear", "q=assignee:me+-label:gear"):
        page = unescape(member.get(f"{address}?{query}").text)
        assert "Call the roofer" in page
        assert "Order rope" not in page
        assert 'value="assignee:me -label:gear"' in page
        assert '<b role="status">1 todo</b>' in page
        assert "Hero: me" in page
        assert "Label: not gear" in page
        assert f'href="{address}?-label=gear" aria-label="Remove filter: Hero: me"' in page
        assert f'href="{address}">Clear<' in page


def test_what_says_nothing_is_said_and_one_step_leads_on(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    page = unescape(member.get(f"/teams/{cast.z_force}?label=hose&due=someday&q=sort:colour").text)
    assert "There is no label “hose” on Z-Force." in page
    assert "“someday” is no day: write late, today, week, 7d, <7d, none, or a date such as 2026-12-24." in page
    assert "A list is not sorted by “colour”" in page
    assert "Nothing here fits" in page
    assert f'href="/teams/{cast.z_force}">Show all todos<' in page
    assert "Call the roofer" not in page


def test_sub_todos_are_found_too_and_lists_go_on_where_a_page_ends(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    lines = "\n".join(f"Todo {n}" for n in range(1, 71))
    member.post(f"/teams/{cast.z_force}/todos", data={"text": lines, "step": "add"})
    page = member.get(f"/teams/{cast.z_force}?priority=normal&sort=newest").text
    assert "Sub-todos" in page
    assert ">Todo 70<" in page
    rest = unescape(re.findall(r'href="([^"]*part=0[^"]*)"', page)[0])
    assert ">Todo 1<" in member.get(rest).text
    answer = client(cast.rusty_man, htmx=True).get(rest).text
    assert 'hx-target="#found-0-rows" hx-swap="beforeend"' in answer
    assert 'hx-target="#found-0-more" hx-swap="outerHTML"' in answer


def test_all_todos_are_those_of_ones_teams(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get("/todos").text
    assert "Call the roofer" in page
    assert "Spin a web" not in page
    assert '<h2 dir="auto">Z-Force</h2>' in page
    assert 'href="/todos" aria-current="page"' in page
    assert "Nothing here fits" in client(cast.rusty_man).get("/todos?team=Preventers").text
    assert "Spin a web" in client(cast.spider_boy).get("/todos?group=none&sort=due").text


def test_picked_todos_of_a_narrowed_list_are_changed_and_it_is_shown_anew(cast: Cast, client: Client) -> None:
    address = f"http://localhost/teams/{cast.z_force}?label=house"
    data = {"todos": cast.roof, "priority": "high", "filtered": "on"}
    answer = client(cast.rusty_man, htmx=True).post("/todos/selection", data=data, headers={"Referer": address})
    assert re.fullmatch(rf"/teams/{cast.z_force}\?label=house&did=\d+#todo-{cast.roof}", answer.headers["hx-redirect"])


@pytest.mark.parametrize("path", ["/teams/{team}", "/todos"])
def test_lists_take_as_many_statements_however_long_they_are(
    path: str, cast: Cast, client: Client, queries: Callable[[], Any]
) -> None:
    member = client(cast.rusty_man)
    address = f"{path.format(team=cast.z_force)}?assignee=me,nobody&-label=gear&group=label&sort=due"
    member.get(address)
    with queries() as few:
        member.get(address)
    lines = "\n".join(f"Todo {n} #label{n % 7}" for n in range(60))
    member.post(f"/teams/{cast.z_force}/todos", data={"text": lines, "step": "add"})
    with queries() as many:
        assert "Show more" in member.get(address).text
    assert len(many) == len(few)
