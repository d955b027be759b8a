"""What must hold in every database, as questions that count what breaks it.

The questions name tables in braces: the doctor asks of all rows, a page of the newest alone, so that it costs the same
however many there are.
"""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from app.i18n import N_
from app.models import hands, search_index

BROKEN = {
    N_("teams without an owner"): """
        SELECT count(*) FROM {team} team WHERE trashed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM membership JOIN hero ON hero.id = membership.hero_id
            WHERE membership.team_id = team.id AND membership.role = 'owner' AND hero.trashed_at IS NULL)""",
    N_("todos more than five levels deep"): """
        SELECT count(*) FROM {todo} sixth
        JOIN todo fifth ON fifth.id = sixth.parent_id JOIN todo fourth ON fourth.id = fifth.parent_id
        JOIN todo third ON third.id = fourth.parent_id JOIN todo second ON second.id = third.parent_id
        JOIN todo first ON first.id = second.parent_id
        WHERE sixth.trashed_at IS NULL""",
    N_("todos in another team than their parent"): """
        SELECT count(*) FROM {todo} todo JOIN todo parent ON parent.id = todo.parent_id
        WHERE parent.team_id <> todo.team_id""",
    N_("todos in another team's section"): """
        SELECT count(*) FROM {todo} todo JOIN section ON section.id = todo.section_id
        WHERE section.team_id <> todo.team_id""",
    N_("todos outside the trash below one inside"): """
        SELECT count(*) FROM {todo} todo JOIN todo parent ON parent.id = todo.parent_id
        WHERE parent.trashed_at IS NOT NULL AND todo.trashed_at IS NULL""",
    N_("todos that wait for themselves by way of others"): """
        WITH RECURSIVE ahead (origin, id) AS (
            SELECT todo_id, blocker_id FROM {todo_block} todo_block
            UNION SELECT ahead.origin, todo_block.blocker_id
            FROM ahead JOIN todo_block ON todo_block.todo_id = ahead.id)
        SELECT count(*) FROM (SELECT origin, id FROM ahead LIMIT {steps}) ahead WHERE origin = id""",
    N_("todos with another team's label"): """
        SELECT count(*) FROM {todo_label} todo_label JOIN todo ON todo.id = todo_label.todo_id
        JOIN label ON label.id = todo_label.label_id WHERE label.team_id <> todo.team_id""",
    N_("todos assigned to heroes who are not on the team"): """
        SELECT count(*) FROM {assignment} assignment JOIN todo ON todo.id = assignment.todo_id WHERE NOT EXISTS (
            SELECT 1 FROM membership
            WHERE membership.team_id = todo.team_id AND membership.hero_id = assignment.hero_id)""",
}


LARGEST = 2**63 - 1
ORDER = {"team": "id", "todo": "id", "todo_block": "todo_id", "todo_label": "todo_id", "assignment": "todo_id"}
"""The tables that the questions name, and by what their newest rows are found: the beginning of an index."""
ALL = {table: table for table in ORDER} | {"steps": LARGEST}
OUT_OF_STEP = N_("search index, out of step (python -m app search rebuild mends it)")
HANDS_OUT_OF_STEP = N_("what heroes have in hand, out of step (python -m app search rebuild mends it)")


def broken(connection: sa.Connection) -> Iterator[tuple[str, int]]:
    """The rules that do not hold, each with how many rows break it."""
    yield from _breaking(connection, ALL)
    if count := search_index.faults(connection):
        yield OUT_OF_STEP, count
    if count := hands.faults(connection):
        yield HANDS_OUT_OF_STEP, count
    if connection.dialect.name == "sqlite":
        if count := len(connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            yield N_("rows that point to nothing"), count
        faults = [fault for (fault,) in connection.exec_driver_sql("PRAGMA quick_check(100)") if fault != "ok"]
        if faults:
            yield N_("faults in the database file"), len(faults)


def lately_broken(connection: sa.Connection, newest: int) -> Iterator[tuple[str, int]]:
    """The same of so many of the newest rows of each table, by reading alone."""
    some = {table: f"(SELECT * FROM {table} ORDER BY {column} DESC LIMIT {newest})" for table, column in ORDER.items()}
    yield from _breaking(connection, some | {"steps": newest})
    if count := search_index.missing(connection):
        yield OUT_OF_STEP, count
    if count := hands.missing(connection):
        yield HANDS_OUT_OF_STEP, count


def _breaking(connection: sa.Connection, rows: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    for rule, question in BROKEN.items():
        if count := connection.exec_driver_sql(question.format(**rows)).scalar_one():
            yield rule, count
