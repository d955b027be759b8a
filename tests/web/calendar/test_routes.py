"""The calendar of all my teams, and what is added on a day of any calendar."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero
from tests.cast import Cast

Client = Callable[..., TestClient]
DECEMBER = "/calendar?month=2026-12"


def due(engine: sa.Engine, cast: Cast, todo_id: int, **values: object) -> None:
    """Have Deadpond set when a todo is due."""
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.todo(todo_id).edit(values, by=mine.hero)


def box(cast: Cast, text: str, **other: object) -> dict[str, object]:
    return {"text": text, "team": cast.z_force, "day": "2026-12-02", "back": DECEMBER} | other


def test_it_has_my_teams_and_no_others(cast: Cast, client: Client) -> None:
    for hero, team, title in ((cast.deadpond, cast.z_force, "Ours"), (cast.spider_boy, cast.preventers, "Theirs")):
        client(hero).post("/calendar", data=box(cast, title, team=team))
    page = client(cast.deadpond).get(DECEMBER).text
    assert '<h2 id="calendar-title">December 2026</h2>' in page
    assert "Ours" in page
    assert '<span class="vh">Z-Force:</span>' in page
    assert "Theirs" not in page
    assert "Ours" not in client(cast.north).get(DECEMBER).text  # on no team, though an admin reaches all


@pytest.mark.parametrize(
    "query",
    ["month=13", "month=2026-99", "week=2026-W54", "week=x&month=", "day=2026-02-30", "month=0000-01", "add=yesterday"],
)
def test_anything_in_the_address_gives_a_page(cast: Cast, client: Client, query: str) -> None:
    assert client(cast.deadpond).get(f"/calendar?{query}").status_code == 200


def test_at_the_end_of_all_calendars_no_way_goes_on(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond)
    assert 'id="calendar-next"' not in member.get("/calendar?month=9998-11").text
    assert 'id="calendar-previous"' not in member.get("/calendar?month=1900-02").text


def test_what_is_added_on_a_day_is_due_then(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post("/calendar", data=box(cast, "Oil the hinges 9am #house"))
    assert answer.status_code == 303
    page = member.get(answer.headers["location"]).text
    assert "Added “Oil the hinges” for Wed 2 December, 09:00, #house." in page
    day = page[page.index('id="day-2026-12-02"') :]
    assert day.index("<time>09:00</time>") < day.index("Oil the hinges") < day.index('id="day-2026-12-03"')


def test_a_line_that_names_its_day_keeps_it(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    answer = member.post("/calendar", data=box(cast, "Oil the hinges 4 December 2026")).text
    assert 'hx-target="#day-2026-12-02"' in answer
    day = answer[answer.index('hx-target="#day-2026-12-04"') :]
    assert "Oil the hinges" in day
    assert 'id="box-2026-12-02"' in answer


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_refused_is_kept(cast: Cast, client: Client, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.post("/calendar", data=box(cast, "Paint it #hosue"))
    assert answer.status_code == 422
    assert "#hosue is new. Did you mean #house?" in answer.text
    assert 'value="Paint it #hosue"' in answer.text


def test_a_guest_may_not_add_and_has_no_box(cast: Cast, client: Client) -> None:
    guest = client(cast.tarantula)
    assert guest.post("/calendar", data=box(cast, "Hi")).status_code == 403
    assert 'class="day-add"' not in guest.get(f"/teams/{cast.z_force}/calendar?add=2026-12-02&month=2026-12").text


def test_a_box_opens_in_its_day_alone(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).get(f"{DECEMBER}&add=2026-12-02").text
    assert answer.startswith('<hx-partial hx-target="#day-2026-12-02"')
    assert "New todo on Wednesday 2 December" in answer
    assert "day-2026-12-03" not in answer
