"""The add box takes one todo or a whole list."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]
LIST = """Before we start.

# Kitchen

- [ ] Clean the oven
  With soda.
  - [x] Buy soda
- [x] Wipe the shelves

# Garden

- [ ] Cut the hedge
"""

LEAVING = "# Empty heading\n\n## Boat\n\n- Oars\n- Sail"


def test_one_line_becomes_one_todo(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "  Fix the fence "})
    assert answer.status_code == 303
    page = member.get(answer.headers["location"])
    assert "Fix the fence" in page.text
    assert "Added “Fix the fence”." in page.text


def test_a_pasted_list_becomes_sections_and_nested_todos(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": LIST, "step": "add"})
    assert answer.status_code == 200
    assert answer.text.index("Kitchen") < answer.text.index("Clean the oven") < answer.text.index("Cut the hedge")
    assert "Added 4 todos in 2 new sections." in answer.text
    assert "Before we start." in answer.text


def test_a_guest_may_not_add(cast: Cast, client: Client) -> None:
    assert client(cast.tarantula).post(f"/teams/{cast.z_force}/todos", data={"text": "Hi"}).status_code == 403


def test_a_stranger_gets_404(cast: Cast, client: Client) -> None:
    assert client(cast.spider_boy).post(f"/teams/{cast.z_force}/todos", data={"text": "Hi"}).status_code == 404


def test_nothing_typed_is_said(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "  ", "section": cast.doing, "done": "on"})
    assert answer.status_code == 422
    assert "This is still empty." in answer.text
    assert "New todo in Doing, Z-Force" in answer.text
    assert '<input type="hidden" name="done" value="on">' in answer.text


def test_with_a_script_one_todo_brings_its_row_and_the_counts(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "Tar the roof", "section": cast.backlog})
    assert f'hx-target="#group-{cast.backlog}-rows" hx-swap="beforeend"><li class="row new"' in answer.text
    assert f'<span class="num" id="group-{cast.backlog}-count">3</span>' in answer.text
    assert f'<span class="num" id="side-count-{cast.z_force}">3<' in answer.text
    assert "Order rope" not in answer.text
    assert "autofocus" in answer.text


def test_the_first_todo_without_a_section_brings_the_list(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "Anything"})
    assert 'hx-target="#list" hx-swap="outerHTML"' in answer.text
    assert "No section" in answer.text


def test_adding_stays_in_the_section_and_in_the_filter(cast: Cast, client: Client) -> None:
    form = {"text": "Tar the roof", "section": cast.backlog, "done": "on"}
    answer = client(cast.rusty_man).post(f"/teams/{cast.z_force}/todos", data=form)
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?into={cast.backlog}&done=on&did=")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_list_that_is_too_long_is_refused_and_kept(cast: Cast, client: Client, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    lines = "\n".join(f"Todo {number}" for number in range(2001))
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": lines})
    assert answer.status_code == 422
    assert "This list has 2,001 todos, and 2,000 fit into one paste." in answer.text
    assert "Todo 2000</textarea>" in answer.text
    assert ">Todo 1<" not in client(cast.rusty_man).get(f"/teams/{cast.z_force}").text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_added_is_told_also_beside_what_was_left_out(cast: Cast, client: Client, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": LEAVING, "step": "add"})
    assert "Show what was left out" in answer.text
    assert "Added 2 todos in 1 new section." in answer.text


def test_the_same_form_twice_adds_once(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answers = [member.post(f"/teams/{cast.z_force}/todos", data={"text": "Once", "_key": "k1"}) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert member.get(f"/teams/{cast.z_force}").text.count(">Once<") == 1


def test_the_list_costs_the_same_with_ten_todos_and_with_fifty(
    cast: Cast, client: Client, queries: Callable[..., object]
) -> None:
    member = client(cast.rusty_man)
    costs = []
    for count in (10, 40):
        lines = "\n".join(f"Todo {number} of {count}" for number in range(count))
        member.post(f"/teams/{cast.z_force}/todos", data={"text": lines, "step": "add"})
        with queries() as sent:  # type: ignore[attr-defined]
            member.get(f"/teams/{cast.z_force}")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 15
