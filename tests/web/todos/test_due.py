"""When a todo is due, moved to another day by hand, by key or by form."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.models import Todo
from tests.cast import Cast
from tests.web.calendar.test_routes import due

Client = Callable[..., TestClient]


def stored(engine: sa.Engine, todo_id: int) -> tuple[date | None, datetime | None]:
    with engine.connect() as connection:
        row = connection.execute(sa.select(Todo.due_on, Todo.due_at).where(Todo.id == todo_id)).one()  # type: ignore[call-overload]  # columns at run time
    return row[0], row[1]


def back(cast: Cast) -> str:
    return f"/teams/{cast.z_force}/calendar?month=2026-12"


def test_another_day_and_back_again(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, due_on=date(2026, 12, 1))
    member = client(cast.rusty_man)
    move = {"day": "2026-12-02", "version": "2", "back": back(cast)}
    answer = member.put(f"/todos/{cast.roof}/due", data=move)
    assert answer.status_code == 303
    page = member.get(answer.headers["location"]).text
    assert "“Call the roofer” moved to Wed 2 December." in page
    member.post("/undo")
    assert stored(engine, cast.roof) == (date(2026, 12, 1), None)


def test_a_time_keeps_its_time_of_day_when_clocks_change(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, due_at=datetime(2027, 3, 27, 9, 0, tzinfo=UTC))  # 09:00 in Lisbon
    client(cast.rusty_man).put(
        f"/todos/{cast.roof}/due",
        data={"day": "2027-03-29", "version": "2", "back": f"/teams/{cast.z_force}/calendar?month=2027-03"},
    )
    assert stored(engine, cast.roof) == (None, datetime(2027, 3, 29, 8, 0, tzinfo=UTC))


def test_with_a_script_both_days_come_anew(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, due_on=date(2026, 12, 1))
    data = {"day": "2026-12-02", "version": "2", "back": back(cast)}
    answer = client(cast.rusty_man, htmx=True).put(f"/todos/{cast.roof}/due", data=data).text
    assert answer.index('hx-target="#day-2026-12-01"') < answer.index('hx-target="#day-2026-12-02"')
    assert answer.count(f'id="pin-{cast.roof}"') == 1
    assert 'data-drag-with="version=3"' in answer
    data = {"day": "none", "version": "3", "back": f"{back(cast)}&undated=on"}
    answer = client(cast.rusty_man, htmx=True).put(f"/todos/{cast.roof}/due", data=data).text
    assert 'hx-target="#undated"' in answer
    assert "“Call the roofer” has no date now." in answer
    assert stored(engine, cast.roof) == (None, None)


@pytest.mark.parametrize("htmx", [False, True])
def test_whoever_was_slower_is_asked(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    due(engine, cast, cast.roof, due_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    member = client(cast.rusty_man, htmx=htmx)
    due(engine, cast, cast.roof, due_on=date(2026, 12, 24), due_at=None)
    data: dict[str, Any] = {"day": "2026-12-02", "version": "2", "back": back(cast)}
    answer = member.put(f"/todos/{cast.roof}/due", data=data)
    assert answer.status_code == 409
    assert "changed the due date while you were editing" in answer.text
    assert "Wednesday 2 December, 09:00" in answer.text
    assert 'value="09:00"' in answer.text
    assert stored(engine, cast.roof)[0] == date(2026, 12, 24)
    chosen = {"due_day": "2026-12-02", "due_time": "09:00", "take": "mine", "version": "3", "back": back(cast)}
    assert member.put(f"/todos/{cast.roof}/due", data=chosen).status_code in {200, 303}
    assert stored(engine, cast.roof) == (None, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))


def test_what_others_changed_besides_stays(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, title="Call the thatcher")
    data = {"due_day": "2026-12-02", "due_time": "", "version": "1"}
    assert client(cast.rusty_man).put(f"/todos/{cast.roof}/due", data=data).status_code == 303
    assert stored(engine, cast.roof) == (date(2026, 12, 2), None)


def test_the_form_is_a_page_and_a_dialog(cast: Cast, client: Client, engine: sa.Engine) -> None:
    due(engine, cast, cast.roof, due_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    url = f"/todos/{cast.roof}/due?back={back(cast)}"
    page = client(cast.rusty_man).get(url).text
    assert "When is “Call the roofer” due?" in page
    assert "On the clock of Lisbon." in page
    assert f'value="{back(cast)}"' in page
    dialog = client(cast.rusty_man, htmx=True).get(url).text
    assert dialog.startswith('<hx-partial hx-target="#dialogs"')


@pytest.mark.parametrize("htmx", [False, True])
def test_a_time_needs_a_day(cast: Cast, client: Client, htmx: bool) -> None:
    data = {"due_day": "", "due_time": "09:00", "version": "1", "back": "/calendar"}
    answer = client(cast.rusty_man, htmx=htmx).put(f"/todos/{cast.roof}/due", data=data)
    assert answer.status_code == 422
    assert "A time needs a day." in answer.text
