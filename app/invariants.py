"""What must hold in every database, as questions that count what breaks it."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.i18n import N_
from app.models import search_index

BROKEN = {
    N_("teams without an owner"): """
        SELECT count(*) FROM team WHERE trashed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM membership JOIN hero ON hero.id = membership.hero_id
            WHERE membership.team_id = team.id AND membership.role = 'owner' AND hero.trashed_at IS NULL)""",
    N_("todos more than five levels deep"): """
        SELECT count(*) FROM todo sixth
        JOIN todo fifth ON fifth.id = sixth.parent_id JOIN todo fourth ON fourth.id = fifth.parent_id
        JOIN todo third ON third.id = fourth.parent_id JOIN todo second ON second.id = third.parent_id
        JOIN todo first ON first.id = second.parent_id
        WHERE sixth.trashed_at IS NULL""",
    N_("todos in another team than their parent"): """
        SELECT count(*) FROM todo JOIN todo parent ON parent.id = todo.parent_id
        WHERE parent.team_id <> todo.team_id""",
    N_("todos in another team's section"): """
        SELECT count(*) FROM todo JOIN section ON section.id = todo.section_id
        WHERE section.team_id <> todo.team_id""",
    N_("todos outside the trash below one inside"): """
        SELECT count(*) FROM todo JOIN todo parent ON parent.id = todo.parent_id
        WHERE parent.trashed_at IS NOT NULL AND todo.trashed_at IS NULL""",
    N_("todos that wait for themselves by way of others"): """
        WITH RECURSIVE ahead (origin, id) AS (
            SELECT todo_id, blocker_id FROM todo_block
            UNION SELECT ahead.origin, todo_block.blocker_id
            FROM ahead JOIN todo_block ON todo_block.todo_id = ahead.id)
        SELECT count(*) FROM ahead WHERE origin = id""",
    N_("todos with another team's label"): """
        SELECT count(*) FROM todo_label JOIN todo ON todo.id = todo_label.todo_id
        JOIN label ON label.id = todo_label.label_id WHERE label.team_id <> todo.team_id""",
    N_("todos assigned to heroes who are not on the team"): """
        SELECT count(*) FROM assignment JOIN todo ON todo.id = assignment.todo_id WHERE NOT EXISTS (
            SELECT 1 FROM membership
            WHERE membership.team_id = todo.team_id AND membership.hero_id = assignment.hero_id)""",
}


def broken(connection: sa.Connection) -> Iterator[tuple[str, int]]:
    """The rules that do not hold, each with how many rows break it."""
    for rule, question in BROKEN.items():
        if count := connection.exec_driver_sql(question).scalar_one():
            yield rule, count
    if count := search_index.faults(connection):
        yield N_("search index, out of step (python -m app search rebuild mends it)"), count
    if connection.dialect.name == "sqlite":
        if count := len(connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            yield N_("rows that point to nothing"), count
        faults = [fault for (fault,) in connection.exec_driver_sql("PRAGMA quick_check(100)") if fault != "ok"]
        if faults:
            yield N_("faults in the database file"), len(faults)
