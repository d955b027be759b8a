"""My day: what is shown, and what is added and done there."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from importlib import import_module
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Assignment, Hero, Label, LabelCreate, Todo
from app.wording import today
from tests.cast import Cast

Client = Callable[..., TestClient]
HERE = {"Referer": "http://localhost/"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def set_due(cast: Cast, engine: sa.Engine) -> Callable[..., None]:
    """Gives todos of Z-Force to Deadpond, due in so many days, at an instant, or never."""

    def put(**days: int | datetime | None) -> None:
        with transaction(engine) as session:
            mine = Access(session, session.get_one(Hero, cast.deadpond))
            for name, due in days.items():
                todo = mine.todo(getattr(cast, name))
                due_on = today() + timedelta(days=due) if isinstance(due, int) else None
                todo.edit({"due_on": due_on, "due_at": due if isinstance(due, datetime) else None}, by=mine.hero)
                todo.assign(mine.hero, by=mine.hero)

    return put


def todo_called(engine: sa.Engine, title: str) -> Todo:
    with transaction(engine) as session:
        todo: Todo = session.execute(sa.select(Todo).where(col(Todo.title) == title)).scalar_one()
        return todo


def hands(engine: sa.Engine, todo_id: int) -> list[int]:
    with transaction(engine) as session:
        found = sa.select(col(Assignment.hero_id)).where(col(Assignment.todo_id) == todo_id)
        return list(session.execute(found).scalars())


def counts(page: str) -> dict[str, int]:
    return {name: int(count) for name, count in re.findall(r'id="day-(\w+)-count">(\d+)<', page)}


def test_nobody_gets_home_without_signing_in(cast: Cast, anonymous: TestClient) -> None:
    assert anonymous.get("/").headers["location"].startswith("/login")


def test_it_tells_what_is_late_for_today_coming_up_and_without_a_date(
    cast: Cast, client: Client, set_due: Callable[..., None]
) -> None:
    set_due(rope=-4, gutters=0, ladder=1)
    page = unescape(client(cast.deadpond).get("/").text)
    assert re.search("Good (morning|afternoon|evening), Deadpond", page)
    assert "1 is late and 1 is for today." in page
    assert counts(page) == {"late": 1, "today": 1, "soon": 1, "someday": 1}
    shown = ["Late", "Order rope", "4 days late", "Today", "Clean the gutters", "Coming up", "Tomorrow"]
    places = [page.index(f">{words}<", page.index('id="day"')) for words in shown]
    assert places == sorted(places)
    assert page.index(">No date<") < page.index(">Call the roofer<")
    assert "1 todo has no date." in page
    assert 'aria-label="Z-Force:"' in page
    assert 'href="#place-today"' in page


def test_what_is_due_at_a_time_is_the_last_of_the_day(
    cast: Cast, client: Client, set_due: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime.fromisoformat("2030-05-14T12:00+00:00")
    for module in ("app.clock", "app.access.my_day", "app.web.home.page"):
        monkeypatch.setattr(import_module(module), "now", lambda: noon)
    set_due(rope=noon + timedelta(hours=6.5), gutters=noon - timedelta(hours=1))
    page = unescape(client(cast.deadpond).get("/").text)
    assert "Good afternoon, Deadpond" in page
    assert "1 is late and 1 is for today. Nothing after 18:30." in page
    assert "Tuesday 14 May" in page


def test_others_see_nothing_of_it(cast: Cast, client: Client) -> None:
    page = client(cast.spider_boy).get("/").text
    assert "Call the roofer" not in page
    assert "Nothing in hand" in page


def test_who_is_on_no_team_yet_gets_one_step(cast: Cast, client: Client) -> None:
    page = client(cast.north).get("/").text
    assert "Your day is a blank page" in page
    assert 'href="/teams/new"' in page[page.index("blank page") :]
    assert "Nothing is due today." in page


def test_one_sees_what_one_waits_for_and_all_of_it_on_a_page(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    page = owner.get("/").text
    assert "Order rope" in page[page.index("You are waiting for") :]
    for number in range(6):
        owner.post("/", data={"text": f"Rope {number} @tarantula", "team": str(cast.z_force)})
    assert "/?place=waiting" in owner.get("/").text
    everything = owner.get("/?place=waiting").text
    assert [f">Rope {number}</a>" in everything for number in range(6)] == [True] * 6
    assert "You are waiting for" not in client(cast.tarantula).get("/").text


@FACES
def test_what_is_added_without_a_name_is_for_whoever_adds_it(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    answer = client(cast.deadpond, htmx=htmx).post("/", data={"text": "Call mum tomorrow"}, headers=HERE)
    todo = todo_called(engine, "Call mum")
    assert hands(engine, todo.id) == [cast.deadpond]
    with transaction(engine) as session:
        assert session.get_one(Todo, todo.id).team.private_to == cast.deadpond
    if htmx:
        parts = re.findall(r'hx-target="(#[^"]+)"', answer.text)
        assert {"#day", "#add-box", "#day-lede", "#day-week", "#day-waiting", "#toasts"} <= set(parts)
        assert f'class="row new" id="todo-{todo.id}"' in answer.text
        assert "to Deadpond" in answer.text
    else:
        assert answer.headers["location"].startswith("/?did=")
        assert answer.headers["location"].endswith(f"#todo-{todo.id}")


def test_the_team_is_chosen_and_a_name_is_kept(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    member.post("/", data={"text": "Fetch nails @tarantula", "team": str(cast.z_force)})
    todo = todo_called(engine, "Fetch nails")
    assert (todo.team_id, hands(engine, todo.id)) == (cast.z_force, [cast.tarantula])
    box = member.post("/", data={"text": "Fetch glue", "team": str(cast.z_force)}, headers={"HX-Request": "true"})
    assert f'<option value="{cast.z_force}" selected>' in box.text


def test_an_admin_can_add_to_a_team_that_they_are_not_on(cast: Cast, client: Client, engine: sa.Engine) -> None:
    answer = client(cast.north).post("/", data={"text": "Check the roof", "team": str(cast.z_force)})
    assert answer.status_code == 303
    assert hands(engine, todo_called(engine, "Check the roof").id) == []


@FACES
def test_a_list_is_shown_first_and_goes_to_the_team_that_was_chosen(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    owner, typed = client(cast.deadpond, htmx=htmx), {"text": "Nails\nGlue", "team": str(cast.z_force)}
    preview = owner.post("/", data=typed).text
    assert "Adds 2 todos to Z-Force" in " ".join(preview.split())
    assert f'<input type="hidden" name="team" value="{cast.z_force}">' in preview
    owner.post("/", data=typed | {"step": "add"})
    assert hands(engine, todo_called(engine, "Glue").id) == [cast.deadpond]


def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    answer = owner.post("/", data={"text": "# One heading\n\n# Another"})
    assert answer.status_code == 422
    assert "There is no todo in this." in answer.text
    assert "# Another</textarea>" in answer.text
    assert owner.post("/", data={"text": "x", "team": str(cast.preventers)}).status_code == 404
    assert owner.post("/", data={"text": "x", "team": "nonsense"}).status_code == 422


def test_a_label_that_looks_like_a_slip_is_asked_about(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        own = next(link.team for link in mine.hero.memberships if link.team.is_private)
        mine.add(Label.add(own, LabelCreate(name="garden"), by=mine.hero))
    answer = client(cast.deadpond, htmx=True).post("/", data={"text": "Dig #gardne"})
    assert "Use #garden" in answer.text


def test_ticking_renews_the_numbers_and_leaves_the_row_where_it_is(
    cast: Cast, client: Client, set_due: Callable[..., None]
) -> None:
    set_due(rope=0)
    owner = client(cast.deadpond, htmx=True)
    answer = owner.post(f"/todos/{cast.rope}/closure", headers=HERE).text
    parts = re.findall(r'hx-target="(#[^"]+)"', answer)
    assert {f"#todo-{cast.rope}", "#day-today-count", "#day-lede"} <= set(parts)
    assert "#day" not in parts
    assert counts(answer)["today"] == 0
    assert "Nothing is left for today." in answer
    page = owner.get("/").text
    assert f'class="row done" id="todo-{cast.rope}"' in page
    assert "#day-lede" not in owner.request("DELETE", f"/todos/{cast.rope}/closure").text


def test_what_comes_again_stands_on_its_next_day(
    cast: Cast, client: Client, engine: sa.Engine, set_due: Callable[..., None]
) -> None:
    owner = client(cast.deadpond, htmx=True)
    owner.post("/", data={"text": "Feed the cat today every day"})
    answer = owner.post(f"/todos/{todo_called(engine, 'Feed the cat').id}/closure", headers=HERE).text
    assert 'hx-target="#day" ' in answer
    tomorrow = answer.index(f'id="place-{today() + timedelta(days=1)}"')
    assert tomorrow < answer.index(">Feed the cat</a>", tomorrow)


@FACES
def test_all_that_is_late_moves_to_today_in_one_step(
    cast: Cast, client: Client, set_due: Callable[..., None], htmx: bool
) -> None:
    set_due(rope=-4, gutters=-1)
    owner = client(cast.deadpond, htmx=htmx)
    page = owner.get("/").text
    form = page[page.index('class="sweep"') :]
    assert "Move all 2 to today" in form
    typed: dict[str, Any] = {
        "todos": re.findall(r'name="todos" value="(\d+)"', form[: form.index("</form>")]),
        "due": today().isoformat(),
    }
    answer = owner.post("/todos/selection", data=typed, headers=HERE)
    assert ('hx-target="#day" ' in answer.text) if htmx else answer.headers["location"].startswith("/?did=")
    assert counts(owner.get("/").text) == {"today": 2, "someday": 1}
    owner.post("/undo")
    assert counts(owner.get("/").text) == {"late": 2, "someday": 1}


def test_the_rest_of_a_place_comes_by_key(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    owner.post("/", data={"text": "\n".join(f"Todo {number}" for number in range(60)), "step": "add"})
    page = unescape(owner.get("/").text)
    (more,) = set(re.findall(r'href="(/\?place=someday&after=\d+)"', page))
    rest = owner.get(more).text
    assert "<h1>No date</h1>" in rest
    assert "Show more" not in rest
    assert len(re.findall('class="row"', rest)) == 61 - 50
    with_script = client(cast.deadpond, htmx=True).get(more).text
    assert 'hx-target="#place-someday-rows"' in with_script
    assert 'hx-target="#place-someday-more"' in with_script
    assert owner.get("/?place=nowhere").status_code == 404
    assert owner.get("/?place=late&after=nonsense").status_code == 200


def test_it_costs_the_same_for_ten_and_for_two_hundred(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    owner, costs = client(cast.deadpond), []
    for many in (10, 190):
        lines = [f"Todo {number} {when}" for number in range(many // 5) for when in ("", "today", "tomorrow", "friday")]
        owner.post("/", data={"text": "\n".join(lines), "step": "add"})
        owner.post("/", data={"text": f"Give {many} @rusty", "team": str(cast.z_force)})
        with queries() as sent:
            owner.get("/")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 13
