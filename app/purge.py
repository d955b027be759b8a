"""Emptying the trash: what goes here does not come back, and neither do its words in the history.

What a step put there is marked as gone first: from then on nobody finds it, brings it back or reads of it. Its rows go
in short transactions, children first, so that no cascade gets long and whoever writes meanwhile waits for one of them
at most. What is left over when that is interrupted is still marked, and goes on where it ended.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from math import inf
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.clock import now
from app.dropping import (
    KINDS,
    Clause,
    drop,
    drop_changes,
    drop_empty_steps,
    drops_of_row,
    run,
    trashed,
    unused,
)
from app.models import Change, ChangeSet, Comment, Hero, Label, SavedView, Section, Team, Todo
from app.models.change import change_set_id as new_id
from app.revisions import ends_epoch

BATCH = 1000
"""Rows that one statement drops at most."""
ROOM = 300
"""Rows that one transaction drops, or a few more, as long as nobody knows how long that takes here."""
FORGOTTEN = 1000
"""Changes of one transaction that are forgotten by their age."""
TIES = ("todo_block", "todo_relation")
LINKED = {
    "todo_id": ("assignment", "todo_label", *TIES),
    "blocker_id": ("todo_block",),
    "other_id": ("todo_relation",),
}
"""Columns that name a todo, and the links that have them."""


def purge_trashed(session: Session, *change_set_ids: int, room: float = inf) -> int | None:
    """Drop in this transaction what change sets put in the trash and still lies there, with all below it; as much of
    it as there is room for, the rest is marked.

    Returns the change set of the purge itself; None if nothing of it lies in the trash.
    """
    if (purge_id := begin_purge(session, *change_set_ids)) is not None:
        purge_step(session, *change_set_ids, room=room)
    return purge_id


def begin_purge(session: Session, *change_set_ids: int) -> int | None:
    """Mark it as gone, and record that as a change set of its own, named like the latest of these: what and how many,
    no values. Returns its id.

    None if nothing of it lies in the trash, or it is marked already."""
    session.flush()
    for kind in KINDS:
        _hold(session, kind, change_set_ids)
    counts = {f"{kind.__tablename__}.purged": _count(session, kind, change_set_ids) for kind in KINDS}
    step = session.get(ChangeSet, max(change_set_ids, default=0), populate_existing=True)
    if step is None or step.gone_at is not None or not any(counts.values()):
        return None
    purge_id = new_id()
    run(
        session,
        sa.insert(ChangeSet).values(
            id=purge_id,
            actor_id=session.info.get("actor_id"),
            at=now(),
            subject=step.subject,
            counts={what: count for what, count in counts.items() if count},
        ),
    )
    _mark(session, change_set_ids)
    _show_in_teams(session, change_set_ids)
    return purge_id


def marked(session: Session) -> Sequence[int]:
    """The first change sets of which something is marked as gone and still has to be dropped."""
    gone = sa.select(col(ChangeSet.id)).where(col(ChangeSet.gone_at).is_not(None))
    return list(session.scalars(gone.order_by(col(ChangeSet.gone_at)).limit(BATCH)))


def purge_step(session: Session, *change_set_ids: int, room: float) -> bool:
    """Drop the next rows, as many as there is room for. Returns whether more is left."""
    dropped = 0
    for rows in _drops(session, change_set_ids, round(min(room, BATCH))):
        dropped += rows
        if dropped >= room:
            return True
    return False


def forget_step(session: Session, before: datetime) -> bool:
    """Drop the next thousand changes, or empty change sets, of before then: no undo, no history has them any more. What
    lies in the trash keeps the step that put it there. Returns whether more may be left.
    """
    ends_epoch(session)
    old = (col(ChangeSet.at) < before, *unused())
    batch = select(Change.id).join(ChangeSet).where(*old).limit(FORGOTTEN)
    if drop_changes(session, col(Change.id).in_(batch)):
        return True
    bare = select(ChangeSet.id).where(*old, ~sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id)))
    dropped = run(session, sa.delete(ChangeSet).where(col(ChangeSet.id).in_(bare.limit(FORGOTTEN))))
    return bool(dropped.rowcount)


def _hold(session: Session, kind: type[Any], change_set_ids: Collection[int]) -> Sequence[int]:
    """Wait for whoever brings some of it back right now, and let nobody else begin to: what is back stays."""
    return list(session.scalars(sa.select(kind.id).where(trashed(kind, change_set_ids)).with_for_update()))


def _mark(session: Session, change_set_ids: Collection[int]) -> None:
    """From now on it is gone. Whoever is about to bring a team or a hero back finds that out by the version."""
    ends_epoch(session)
    run(session, sa.update(ChangeSet).where(col(ChangeSet.id).in_(change_set_ids)).values(gone_at=now()))
    for kind in (Team, Hero):
        newer = {"version": kind.version + 1, "updated_at": kind.updated_at}
        run(session, sa.update(kind).where(trashed(kind, change_set_ids)).values(newer))


def _drops(session: Session, change_set_ids: Collection[int], some: int) -> Iterator[int]:
    """Drop all of it, children first, and say after each few rows how many these were."""
    lying, heroes = _hold(session, Team, change_set_ids), _hold(session, Hero, change_set_ids)
    teams = [*lying, *(_ids(session, col(Team.private_to).in_(heroes), Team) if heroes else ())]
    for rows in _drops_alone(session, change_set_ids, teams, some):
        ends_epoch(session)
        yield rows
    for team in teams:  # nothing of them is in sight, so no page is another for it
        yield from _drops_of_team(session, team, some)
    for rows in _drops_of_heroes(session, heroes, some):
        ends_epoch(session)
        yield rows
    ends_epoch(session)
    run(session, sa.update(ChangeSet).where(col(ChangeSet.id).in_(change_set_ids)).values(gone_at=None))
    drop_empty_steps(session, set(change_set_ids))


def _drops_alone(session: Session, change_set_ids: Collection[int], teams: Sequence[int], some: int) -> Iterator[int]:
    """What went by itself out of a team that stays."""
    kinds = _lying(session, change_set_ids)
    if Todo in kinds:
        yield from _drops_of_branches(session, change_set_ids, teams, some)
    for kind in (Comment, SavedView, Label, Section):
        for row_id in _ids(session, trashed(kind, change_set_ids), kind) if kind in kinds else ():
            yield from drops_of_row(session, kind, row_id, some)


def _drops_of_branches(
    session: Session, change_set_ids: Collection[int], teams: Sequence[int], some: int
) -> Iterator[int]:
    """Todos that went by themselves, and all below them."""
    stays = col(Todo.team_id).not_in(teams)
    there = trashed(Todo, change_set_ids)
    branch = select(Todo.id).where(there).cte(recursive=True)
    sub = aliased(Todo)
    branch = branch.union(select(sub.id).where(col(sub.parent_id) == branch.c.id))
    for doomed in (there, col(Todo.id).in_(sa.select(branch.c.id))):
        while leaves := _leaves(session, some, doomed, stays):
            yield from _drops_of_todos(session, leaves, some, in_sight=True)


def _drops_of_team(session: Session, team: int, some: int) -> Iterator[int]:
    """A team, and first all that is in it."""
    here = col(Todo.team_id) == team
    deepest = col(Todo.parent_id).desc()  # nearly always those without sub-todos
    # In no order that the database would have to put all that is left of the team into, again for each few of them.
    for doomed, order in ((col(Todo.parent_id).is_not(None), deepest), (sa.true(), None)):
        while leaves := _leaves(session, some, here, doomed, order=order):
            yield from _drops_of_todos(session, leaves, some, in_sight=False)
    for kind in (SavedView, Label, Section):
        for row_id in _ids(session, col(kind.team_id) == team, kind):
            yield from drops_of_row(session, kind, row_id, some)
    tied = sa.and_(col(Change.left_team_id) == team, col(Change.entity).in_(TIES))
    for told in (col(Change.team_id) == team, tied):
        while rows := drop_changes(session, col(Change.id).in_(select(Change.id).where(told).limit(some))):
            yield rows
    yield from drops_of_row(session, Team, team, some)


def _drops_of_heroes(session: Session, heroes: Sequence[int], some: int) -> Iterator[int]:
    for hero in heroes:
        yield drop_changes(session, col(Change.entity) == "membership", col(Change.row_key).like(f"{hero},%"))
        yield from drops_of_row(session, Hero, hero, some)


def _drops_of_todos(session: Session, ids: Sequence[int], some: int, *, in_sight: bool) -> Iterator[int]:
    """Todos without sub-todos, and first what was said about them."""
    teams = list(session.scalars(select(Todo.team_id).where(col(Todo.id).in_(ids)).distinct())) if in_sight else []
    said = sa.select(col(Comment.id)).where(col(Comment.todo_id).in_(ids)).limit(some)
    while len(comments := list(session.scalars(said))) == some:
        yield drop(session, {Comment: comments})
    rows = drop(session, {Comment: comments, Todo: ids})
    # What the history says of links in a team that goes anyway is dropped with the team, all at once.
    for end, entities in LINKED.items() if teams else ():
        link = sa.func.coalesce(col(Change.after)[end].as_integer(), col(Change.before)[end].as_integer())
        here = sa.or_(col(Change.team_id).in_(teams), col(Change.left_team_id).in_(teams))
        rows += drop_changes(session, here, col(Change.entity).in_(entities), link.in_(ids))
    yield rows


def _ids(session: Session, where: Clause, kind: type[Any]) -> Sequence[int]:
    return list(session.scalars(sa.select(kind.id).where(where)))


def _count(session: Session, kind: type[Any], change_set_ids: Collection[int]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(kind).where(trashed(kind, change_set_ids))) or 0


def _lying(session: Session, change_set_ids: Collection[int]) -> Collection[type[Any]]:
    """The kinds of which something lies in the trash by these steps."""
    tables = {str(kind.__tablename__): kind for kind in KINDS}
    asked = [
        sa.select(sa.literal(name)).where(sa.exists().where(trashed(kind, change_set_ids)))
        for name, kind in tables.items()
    ]
    return {tables[name] for name in session.scalars(sa.union_all(*asked))}


def _leaves(session: Session, some: int, *doomed: Clause, order: Any = None) -> Sequence[int]:
    """Todos that go and have no sub-todos, or none left: with these first, no cascade ever gets long."""
    found = sa.select(col(Todo.id)).where(*doomed, _LEAF).order_by(order).limit(some)
    return list(session.scalars(found.with_for_update()))


_sub = aliased(Todo)
_LEAF = ~sa.exists().where(col(_sub.parent_id) == col(Todo.id))


def _show_in_teams(session: Session, change_set_ids: Collection[int]) -> None:
    """Give the teams in which something goes a new revision."""
    in_comments = select(Todo.team_id).join(Comment).where(trashed(Comment, change_set_ids))
    touched = [select(kind.team_id).where(trashed(kind, change_set_ids)) for kind in (Section, Label, SavedView, Todo)]
    run(
        session,
        sa.update(Team).where(col(Team.id).in_(sa.union(in_comments, *touched))).values(revision=Team.revision + 1),
    )
