"""Each question of the doctor finds what it asks for."""

import pytest
import sqlalchemy as sa

from app.invariants import BROKEN, broken, lately_broken
from tests.cast import Cast

BREAK = {
    "teams without an owner": "UPDATE membership SET role = 'guest' WHERE team_id = {z_force}",
    "todos more than five levels deep": "UPDATE todo SET parent_id = {ladder} WHERE id = {roof}",
    "todos in another team than their parent": "UPDATE todo SET team_id = {preventers} WHERE id = {ladder}",
    "todos in another team's section": "UPDATE todo SET section_id = {web_section} WHERE id = {rope}",
    "todos outside the trash below one inside": (
        "UPDATE todo SET trashed_at = created_at, trashed_by = (SELECT max(id) FROM change_set) WHERE id = {gutters}"
    ),
    "todos that wait for themselves by way of others": (
        "INSERT INTO todo_block (todo_id, blocker_id) "
        "VALUES ({roof}, {rope}), ({rope}, {spider_web}), ({spider_web}, {roof})"
    ),
    "todos with another team's label": "UPDATE todo_label SET label_id = {web_label}",
    "todos assigned to heroes who are not on the team": "DELETE FROM membership WHERE hero_id = {rusty_man}",
}


def found(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        return {rule for rule, _count in broken(connection)}


def test_the_cast_breaks_no_rule(engine: sa.Engine, cast: Cast) -> None:
    assert found(engine) == set()


@pytest.mark.parametrize("rule", BROKEN)
def test_what_breaks_a_rule_is_found(engine: sa.Engine, cast: Cast, rule: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(BREAK[rule].format(**vars(cast)))
    assert rule in found(engine)


def test_an_index_that_is_out_of_step_is_found(engine: sa.Engine, cast: Cast) -> None:
    lost = {"sqlite": "DROP TRIGGER search_todo_added", "postgresql": "DROP INDEX search_todo_words"}
    with engine.connect() as connection:
        connection.exec_driver_sql(lost[engine.dialect.name])
        (told,) = broken(connection)
        connection.rollback()
    assert told == ("search index, out of step (python -m app search rebuild mends it)", 1)


@pytest.mark.parametrize("rule", BROKEN)
def test_what_breaks_a_rule_is_found_among_the_newest_rows(engine: sa.Engine, cast: Cast, rule: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(BREAK[rule].format(**vars(cast)))
    with engine.connect() as connection:
        assert rule in {told for told, _count in lately_broken(connection, 1000)}
        assert rule not in {told for told, _count in lately_broken(connection, 0)}
