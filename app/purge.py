"""Emptying the trash: what goes here does not come back, and neither do its words in the history.

It goes in steps of about a thousand rows, so that whoever writes meanwhile waits for one step at most; the database's
own ON DELETE CASCADE does the rest. What is left over when a purge is interrupted goes with the next one.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.clock import now
from app.models import Change, ChangeSet, Comment, Hero, Label, SavedView, Section, Team, Todo
from app.models.change import change_set_id as new_id
from app.revisions import ends_epoch

BATCH = 1000
KINDS = (Team, Hero, Section, Label, Todo, Comment, SavedView)
TIES = ("todo_block", "todo_relation")
LINKED = {
    "todo_id": ("assignment", "todo_label", *TIES),
    "blocker_id": ("todo_block",),
    "other_id": ("todo_relation",),
}
"""Columns that name a todo, and the links that have them."""
Clause: TypeAlias = sa.ColumnElement[bool]


def purge_trashed(session: Session, *change_set_ids: int) -> int | None:
    """Drop in this transaction what change sets put in the trash and still lies there, with all below it.

    Returns the change set of the purge itself; None if nothing of it lies in the trash.
    """
    purge_id = begin_purge(session, *change_set_ids)
    if purge_id is not None:
        while purge_step(session, *change_set_ids):
            pass
    return purge_id


def begin_purge(session: Session, *change_set_ids: int) -> int | None:
    """Record that it is being purged, as a change set of its own, named like the latest of these: what and how many, no
    values. Returns its id.

    None if nothing of it lies in the trash.
    """
    session.flush()
    _hold(session, change_set_ids)
    counts = {f"{kind.__tablename__}.purged": _count(session, kind, change_set_ids) for kind in KINDS}
    step = session.get(ChangeSet, max(change_set_ids, default=0))
    if step is None or not any(counts.values()):
        return None
    purge_id = new_id()
    _run(
        session,
        sa.insert(ChangeSet).values(
            id=purge_id,
            actor_id=session.info.get("actor_id"),
            at=now(),
            subject=step.subject,
            counts={what: count for what, count in counts.items() if count},
        ),
    )
    _show_in_teams(session, change_set_ids)
    return purge_id


def purge_step(session: Session, *change_set_ids: int) -> bool:
    """Drop the next thousand rows or so. Returns whether more is left."""
    _hold(session, change_set_ids)
    teams, heroes = _doomed_teams(session, change_set_ids), _ids(session, _trashed(Hero, change_set_ids), Hero)
    if leaves := _leaves(session, change_set_ids, teams):
        _drop_todos(session, leaves, teams)
        return True
    in_teams = {
        Comment: sa.false(),
        SavedView: sa.or_(col(SavedView.team_id).in_(teams), col(SavedView.list_id).in_(teams)),
        Label: col(Label.team_id).in_(teams),
        Section: col(Section.team_id).in_(teams),
    }
    for kind, clause in in_teams.items():
        _drop(session, kind, _ids(session, sa.or_(_trashed(kind, change_set_ids), clause), kind))
    tied = sa.and_(col(Change.left_team_id).in_(teams), col(Change.entity).in_(TIES))
    batch = select(Change.id).where(sa.or_(col(Change.team_id).in_(teams), tied)).limit(5 * BATCH)
    if _drop_changes(session, col(Change.id).in_(batch)):
        return True
    _drop(session, Team, teams)
    for hero_id in heroes:
        _drop_changes(session, col(Change.entity) == "membership", col(Change.row_key).like(f"{hero_id},%"))
    _drop(session, Hero, heroes)
    _drop_empty_steps(session, set(change_set_ids))
    return False


def forget_step(session: Session, before: datetime) -> bool:
    """Drop the next thousand changes, or empty change sets, of before then: no undo, no history has them any more. What
    lies in the trash keeps the step that put it there. Returns whether more may be left.
    """
    old = (col(ChangeSet.at) < before, *_unused())
    batch = select(Change.id).join(ChangeSet).where(*old).limit(BATCH)
    if _drop_changes(session, col(Change.id).in_(batch)):
        return True
    bare = select(ChangeSet.id).where(*old, ~sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id)))
    dropped = _run(session, sa.delete(ChangeSet).where(col(ChangeSet.id).in_(bare.limit(BATCH))))
    return bool(dropped.rowcount)


def _hold(session: Session, change_set_ids: Collection[int]) -> None:
    """Wait for whoever brings some of it back right now, and let nobody else begin to: what is back stays."""
    for kind in KINDS:
        session.execute(sa.select(col(kind.id)).where(_trashed(kind, change_set_ids)).with_for_update())


def _run(session: Session, statement: sa.Executable) -> sa.CursorResult[Any]:
    # Past the session: what it has at hand of these rows is of no use to anybody any more.
    ends_epoch(session)
    return session.connection().execute(statement)


def _trashed(kind: type[Any], change_set_ids: Collection[int]) -> Clause:
    clause: Clause = col(kind.trashed_by).in_(change_set_ids)
    return clause


def _ids(session: Session, where: Clause, kind: type[Any]) -> Sequence[int]:
    return list(session.scalars(sa.select(kind.id).where(where)))


def _count(session: Session, kind: type[Any], change_set_ids: Collection[int]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(kind).where(_trashed(kind, change_set_ids))) or 0


def _doomed_teams(session: Session, change_set_ids: Collection[int]) -> Sequence[int]:
    """Teams that lie in the trash themselves, and the private ones of heroes who do."""
    owners = select(Hero.id).where(_trashed(Hero, change_set_ids))
    return _ids(session, sa.or_(_trashed(Team, change_set_ids), col(Team.private_to).in_(owners)), Team)


def _leaves(session: Session, change_set_ids: Collection[int], teams: Sequence[int]) -> Sequence[int]:
    """Todos that go and have no sub-todos, or none left: with these first, no cascade ever gets long."""
    sub = aliased(Todo)
    leaf = ~sa.exists().where(col(sub.parent_id) == col(Todo.id))
    branch = select(Todo.id).where(_trashed(Todo, change_set_ids)).cte(recursive=True)
    branch = branch.union(select(sub.id).where(col(sub.parent_id) == branch.c.id))
    for doomed in (col(Todo.team_id).in_(teams), col(Todo.id).in_(sa.select(branch.c.id))):
        if found := list(session.scalars(select(Todo.id).where(doomed, leaf).limit(BATCH))):
            return found
    return []


def _drop_todos(session: Session, ids: Sequence[int], doomed_teams: Sequence[int]) -> None:
    comments = _ids(session, col(Comment.todo_id).in_(ids), Comment)
    # What the history says of links in a team that goes anyway is dropped with the team, all at once.
    others = select(Todo.team_id).where(col(Todo.id).in_(ids), col(Todo.team_id).not_in(doomed_teams))
    teams = list(session.scalars(others.distinct()))
    _drop(session, Comment, comments)
    _drop(session, Todo, ids)
    for end, entities in LINKED.items():
        link = sa.func.coalesce(col(Change.after)[end].as_integer(), col(Change.before)[end].as_integer())
        here = sa.or_(col(Change.team_id).in_(teams), col(Change.left_team_id).in_(teams))
        _drop_changes(session, here, col(Change.entity).in_(entities), link.in_(ids))


def _drop(session: Session, kind: type[Any], ids: Sequence[int]) -> None:
    """Drop rows and what the history says of them."""
    if ids:
        _run(session, sa.delete(kind).where(kind.id.in_(ids)))
        about = col(Change.row_key).in_([str(row_id) for row_id in ids])
        _drop_changes(session, col(Change.entity) == kind.__tablename__, about)


def _drop_changes(session: Session, *where: Clause) -> bool:
    steps = set(_run(session, sa.delete(Change).where(*where).returning(col(Change.change_set_id))).scalars())
    _drop_empty_steps(session, steps)
    return bool(steps)


def _drop_empty_steps(session: Session, steps: Collection[int]) -> None:
    """Drop change sets of which nothing is left, unless something else still names them."""
    other = aliased(ChangeSet)
    while steps:
        dropped = _run(
            session,
            sa.delete(ChangeSet)
            .where(
                col(ChangeSet.id).in_(steps),
                ~sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id)),
                ~sa.exists().where(col(other.undone_by) == col(ChangeSet.id)),
                *_unused(),
            )
            .returning(col(ChangeSet.undone_by)),
        )
        steps = {undone_by for undone_by in dropped.scalars() if undone_by is not None}


def _unused() -> list[Clause]:
    """That nothing in the trash names the change set."""
    return [~sa.exists().where(col(kind.trashed_by) == col(ChangeSet.id)) for kind in KINDS]


def _show_in_teams(session: Session, change_set_ids: Collection[int]) -> None:
    """Give the teams in which something goes a new revision."""
    in_comments = select(Todo.team_id).join(Comment).where(_trashed(Comment, change_set_ids))
    touched = [select(kind.team_id).where(_trashed(kind, change_set_ids)) for kind in (Section, Label, SavedView, Todo)]
    _run(
        session,
        sa.update(Team).where(col(Team.id).in_(sa.union(in_comments, *touched))).values(revision=Team.revision + 1),
    )
