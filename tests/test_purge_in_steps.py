"""What is too much to be dropped at once is gone at once all the same, and its rows follow by and by."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import SQLModel, col
from starlette.testclient import TestClient

from app import upkeep
from app.database import transaction
from app.invariants import broken
from app.models import Hero, Label, Section, Team, Todo
from app.purge import ROOM, begin_purge, purge_step
from tests.cast import Cast
from tests.crowd import crowd
from tests.test_purge import rows, trash

Client = Callable[..., TestClient]
CROWD = 800


def deleted(browser: TestClient, path: str) -> str:
    """Delete what is at the path. Returns the step that did it."""
    return str(browser.post(f"{path}?_method=DELETE").headers["location"].split("did=")[1])


def gone_for_good(owner: TestClient, engine: sa.Engine, cast: Cast) -> str:
    """Delete a large team, and then for good. Returns the step that put it in the trash."""
    crowd(engine, cast, CROWD)
    step = deleted(owner, f"/teams/{cast.z_force}")
    answer = owner.post(f"/trash/{step}?_method=DELETE")
    assert "“Z-Force” is gone for good." in owner.get(answer.headers["location"]).text
    return step


def left(engine: sa.Engine, cast: Cast) -> int:
    """How many todos of the team are still there."""
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).where(col(Todo.team_id) == cast.z_force)) or 0


def test_a_large_team_is_gone_at_once_for_all_while_its_rows_are_still_there(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    owner, admin = client(cast.deadpond), client(cast.north)
    owner.post(f"/todos/{cast.rope}/closure", data={"subs": "leave"})
    step = gone_for_good(owner, engine, cast)
    assert left(engine, cast) > CROWD - 2 * ROOM
    for browser in (owner, admin):
        for path in ("/trash", "/changes", "/teams", "/", "/search?q=siren", "/trash/deletion"):
            assert not re.search("Z-Force<|Order rope|Call the|Paint the|the siren", browser.get(path).text), path
        for path in (f"/teams/{cast.z_force}", f"/teams/{cast.z_force}/history", f"/todos/{cast.rope}/history"):
            assert browser.get(path).status_code == 404, path
        for path in (f"/changes/{step}", f"/trash/{step}/deletion"):
            assert browser.get(path).status_code == 404, path
        assert browser.post(f"/trash/{step}/restoration").status_code == 404
        assert browser.post(f"/changes/{step}/undo").status_code == 404
        assert browser.post(f"/trash/{step}?_method=DELETE").headers["location"] == "/trash"
    assert owner.post("/undo").status_code == 409
    assert left(engine, cast) > CROWD - 2 * ROOM


def test_what_was_done_elsewhere_by_the_same_step_is_still_told(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    owner.post(f"/teams/{cast.deadpond}/todos", data={"text": "Sharpen the katana"})
    gone_for_good(owner, engine, cast)
    assert "Sharpen the katana" in owner.get("/changes").text
    assert owner.post("/undo").status_code == 303
    assert "Sharpen the katana" in owner.get("/trash").text


def test_the_upkeep_drops_the_rest_and_leaves_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    gone_for_good(owner, engine, cast)
    upkeep.drop_gone(engine, Event())
    after = rows(engine)
    assert [one["id"] for one in after["team"] if one["id"] == cast.z_force] == []
    for table, held in after.items():
        assert not [row for row in held if row.get("team_id") == cast.z_force], table
    assert [row for row in after["change_set"] if row["gone_at"] is not None] == []
    assert [row["counts"] for row in after["change_set"] if "team.purged" in row["counts"]] == [{"team.purged": 1}]
    assert {row["entity"] for row in after["change"]} <= {"team", "membership", "todo", "hero", "section", "label"}


class Interrupted(Exception):
    """Somebody has pulled the plug."""


def test_an_interrupted_purge_goes_on_and_is_told_once(
    cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def pulled(*args: Any, **settings: Any) -> bool:
        calls.append(1)
        more = purge_step(*args, **settings)
        if len(calls) == 2:
            raise Interrupted
        return more

    step = trash(engine, cast.deadpond, Team, cast.z_force)
    crowd(engine, cast, CROWD)
    monkeypatch.setattr(upkeep, "purge_step", pulled)
    with pytest.raises(Interrupted):
        upkeep.purge(engine, [step])
    there = left(engine, cast)
    assert 0 < there < CROWD
    assert client(cast.deadpond).get(f"/changes/{step}").status_code == 404
    upkeep.tidy(engine, client(cast.deadpond).app.state.settings)  # type: ignore[attr-defined]  # the application
    assert left(engine, cast) == 0
    told = [row["counts"] for row in rows(engine)["change_set"] if "team.purged" in row["counts"]]
    assert told == [{"team.purged": 1}]


@contextmanager
def transactions(engine: sa.Engine) -> Iterator[list[int]]:
    """How many rows each transaction of the block wrote."""
    written = [0]

    def count(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(("UPDATE", "DELETE")):
            written[-1] += cursor.rowcount

    def end(_connection: Any) -> None:
        written.append(0)

    event.listen(engine, "after_cursor_execute", count)
    event.listen(engine, "commit", end)
    yield written
    event.remove(engine, "after_cursor_execute", count)
    event.remove(engine, "commit", end)


def test_no_transaction_drops_many_rows_and_all_holds_after_each(
    cast: Cast, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "PAUSE", 0)
    monkeypatch.setattr(upkeep, "MOST", ROOM)
    step = trash(engine, cast.deadpond, Team, cast.z_force)
    crowd(engine, cast, 2_000)
    faults: list[Any] = []

    def look(*args: Any, **settings: Any) -> bool:
        more = purge_step(*args, **settings)
        faults.extend(broken(args[0].connection()))
        return more

    with transactions(engine) as written:
        monkeypatch.setattr(upkeep, "purge_step", look)
        upkeep.purge(engine, [step])
    assert len(written) > 2_000 / ROOM
    assert max(written) <= 4 * ROOM + 10
    assert faults == []


def test_a_thousand_todos_take_few_statements(
    cast: Cast, engine: sa.Engine, queries: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two of them others may come first, and all who write wait for it."""
    step = trash(engine, cast.deadpond, Team, cast.z_force)
    crowd(engine, cast, 1_000)
    monkeypatch.setattr(upkeep, "ROOM", 10_000)
    with queries() as statements:
        upkeep.purge(engine, [step])
    assert len(statements) < 100


def test_each_transaction_takes_in_as_much_as_the_last_one_leaves_it_time_for(
    cast: Cast, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow machine drops fewer rows at a time, so that nobody waits longer; a fast one more."""
    step, rooms = trash(engine, cast.deadpond, Team, cast.z_force), []
    crowd(engine, cast, 2_000)
    seconds = (upkeep.AIM / 4, upkeep.AIM, *[1000 * upkeep.AIM] * 1000)
    clock = iter([time for took in seconds for time in (0, took)])

    def noted(*args: Any, room: float) -> bool:
        rooms.append(room)
        return purge_step(*args, room=room)

    monkeypatch.setattr(upkeep, "PAUSE", 0)
    monkeypatch.setattr(upkeep, "purge_step", noted)
    monkeypatch.setattr(upkeep, "monotonic", lambda: next(clock))
    upkeep.purge(engine, [step])
    assert rooms[:4] == [ROOM, 2 * ROOM, 2 * ROOM, upkeep.FEWEST]


@pytest.mark.parametrize(
    ("kind", "name"), [(Team, "z_force"), (Label, "house"), (Section, "backlog"), (Hero, "rusty_man")]
)
def test_a_cascade_finds_nothing_left_to_do(cast: Cast, engine: sa.Engine, kind: Any, name: str) -> None:
    crowd(engine, cast, 500)
    row_id, hanging = getattr(cast, name), []
    leading = [
        key.parent
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table is kind.__table__
    ]

    def look(connection: sa.Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(f"DELETE FROM {kind.__tablename__} "):
            for column in leading:
                count = connection.scalar(sa.select(sa.func.count()).where(column == row_id))
                hanging.append((str(column), count))

    step = trash(engine, cast.north, kind, row_id)
    event.listen(engine, "before_cursor_execute", look)
    upkeep.purge(engine, [step])
    event.remove(engine, "before_cursor_execute", look)
    assert len(hanging) == len(leading)
    assert [one for one in hanging if one[1]] == []


def test_who_read_it_before_does_not_bring_it_back_after(cast: Cast, engine: sa.Engine) -> None:
    step = trash(engine, cast.deadpond, Team, cast.z_force)
    crowd(engine, cast, CROWD)
    with transaction(engine) as session:
        team = session.get_one(Team, cast.z_force)
        hero = session.get_one(Hero, cast.deadpond)
        assert team.owners()
        session.commit()  # what was read stays at hand
        with transaction(engine) as other:
            assert begin_purge(other, step) is not None
        team.restore(by=hero)
        with pytest.raises(StaleDataError):
            session.flush()
        session.rollback()


def test_others_are_served_beside_it(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner, other = client(cast.deadpond), client(cast.spider_boy)
    gone_for_good(owner, engine, cast)
    crowd_left = left(engine, cast)
    purging = Thread(target=upkeep.drop_gone, args=(engine, Event()))
    purging.start()
    answers = []
    while purging.is_alive():
        added = other.post(f"/teams/{cast.preventers}/todos", data={"text": "Mend a web"})
        answers += [added.status_code, other.get(f"/teams/{cast.preventers}").status_code]
    purging.join()
    assert crowd_left > 0 == left(engine, cast)
    assert set(answers) == {303, 200}
    assert other.get(f"/teams/{cast.preventers}").text.count(">Mend a web<") >= min(50, len(answers) // 2 - 1)
