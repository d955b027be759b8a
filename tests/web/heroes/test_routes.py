"""Heroes: everybody one may know, one with what they carry, and the form to change them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.database import transaction
from app.models import Hero, Todo, TodoCreate
from app.models.order import ranks_after
from app.wording import today
from tests.access.undo.backwards import acting
from tests.cast import Cast

Client = Callable[..., TestClient]
FORM = {"name": "Rusty", "handle": "rusty", "title": "Mechanic", "time_zone": "Africa/Lagos"}


@pytest.mark.parametrize("htmx", [False, True])
def test_one_sees_those_on_common_teams_by_name(cast: Cast, client: Client, htmx: bool) -> None:
    text = client(cast.tarantula, htmx=htmx).get("/heroes").text.split("<tbody>")[1]
    assert text.index(">Deadpond Wilson<") < text.index(">Rusty-Man<") < text.index(">Tarantula<")
    assert "Spider-Boy" not in text
    assert "1 open" in text


def test_an_admin_sees_everybody_and_nobody_sees_private_teams(cast: Cast, client: Client) -> None:
    text = client(cast.north).get("/heroes").text.split("<tbody>")[1]
    assert "Spider-Boy" in text
    assert "Preventers" in text
    assert "My own" not in text


def test_nobody_is_asked_to_sign_in(cast: Cast, anonymous: TestClient) -> None:
    assert anonymous.get("/heroes").headers["location"].startswith("/login")


def test_the_list_is_paged_and_costs_the_same_for_three_and_for_fifty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    owner = client(cast.deadpond)
    costs = []
    for names in ("", "\n".join(f"Zoe {number:02}" for number in range(50))):
        owner.post(f"/teams/{cast.z_force}/roster", data={"names": names, "role": "member"})
        with queries() as sent:  # type: ignore[attr-defined]
            page = owner.get("/heroes").text
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6
    with transaction(engine) as session:
        last = session.execute(sa.select(col(Hero.id)).where(col(Hero.name) == "Zoe 46")).scalar_one()
    assert f"/heroes?after={last}" in page
    rest = owner.get(f"/heroes?after={last}").text
    assert [f">Zoe {number}<" in rest for number in (46, 47, 49)] == [False, True, True]
    assert ">Deadpond" in owner.get("/heroes?after=nonsense").text


def test_a_key_from_elsewhere_gives_an_empty_page(cast: Cast, client: Client) -> None:
    rows = client(cast.deadpond).get(f"/heroes?after={cast.spider_boy}").text.split("<tbody>")[1]
    assert "hero-cell" not in rows


def test_a_hero_carries_what_is_late_before_what_is_for_later(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        rusty = mine.known_hero(cast.rusty_man)
        dues: tuple[tuple[int, dict[str, object]], ...] = (
            (cast.rope, {"due_at": now() + timedelta(days=3)}),
            (cast.gutters, {"due_on": today() - timedelta(days=2)}),
            (cast.ladder, {"due_on": today()}),
        )
        for todo_id, due in dues:
            mine.todo(todo_id).edit(due, by=mine.hero)
            mine.todo(todo_id).assign(rusty, by=mine.hero)
        lines = mine.hero_lines(rusty)
        assert [line.id for line in lines] == [cast.gutters, cast.ladder, cast.rope, cast.roof]
        assert [line.id for line in mine.hero_lines(rusty, after=cast.ladder)] == [cast.rope, cast.roof]
        assert mine.hero_lines(rusty, after=cast.spider_web) == []
    text = client(cast.tarantula).get(f"/heroes/{cast.rusty_man}").text
    assert text.index("Clean the gutters") < text.index("Borrow a ladder") < text.index("Call the roofer")
    assert "@rusty-man" in text
    assert 'aria-label="Z-Force:"' in text


def test_finished_lately_shows_what_they_marked_done(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).post(f"/todos/{cast.rope}/closure")
    text = client(cast.deadpond).get(f"/heroes/{cast.rusty_man}").text
    assert "Order rope" in text.split("Finished lately")[1]
    assert "Finished lately" not in client(cast.deadpond).get(f"/heroes/{cast.tarantula}").text


def test_all_that_was_finished_lately_is_there_page_by_page(cast: Cast, client: Client, engine: sa.Engine) -> None:
    """Also where several were done at the same moment, as by one step."""
    at = now()
    with acting(engine, cast.deadpond) as (_, mine):
        team = mine.team(cast.z_force)
        for number, rank in enumerate(ranks_after(None, 23)):
            todo = Todo.add(team, TodoCreate(title=f"Chore {number:02}"), rank=rank, by=mine.hero)
            mine.add(todo)
            todo.close(by=mine.hero)
            todo.completed_at = at - timedelta(minutes=number // 7)
    browser, url, seen = client(cast.rusty_man), f"/heroes/{cast.deadpond}", []
    while url:
        shown = browser.get(url).text.split('id="hero-done"')[1]
        seen += re.findall(r">(Chore \d\d)</a>", shown)
        more = re.search(r'href="(/heroes/\d+\?finished_after=\d+)#hero-done"', shown)
        url = more[1] if more else ""
    newest_first = sorted(range(23), key=lambda number: (number // 7, -number))
    assert seen == [f"Chore {number:02}" for number in newest_first]
    assert "Finished lately" not in browser.get(f"/heroes/{cast.deadpond}?finished_after={cast.spider_web}").text


def test_what_is_in_teams_that_one_does_not_reach_stays_unseen(cast: Cast, client: Client) -> None:
    assert client(cast.deadpond).get(f"/heroes/{cast.spider_boy}").status_code == 404
    assert "Spin a web" not in client(cast.north).get(f"/heroes/{cast.deadpond}").text


def test_buttons_appear_for_those_who_may(cast: Cast, client: Client) -> None:
    address = f"/heroes/{cast.rusty_man}"
    for hero, edits, deletes in (
        (cast.rusty_man, True, False),
        (cast.deadpond, True, True),
        (cast.north, True, True),
        (cast.tarantula, False, False),
    ):
        text = client(hero).get(address).text
        assert (f"{address}/edit" in text) is edits
        assert (f"{address}/deletion" in text) is deletes


@pytest.mark.parametrize("htmx", [False, True])
def test_one_edits_oneself(cast: Cast, client: Client, htmx: bool) -> None:
    mine = client(cast.rusty_man, htmx=htmx)
    assert 'value="Rusty-Man"' in mine.get(f"/heroes/{cast.rusty_man}/edit").text
    answer = mine.put(f"/heroes/{cast.rusty_man}", data=FORM)
    text = client(cast.rusty_man).get(answer.headers["hx-redirect" if htmx else "location"]).text
    assert "Rusty saved." in text
    assert "Lagos" in text
    assert "Mechanic" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"handle": "tarantula"}, "Somebody else has this handle."),
        ({"handle": "two words"}, "Use letters, digits and hyphens"),
        ({"name": ""}, "This is still empty."),
        ({"name": "x" * 81}, "Use 80 characters or fewer."),
        ({"time_zone": "Mars/Base"}, "This is not a time zone we know."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    cast: Cast, client: Client, engine: sa.Engine, change: dict[str, str], sentence: str
) -> None:
    answer = client(cast.rusty_man).put(f"/heroes/{cast.rusty_man}", data=FORM | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Mechanic"' in answer.text
    with transaction(engine) as session:
        assert session.get_one(Hero, cast.rusty_man).name == "Rusty-Man"


def test_one_keeps_ones_own_handle(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man).put(f"/heroes/{cast.rusty_man}", data=FORM | {"handle": "Rusty-Man"})
    assert answer.status_code == 303


def test_a_field_that_somebody_else_changed_meanwhile_is_asked_about(cast: Cast, client: Client) -> None:
    address = f"/heroes/{cast.rusty_man}"
    client(cast.deadpond).put(address, data=FORM | {"title": "Tinkerer", "version": "1"})
    answer = client(cast.rusty_man).put(address, data=FORM | {"version": "1"})
    assert answer.status_code == 409
    assert "Deadpond changed the title while you were editing" in answer.text
    assert 'value="Mechanic"' in answer.text
    assert "Tinkerer" in client(cast.rusty_man).get(address).text


def test_others_edit_nobody(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for hero, status in ((cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).get(f"/heroes/{cast.rusty_man}/edit").status_code == status
        assert client(hero).put(f"/heroes/{cast.rusty_man}", data=FORM).status_code == status
    with transaction(engine) as session:
        assert session.get_one(Hero, cast.rusty_man).name == "Rusty-Man"


def test_the_page_of_a_hero_costs_the_same_with_one_todo_and_with_forty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    member = client(cast.rusty_man)
    costs = []
    for count in (1, 40):
        member.post(
            f"/teams/{cast.z_force}/todos",
            data={"text": "\n".join(f"Todo {n} {count}" for n in range(count)), "step": "add"},
        )
        with transaction(engine) as session:
            mine = Access(session, session.get_one(Hero, cast.deadpond))
            for line in mine.team_lines(mine.team(cast.z_force), done=True):
                mine.todo(line.id).assign(mine.known_hero(cast.tarantula), by=mine.hero)
        with queries() as sent:  # type: ignore[attr-defined]
            member.get(f"/heroes/{cast.tarantula}")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 14
