"""What heroes have in hand says what todos and assignments say, whatever is done to them."""

import sqlalchemy as sa

from app.database import transaction
from app.models import Hero, Section, Team, Todo, TodoCreate, hands
from app.models.order import ranks_after
from tests.cast import Cast

BREAKS = {
    "sqlite": "DROP TRIGGER hand_todo_changed",
    "postgresql": "DROP TRIGGER hand_todo_changed ON todo",
}


def faults(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return hands.faults(connection)


def held(engine: sa.Engine, todo_id: int) -> set[tuple[int, str, str]]:
    with engine.connect() as connection:
        asked = sa.select(hands.hand.c.hero_id, hands.hand.c.part, hands.hand.c.at)
        return {(row[0], row[1], row[2]) for row in connection.execute(asked.where(hands.hand.c.todo_id == todo_id))}


def test_it_is_in_step_after_all_that_is_done_to_a_todo(engine: sa.Engine, cast: Cast) -> None:
    with transaction(engine) as session:
        by = session.get_one(Hero, cast.deadpond)
        session.info["actor_id"] = by.id
        team = session.get_one(Team, cast.z_force)
        (rank,) = ranks_after(None, 1)
        todo = Todo.add(team, TodoCreate(title="Do it"), rank=rank, by=by)
        session.add(todo)
        session.flush()
        todo.assign(session.get_one(Hero, cast.tarantula), by=by)
        session.flush()
        todo_id = todo.id
    theirs, mine = (cast.tarantula, "open", "no"), (cast.deadpond, "given", "no")
    assert held(engine, todo_id) == {theirs, mine}
    steps = [
        ("due_on = '2026-05-12'", {(*theirs[:2], "2026-05-12"), (*mine[:2], "2026-05-12")}),
        (
            "completed_at = '2026-05-13 08:00:00.000000'",
            {(cast.tarantula, "done", "2026-05-13 08:00:00.000000"), (cast.tarantula, "was", "2026-05-12")},
        ),
        (
            "completed_at = NULL, due_on = NULL, due_at = '2026-05-12 07:30:00.000000', created_by = NULL",
            {(*theirs[:2], "2026-05-12 07:30:00.000000"), (*mine[:2], "2026-05-12 07:30:00.000000")},
        ),
    ]
    for change, wanted in steps:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE todo SET {change} WHERE id = {todo_id}")
        assert held(engine, todo_id) == wanted
        assert faults(engine) == 0
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE assignment SET hero_id = {cast.deadpond} WHERE todo_id = {todo_id}")
    assert held(engine, todo_id) == {(cast.deadpond, "open", "2026-05-12 07:30:00.000000")}
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM todo WHERE id = {todo_id}")
    assert held(engine, todo_id) == set()
    assert faults(engine) == 0


def test_what_lies_in_the_trash_is_in_no_hand(engine: sa.Engine, cast: Cast) -> None:
    assert held(engine, cast.rope) != set()
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        session.get_one(Todo, cast.rope).trash(by=session.get_one(Hero, cast.deadpond))
    assert held(engine, cast.rope) == set()
    assert faults(engine) == 0


def test_it_goes_along_to_another_team(engine: sa.Engine, cast: Cast) -> None:
    with engine.begin() as connection:
        connection.execute(sa.delete(Section))
        connection.exec_driver_sql(f"UPDATE todo SET team_id = {cast.preventers} WHERE id = {cast.rope}")
        teams = connection.scalars(sa.select(hands.hand.c.team_id).where(hands.hand.c.todo_id == cast.rope)).all()
    assert set(teams) == {cast.preventers}
    assert faults(engine) == 0


def test_what_is_out_of_step_is_noticed_and_mended(engine: sa.Engine, cast: Cast) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM hand_todo")
    assert faults(engine) > 1
    with engine.begin() as connection:
        hands.put_back(connection)
    assert faults(engine) == 0
    with engine.begin() as connection:
        connection.exec_driver_sql(BREAKS[engine.dialect.name])
    assert faults(engine) == 1
    with engine.begin() as connection:
        hands.put_back(connection)
        connection.exec_driver_sql(f"UPDATE todo SET due_on = '2026-05-12' WHERE id = {cast.rope}")
    assert faults(engine) == 0
    assert {row[2] for row in held(engine, cast.rope)} == {"2026-05-12"}
