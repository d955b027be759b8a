"""One todo's page."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_it_says_where_it_stands_who_has_it_and_what_is_below(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/todos/{cast.roof}").text
    for words in ("Z-Force", "Backlog", "Deadpond", "house", "Clean the gutters", "0 of 1", "created this todo"):
        assert words in page


def test_a_sub_todo_names_its_parents_and_the_section_of_the_topmost(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/todos/{cast.ladder}").text
    bar = page[page.index("sheet-bar") : page.index("sheet-title")]
    assert bar.index("Z-Force") < bar.index("Backlog") < bar.index("Call the roofer") < bar.index("Clean the gutters")


def test_it_is_not_there_for_a_stranger_and_for_nobody(cast: Cast, client: Client, anonymous: TestClient) -> None:
    assert client(cast.spider_boy).get(f"/todos/{cast.roof}").status_code == 404
    assert anonymous.get(f"/todos/{cast.roof}").status_code == 303


def test_a_guest_gets_no_buttons_for_what_they_may_not(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/todos/{cast.roof}").text
    for address in ("edit", "move", "deletion", "subs", "assignments", "labels", "closure"):
        assert f"/todos/{cast.roof}/{address}" not in page
    assert f"/todos/{cast.roof}/comments" in page


def test_notes_are_shown_as_markdown_and_never_as_code(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    form = {"title": "Roof", "priority": "normal", "notes": "**Bold** <script>alert(1)</script>", "save": "on"}
    member.put(f"/todos/{cast.roof}", data=form)
    page = member.get(f"/todos/{cast.roof}").text
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page


def test_its_story_tells_what_was_done_and_by_whom(cast: Cast, client: Client) -> None:
    form = {"title": "Call her", "priority": "high", "due_day": "2031-05-29", "notes": "", "save": "on"}
    client(cast.rusty_man).put(f"/todos/{cast.roof}", data=form)
    client(cast.rusty_man).post(f"/todos/{cast.gutters}/closure", data={"subs": "leave"})
    page = client(cast.deadpond).get(f"/todos/{cast.roof}").text
    assert "<b>Rusty-Man</b> changed the title: Call <del>the roofer</del><ins>her</ins>" in page
    assert "<b>Rusty-Man</b> set the due date to <b>Thursday 29 May 2031</b>" in page
    assert "<b>Rusty-Man</b> set the priority to <b>High</b>" in page
    assert "<b>Rusty-Man</b> marked this done" in client(cast.deadpond).get(f"/todos/{cast.gutters}").text


def test_its_story_tells_where_it_moved(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    for place in ({"section": cast.doing}, {"section": ""}, {"parent": cast.roof}, {"section": cast.doing}):
        member.put(f"/todos/{cast.rope}/place", data={"end": "last"} | place)
    page = member.get(f"/todos/{cast.rope}").text
    told = [
        page.index(words)
        for words in ("from Backlog to <b>Doing", "out of Doing", "under <b>Call the roofer", "todo of its own")
    ]
    assert told == sorted(told)
    assert page.count("<b>You</b>") == 4


def test_words_in_its_story_are_never_code(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    member.put(f"/todos/{cast.rope}", data={"title": "<script>alert(1)</script>", "priority": "normal"})
    page = member.get(f"/todos/{cast.rope}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_many_sub_todos_and_comments_come_in_pages(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    for number in range(51):
        member.post(f"/todos/{cast.rope}/subs", data={"title": f"Step {number}."})
        member.post(f"/todos/{cast.rope}/comments", data={"body": f"Remark {number}."})
    page = member.get(f"/todos/{cast.rope}").text
    assert "Step 49." in page
    assert "Step 50." not in page
    assert "Remark 50." in page
    assert "Remark 0." not in page
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split(f'href="/todos/{cast.rope}?')[1:]]
    pages = "".join(member.get(f"/todos/{cast.rope}?{link.split('#')[0]}").text for link in links)
    assert "Step 50." in pages
    assert "Remark 0." in pages


@pytest.mark.parametrize("query", ["after=x", "after=a1,99999999999999999999", "before=-1", "before=é"])
def test_a_made_up_place_in_a_list_is_its_start(cast: Cast, client: Client, query: str) -> None:
    page = client(cast.rusty_man).get(f"/todos/{cast.roof}?{query}")
    assert page.status_code == 200
    assert "Clean the gutters" in page.text


def test_it_costs_the_same_with_much_below_it_as_with_little(
    cast: Cast, client: Client, queries: Callable[[], Any]
) -> None:
    member = client(cast.rusty_man)
    costs = []
    for number in range(6):
        member.post(f"/todos/{cast.rope}/subs", data={"title": f"Step {number}"})
        member.post(f"/todos/{cast.rope}/comments", data={"body": f"Remark {number}"})
        with queries() as sent:
            member.get(f"/todos/{cast.rope}")
        costs.append(len(sent))
    assert len(set(costs)) == 1
    assert costs[0] <= 22
