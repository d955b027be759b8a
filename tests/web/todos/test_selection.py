"""Many todos are changed in one step, and what cannot be is said."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.models import Todo
from tests.cast import Cast
from tests.dump import dump
from tests.web.todos.picking import ADDRESS, pick, steps, words

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


@pytest.fixture
def read(cast: Cast, access: Reach) -> Callable[[int], Todo]:
    """A todo as it is stored now, in the trash or not."""

    def read(todo_id: int) -> Todo:
        mine = access(cast.north)
        mine._session.rollback()
        mine._session.expire_all()
        return mine.with_trash(Todo, todo_id)

    return read


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("verb", "counts", "said"),
    [
        ({"close": "on"}, {"todo.closed": 2}, "2 todos done."),
        ({"assign": "{deadpond}"}, {"assignment.created": 1}, "“Order rope” given to Deadpond Wilson."),
        ({"label": "{gear}"}, {"todo_label.created": 2}, "Label “gear” put on 2 todos."),
        ({"due": "2026-05-29"}, {"todo.changed": 2}, "2 todos saved."),
        ({"due": "given", "day": "2026-05-29"}, {"todo.changed": 2}, "2 todos saved."),
        ({"priority": "urgent"}, {"todo.changed": 2}, "2 todos saved."),
        ({"section": "{doing}"}, {"todo.moved": 2}, "Moved 2 todos to Doing."),
        ({"section": "none"}, {"todo.moved": 2}, "2 todos are in no section now."),
    ],
)
def test_each_verb_is_one_step_and_told_in_numbers(
    cast: Cast,
    client: Client,
    engine: sa.Engine,
    htmx: bool,
    verb: dict[str, str],
    counts: dict[str, int],
    said: str,
) -> None:
    before, member = len(steps(engine)), client(cast.deadpond, htmx=htmx)
    filled = {name: value.format(**vars(cast)) for name, value in verb.items()}
    answer = member.post(ADDRESS, data=pick(cast.roof, cast.rope, **filled))
    assert [step["counts"] for step in steps(engine)[before:]] == [counts]
    told = answer if htmx or answer.status_code == 200 else member.get(answer.headers["location"])
    assert said in words(told)


def test_what_is_done_is_opened_again_and_a_date_is_taken_away(
    cast: Cast, client: Client, read: Callable[[int], Todo]
) -> None:
    member = client(cast.rusty_man)
    for verb in ({"due": "2026-05-29"}, {"due": "none"}, {"close": "on"}, {"reopen": "on"}):
        assert member.post(ADDRESS, data=pick(cast.roof, cast.rope) | verb).status_code in {200, 303}
    assert [(read(one).closed, read(one).due_on) for one in (cast.roof, cast.rope)] == [(False, None)] * 2


def test_a_day_takes_the_place_of_a_time(cast: Cast, client: Client, read: Callable[[int], Todo]) -> None:
    member = client(cast.rusty_man)
    timed = {"title": "Order rope", "priority": "normal", "due_day": "2026-05-01", "due_time": "09:00"}
    member.put(f"/todos/{cast.rope}", data=timed)
    member.post(ADDRESS, data=pick(cast.rope, due="2026-05-29"))
    rope = read(cast.rope)
    assert (str(rope.due_on), rope.due_at) == ("2026-05-29", None)


def test_open_sub_todos_stay_open_and_it_is_said(cast: Cast, client: Client, read: Callable[[int], Todo]) -> None:
    answer = client(cast.deadpond).post(ADDRESS, data=pick(cast.roof, cast.rope, close="on"))
    assert answer.status_code == 200
    assert "1 of them has open sub-todos, which stay open." in words(answer)
    assert f'href="/teams/{cast.z_force}"' in answer.text
    assert [read(one).closed for one in (cast.roof, cast.rope, cast.gutters)] == [True, True, False]
    again = client(cast.deadpond).post(ADDRESS, data=pick(cast.roof, cast.rope, close="on"))
    assert "That is so already. Nothing was changed." in words(again)


def test_without_a_script_one_goes_back_to_the_list_that_one_was_on(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond)
    came_from = {"Referer": f"http://localhost/teams/{cast.z_force}?part={cast.backlog}&did=3"}
    answer = member.post(ADDRESS, data=pick(cast.rope, priority="high"), headers=came_from)
    location = answer.headers["location"]
    assert location.startswith(f"/teams/{cast.z_force}?part={cast.backlog}&did=")
    assert location.endswith(f"#todo-{cast.rope}")
    lost = {"Referer": f"http://localhost{ADDRESS}"}
    answer = member.post(ADDRESS, data=pick(cast.rope, priority="low"), headers=lost)
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?did=")


def test_with_a_script_the_rows_change_in_their_places_and_the_selection_is_over(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(ADDRESS, data=pick(cast.roof, cast.rope, close="on"))
    for place in (f"todo-{cast.roof}", f"todo-{cast.rope}", f"side-count-{cast.z_force}", "bulk-key"):
        assert f'hx-target="#{place}" hx-swap="outerHTML"' in answer.text
    assert "1 of them has open sub-todos" in answer.text


def test_rows_that_moved_leave_their_group_and_come_to_the_end_of_another(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(ADDRESS, data=pick(cast.roof, section=cast.doing))
    assert f'hx-target="#todo-{cast.roof}" hx-swap="delete"' in answer.text
    assert f'hx-target="#group-{cast.doing}-rows" hx-swap="beforeend"' in answer.text
    assert f'id="group-{cast.backlog}-count">1<' in answer.text
    assert f'id="group-{cast.doing}-count">1<' in answer.text


def test_a_group_without_a_section_comes_and_goes_with_its_todos(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond, htmx=True)
    came = member.post(ADDRESS, data=pick(cast.roof, section="none"))
    assert 'hx-target="#list"' in came.text
    assert 'id="group-none"' in came.text
    also = member.post(ADDRESS, data=pick(cast.rope, section="none"))
    assert 'hx-target="#list"' not in also.text
    went = member.post(ADDRESS, data=pick(cast.roof, cast.rope, section=cast.doing))
    assert 'hx-target="#list"' in went.text
    assert 'id="group-none"' not in went.text


def _order(engine: sa.Engine, section_id: int) -> list[str]:
    with engine.connect() as connection:
        rows: Any = (
            sa.select(sa.column("title")).select_from(sa.table("todo")).where(sa.column("section_id") == section_id)
        )
        return list(connection.scalars(rows.order_by(sa.column("rank"))))


def test_the_order_of_the_list_is_kept_at_the_end_of_the_section(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.deadpond)
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "First there", "section": cast.doing})
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "A\nB\nC", "section": cast.backlog, "step": "add"})
    with engine.connect() as connection:
        ids = {title: one for one, title in connection.execute(sa.text("SELECT id, title FROM todo"))}
    chosen = pick(ids["C"], ids["A"], ids["First there"], cast.rope, section=cast.doing)
    member.post(ADDRESS, data=chosen)
    assert _order(engine, cast.doing) == ["Order rope", "A", "C", "First there"]
    before = dump(engine, {"sign_in"})
    assert "That is so already." in words(member.post(ADDRESS, data=chosen))
    assert dump(engine, {"sign_in"}) == before


def test_a_sub_todo_that_is_moved_stands_on_its_own(cast: Cast, client: Client, read: Callable[[int], Todo]) -> None:
    client(cast.deadpond).post(ADDRESS, data=pick(cast.gutters, section=cast.doing))
    gutters = read(cast.gutters)
    assert (gutters.parent_id, gutters.section_id) == (None, cast.doing)


def test_to_another_team_they_go_with_their_sub_todos_and_what_falls_off_is_counted(
    cast: Cast, client: Client, read: Callable[[int], Todo], both_teams: None, engine: sa.Engine
) -> None:
    before = len(steps(engine))
    answer = client(cast.deadpond).post(ADDRESS, data=pick(cast.roof, cast.gutters, cast.rope, team=cast.preventers))
    for sentence in (
        "2 assignments fell off: those heroes are not on Preventers.",
        "1 label fell off: Preventers does not have it.",
    ):
        assert sentence in words(answer)
    assert {read(one).team_id for one in (cast.roof, cast.gutters, cast.ladder, cast.rope)} == {cast.preventers}
    assert (read(cast.gutters).parent_id, read(cast.roof).parent_id) == (cast.roof, None)
    assert [link.hero_id for link in read(cast.roof).assignments] == [cast.deadpond]
    assert len(steps(engine)) == before + 1


def test_with_a_script_rows_that_went_to_another_team_leave(cast: Cast, client: Client, both_teams: None) -> None:
    answer = client(cast.deadpond, htmx=True).post(ADDRESS, data=pick(cast.rope, team=cast.preventers))
    assert f'hx-target="#todo-{cast.rope}" hx-swap="delete"' in answer.text
    for team in (cast.z_force, cast.preventers):
        assert f'hx-target="#side-count-{team}"' in answer.text


def test_a_preview_counts_and_changes_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine, {"sign_in"})
    member = client(cast.rusty_man)
    for htmx in (False, True):
        answer = client(cast.rusty_man, htmx=htmx).post(ADDRESS, data=pick(cast.roof, cast.rope, delete="on", _key="k"))
        assert answer.status_code == 200
        for sentence in (
            "Delete 2 todos?",
            "2todos",
            "“Call the roofer” and “Order rope”",
            "2sub-todos",
            "3assignments",
        ):
            assert sentence in words(answer), sentence
        assert answer.text.count('name="todos"') == 2
    assert dump(engine, {"sign_in"}) == before
    done = member.post(ADDRESS, data=pick(cast.rope, priority="high", _key="k"))
    assert "did=" in done.headers["location"]


@pytest.mark.parametrize("htmx", [False, True])
def test_they_go_to_the_trash_in_one_step_and_come_back_in_one(
    cast: Cast, client: Client, engine: sa.Engine, read: Callable[[int], Todo], htmx: bool
) -> None:
    member, everything = client(cast.rusty_man, htmx=htmx), (cast.roof, cast.gutters, cast.ladder, cast.rope)
    back = f"/teams/{cast.z_force}?done=on"
    answer = member.request("DELETE", ADDRESS, data=pick(cast.roof, cast.rope, back=back))
    assert [read(one).trashed for one in everything] == [True] * 4
    assert steps(engine)[-1]["counts"] == {"todo.trashed": 4}
    told = answer if htmx else member.get(answer.headers["location"])
    assert "“Call the roofer” and 3 more deleted." in words(told)
    if htmx:
        assert f'hx-target="#todo-{cast.roof}" hx-swap="delete"' in answer.text
    else:
        assert answer.headers["location"].startswith(f"{back}&did=")
    member.post(f"/trash/{steps(engine)[-1]['id']}/restoration")
    assert [read(one).trashed for one in everything] == [False] * 4


def test_the_way_back_is_ours(cast: Cast, client: Client) -> None:
    gone = pick(cast.rope, back="https://evil.example/")
    assert client(cast.rusty_man).request("DELETE", ADDRESS, data=gone).headers["location"].startswith("/?did=")


@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_done_is_named_and_the_rest_is_done(
    cast: Cast, client: Client, read: Callable[[int], Todo], htmx: bool
) -> None:
    client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", data={"text": "Old", "section": cast.backlog})
    old = cast.spider_web + 1
    client(cast.deadpond).delete(f"/todos/{old}")
    chosen = pick(cast.rope, cast.roof, old, cast.spider_web, 987654, priority="high")
    answer = client(cast.tarantula, htmx=htmx).post(ADDRESS, data=chosen)
    assert answer.status_code == 200
    for sentence in (
        "“Old” lies in the trash.",
        "2 todos are not there any more.",
        "You may not do that to “Call the roofer”, so it stays as it is.",
        "“Order rope” saved.",
    ):
        assert sentence in words(answer)
    assert "Spin a web" not in answer.text
    assert [read(one).priority for one in (cast.rope, cast.roof, cast.spider_web)] == ["high", "normal", "normal"]


def test_a_todo_of_another_team_takes_no_label_of_this_one(cast: Cast, client: Client, both_teams: None) -> None:
    answer = client(cast.deadpond).post(ADDRESS, data=pick(cast.spider_web, cast.rope, label=cast.gear))
    assert "“Spin a web” belongs to another team, so it stays as it is." in words(answer)
    assert "put on “Order rope”." in words(answer)


def test_the_bar_offers_what_this_hero_may(cast: Cast, client: Client, both_teams: None) -> None:
    page = client(cast.deadpond).get(f"/teams/{cast.z_force}").text
    bar = page[page.index('id="bulk"') :]
    for name in ("close", "reopen", "assign", "label", "due", "priority", "section", "team", "delete"):
        assert f'name="{name}"' in bar
    assert f'name="team" value="{cast.preventers}"' in bar
    assert f'name="assign" value="{cast.spider_boy}"' not in bar
    assert 'aria-label="Select: Order rope"' in page
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}?part={cast.backlog}").text
    bar = page[page.index('id="bulk"') :]
    assert [name for name in ("close", "reopen", "due", "priority") if f'name="{name}"' not in bar] == []
    assert [name for name in ("assign", "label", "section", "team", "delete") if f'name="{name}"' in bar] == []
