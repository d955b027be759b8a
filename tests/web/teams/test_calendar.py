"""A team's calendar: its days on the clocks of its headquarters."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Team, Todo, TodoCreate
from app.models.order import ranks_after
from app.web.calendar import periods
from tests.cast import Cast
from tests.web.calendar.test_routes import due

Client = Callable[..., TestClient]
FIRST = date(2026, 12, 1)


def day_of(page: str, day: str) -> str:
    """What a page shows on a day."""
    return page[page.index(f'id="day-{day}"') :].partition('<li class="day')[0]


def fill(engine: sa.Engine, cast: Cast, count: int, **values: Any) -> None:
    """So many todos, one a day, or all as `values` say."""
    with transaction(engine) as session:
        team, hero = session.get_one(Team, cast.z_force), session.get_one(Hero, cast.deadpond)
        for number, rank in enumerate(ranks_after(None, count)):
            due_on = FIRST + timedelta(days=number % 31)
            data = {"title": f"Todo {number}", "due_on": due_on} | values
            session.add(Todo.add(team, TodoCreate.model_validate(data), rank=rank, by=hero))


def test_a_month_has_its_weeks_and_the_ways_on(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}/calendar?month=2026-12").text
    assert '<h2 id="calendar-title">December 2026</h2>' in page
    assert page.index("<span>Mon</span>") < page.index("<span>Sun</span>")
    assert page.count('<li class="day') == 35
    assert 'month=2026-11" id="calendar-previous" aria-label="November 2026"' in page
    assert 'month=2027-01" id="calendar-next" aria-label="January 2027"' in page
    assert '<li class="day outside" id="day-2026-11-30"' in page
    assert '<li class="day weekend" id="day-2026-12-05"' in page


def test_a_week_begins_as_the_hero_is_used_to(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"/teams/{cast.z_force}/calendar?week=2026-W49"
    page = client(cast.rusty_man).get(url).text
    assert re.search(r"Week 49: 30 Nov\s–\s6 Dec 2026", page)
    monkeypatch.setattr(periods, "week_start", lambda: 6)
    page = client(cast.rusty_man).get(url).text
    assert page.index('id="day-2026-11-29"') < page.index('id="day-2026-12-05"')
    assert 'id="day-2026-12-06"' not in page
    assert f"{url}&amp;add=2026-12-01" in page


def test_today_late_and_done_look_so(cast: Cast, client: Client, engine: sa.Engine) -> None:
    now = datetime.now(UTC).date()
    due(engine, cast, cast.roof, due_on=now - timedelta(days=1))
    due(engine, cast, cast.rope, due_on=now)
    member = client(cast.rusty_man)
    member.post(f"/todos/{cast.rope}/closure")
    page = member.get(f"/teams/{cast.z_force}/calendar").text
    week = member.get(f"/teams/{cast.z_force}/calendar?week={now - timedelta(days=1):%G-W%V}").text
    assert f'<li class="pin done" id="pin-{cast.rope}"' in page
    assert f'<li class="pin late" id="pin-{cast.roof}"' in week
    assert 'aria-current="date"' in day_of(page, now.isoformat())


def test_a_time_stands_on_the_day_of_the_headquarters(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Team, cast.z_force).time_zone = "Asia/Tokyo"
    due(engine, cast, cast.roof, due_at=datetime(2026, 12, 1, 20, 0, tzinfo=UTC))
    owner = client(cast.deadpond)
    day = day_of(owner.get(f"/teams/{cast.z_force}/calendar?month=2026-12").text, "2026-12-02")
    assert "<time>05:00</time>" in day
    assert "<time>20:00</time>" in day_of(owner.get("/calendar?month=2026-12").text, "2026-12-01")


def test_a_day_shows_the_first_few_by_time_and_the_way_to_all(cast: Cast, client: Client, engine: sa.Engine) -> None:
    fill(engine, cast, 60, due_on=FIRST)
    due(engine, cast, cast.roof, due_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    member = client(cast.rusty_man)
    url = f"/teams/{cast.z_force}/calendar"
    day = day_of(member.get(f"{url}?month=2026-12").text, "2026-12-01")
    assert day.count('<li class="pin"') == 3
    assert day.index("Call the roofer") < day.index("Todo 0")
    assert ">58 more<" in day
    page = member.get(f"{url}?day=2026-12-01").text
    assert page.count('<li class="row') == 50
    more = page.partition('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&")
    rest = member.get(more).text
    assert rest.count('<li class="row') == 11
    assert ">Todo 59<" in rest


def test_what_repeats_shows_its_next_days(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, due_on=date(2030, 12, 2), recurrence="FREQ=WEEKLY;BYDAY=MO")
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}/calendar?month=2030-12").text
    assert page.count('<li class="pin ghost">') == 4
    assert "data-drag" in day_of(page, "2030-12-02")
    assert "data-drag=" not in day_of(page, "2030-12-09")
    assert "Comes again on this day" in client(cast.rusty_man).get("/calendar?day=2030-12-09").text


def test_todos_without_a_date_stand_beside_it(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    url = f"/teams/{cast.z_force}/calendar?month=2026-12"
    assert "2 todos have no date." in member.get(url).text
    page = member.get(f"{url}&undated=on").text
    aside = page[page.index('id="undated"') :]
    assert "Order rope" in aside
    assert "Clean the gutters" not in aside  # part of another


def test_a_filter_narrows_days_counts_and_the_ways_on(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for todo_id in (cast.roof, cast.rope):
        due(engine, cast, todo_id, due_on=FIRST)
    member = client(cast.rusty_man)
    url = f"/teams/{cast.z_force}/calendar?month=2026-12&label=house"
    page = member.get(url).text
    assert "Call the roofer" in page
    assert "Order rope" not in page
    assert f'href="/teams/{cast.z_force}/calendar?month=2027-01&amp;label=house"' in page
    assert f'href="/teams/{cast.z_force}/calendar?month=2026-12"' in page  # without the filter
    assert "Order rope" not in member.get(f"/teams/{cast.z_force}/calendar?day=2026-12-01&label=house").text
    answer = client(cast.rusty_man, htmx=True).put(
        f"/todos/{cast.roof}/due", data={"day": "2026-12-02", "version": "2", "back": url}
    )
    assert 'data-drag-with="version=3"' in answer.text


def test_a_guest_moves_only_what_is_theirs(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for todo_id in (cast.roof, cast.rope):
        due(engine, cast, todo_id, due_on=FIRST)
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}/calendar?month=2026-12").text
    assert "Move or change: Order rope" in page
    assert "Move or change: Call the roofer" not in page


def test_a_month_costs_the_same_with_ten_todos_and_with_a_thousand(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., Any]
) -> None:
    member = client(cast.rusty_man)
    costs, sizes = [], []
    for count in (10, 1000):
        fill(engine, cast, count, recurrence="FREQ=YEARLY")
        for url in (f"/teams/{cast.z_force}/calendar?month=2026-12&undated=on", "/calendar?month=2026-12&undated=on"):
            with queries() as sent:
                page = member.get(url)
            costs.append(len(sent))
            sizes.append(page.text.count("data-drag-id"))
    assert costs[0] == costs[2] <= 18
    assert costs[1] == costs[3] <= 18
    assert sizes[2] <= 31 * 4 + 50
