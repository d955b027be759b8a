"""What was done: change sets, read back, each as far as the hero may see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.access.faces import FACE, Face, face_columns
from app.access.names import Names, Naming
from app.access.paging import PAGE
from app.access.reach import step_kept, team_reached
from app.access.undo.involved import LINKS, PAIRS, keys_of
from app.access.undo.steps import change_seen
from app.history import SUBJECTS
from app.i18n import _
from app.models import Change, ChangeSet, Hero, Team
from app.models.change import StepKind

_LINK = col(Change.entity).in_(LINKS)
SORTS: Mapping[str, sa.ColumnElement[bool]] = {
    "added": sa.and_(col(Change.kind) == "created", ~_LINK),
    "changed": sa.and_(col(Change.kind).in_(("changed", "archived", "unarchived")), ~_LINK),
    "done": col(Change.kind).in_(("closed", "reopened")),
    "moved": col(Change.kind) == "moved",
    "people": col(Change.entity).in_(("membership", "assignment")),
    "deleted": col(Change.kind).in_(("trashed", "restored")),
    "undone": col(ChangeSet.kind) != StepKind.DONE,
}
"""What the activity of a team can be narrowed to."""


class Deed(NamedTuple):
    """What happened to one todo in a step."""

    todo_id: int
    kind: str
    after: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A step as the hero may read of it. `actor` took it and `undoer` took it back, None for former heroes;
    `remembered` is whether anything that it changed still is."""

    id: int
    at: datetime
    kind: StepKind
    undone_by: int | None
    subject: str
    target: str
    counts: Mapping[str, int]
    actor: Face | None
    undoer: Face | None
    remembered: bool


class _Words(NamedTuple):
    subject: str
    target: str
    counts: Mapping[str, int]


class _Part(NamedTuple):
    """Changes of one kind in one step; those of weightier things come first."""

    weight: int
    key: str
    seen: int
    hidden: int
    first: int


_undoing, _undoer = aliased(ChangeSet), aliased(Hero)
_STEPS = (
    sa.select(
        ChangeSet,
        *face_columns(),
        *face_columns(_undoer),
    )
    .outerjoin(Hero, col(Hero.id) == ChangeSet.actor_id)
    .outerjoin(_undoing, col(_undoing.id) == ChangeSet.undone_by)
    .outerjoin(_undoer, col(_undoer.id) == _undoing.actor_id)
    .order_by(col(ChangeSet.id).desc())
)


class Activity(Naming):
    """Steps, the newest first."""

    def own_step(self, change_set_id: int) -> ChangeSet | None:
        """A step that this hero took, or None."""
        return self._session.exec(
            select(ChangeSet).where(ChangeSet.id == change_set_id, ChangeSet.actor_id == self.hero.id, step_kept())
        ).first()

    def todo_deeds(self, step: int, limit: int) -> Sequence[Deed]:
        """What was done to todos in a step of this hero's, the present one or one that is written; the first ones."""
        doing = self.history()
        if doing.id == step:
            todos = [one for one in doing.changes if one["entity"] == "todo"]
            return [Deed(int(one["row_key"]), one["kind"], one["after"]) for one in todos[:limit]]
        rows = self._session.execute(
            sa.select(col(Change.row_key), col(Change.kind), col(Change.after))
            .where(col(Change.change_set_id) == step, col(Change.entity) == "todo")
            .order_by(col(Change.id))
            .limit(limit)
        )
        return [Deed(int(key), kind, after) for key, kind, after in rows]

    def own_steps(self, before: int | None = None) -> Sequence[Told]:
        """A page of the hero's own ones, from behind a step."""
        earlier = sa.true() if before is None else col(ChangeSet.id) < before
        return self._told(_STEPS.where(col(ChangeSet.actor_id) == self.hero.id, earlier, step_kept()).limit(PAGE))

    def team_steps(
        self, team: Team, before: int | None = None, hero_id: int | None = None, sort: str = ""
    ) -> Sequence[Told]:
        """A page of those that changed something in a team that is at hand; of one hero, and of one of SORTS."""
        which = [
            *([] if before is None else [col(Change.change_set_id) < before]),
            *([] if hero_id is None else [col(ChangeSet.actor_id) == hero_id]),
            *([SORTS[sort]] if sort in SORTS else []),
        ]
        found: set[int] = set()
        for place in (col(Change.team_id), col(Change.left_team_id)):
            ids = sa.select(col(Change.change_set_id)).where(place == team.id, *which).distinct()
            if hero_id is not None or sort == "undone":
                ids = ids.join(ChangeSet, col(ChangeSet.id) == Change.change_set_id)
            found.update(self._session.scalars(ids.order_by(col(Change.change_set_id).desc()).limit(PAGE)))
        return self._told(_STEPS.where(col(ChangeSet.id).in_(sorted(found, reverse=True)[:PAGE])))

    def told(self, step: ChangeSet) -> Told:
        """One step that is at hand."""
        return self._told(_STEPS.where(col(ChangeSet.id) == step.id))[0]

    def _told(self, statement: Any) -> Sequence[Told]:
        rows = list(self._session.execute(statement))
        parts = self._parts([row[0].id for row in rows])
        mixed = {
            row[0].id: parts[row[0].id]
            for row in rows
            if row[0].actor_id != self.hero.id and any(part.hidden for part in parts[row[0].id])
        }
        retold = self._retold({row[0].id: row[0] for row in rows}, mixed) if mixed else {}
        return [_as_told(row, retold.get(row[0].id), remembered=bool(parts[row[0].id])) for row in rows]

    def _parts(self, steps: Sequence[int]) -> Mapping[int, Sequence[_Part]]:
        """What each step did, by kind: how many changes the hero may see, how many not, and the first of the former."""
        reached = select(Team.id).where(team_reached(self.hero))
        seen = sa.func.coalesce(change_seen(self.hero), sa.false())
        both = sa.or_(col(Change.entity).not_in(PAIRS), _reached_too(reached))
        in_sight = sa.or_(sa.and_(col(Change.team_id).in_(reached), both), sa.and_(col(Change.entity) == "hero", seen))
        kinds = (col(Change.change_set_id), col(Change.entity), col(Change.kind))
        counted = sa.select(
            *kinds,
            func.count(sa.case((seen, 1))),
            func.count() - func.count(sa.case((in_sight, 1))),
            func.min(sa.case((seen, col(Change.id)))),
        ).where(col(Change.change_set_id).in_(steps))
        found: defaultdict[int, list[_Part]] = defaultdict(list)
        for step, entity, kind, *numbers in self._session.execute(counted.group_by(*kinds)) if steps else ():
            found[step].append(_Part(SUBJECTS.index(entity), f"{entity}.{kind}", *numbers))
        return found

    def _retold(self, steps: Mapping[int, ChangeSet], mixed: Mapping[int, Sequence[_Part]]) -> Mapping[int, _Words]:
        """Steps of which the hero may see only a part, told by that part."""
        weightiest = {step: min(part for part in parts if part.seen) for step, parts in mixed.items()}
        firsts = self._all(select(Change).where(col(Change.id).in_([part.first for part in weightiest.values()])))
        names = self.names(firsts)
        told = {}
        for change in firsts:
            counts = {part.key: part.seen for part in mixed[change.change_set_id] if part.seen}
            subject, target = _ends(change, names)
            subject = subject or _as_it_was_called(steps[change.change_set_id], mixed[change.change_set_id])
            if change.entity in PAIRS:
                subject, target = (name_of_tied(one) for one in _ends(change, names))
            elif change.left_team_id is not None and names.of("team", change.team_id) is None:
                target = _("another team")
            elif counts[weightiest[change.change_set_id].key] > 1:
                target = ""
            told[change.change_set_id] = _Words(subject, target, counts)
        return told


def _as_it_was_called(step: ChangeSet, parts: Sequence[_Part]) -> str:
    """What a step was about, where that was one thing which is out of reach by now, as a todo that moved away."""
    first = min(parts)
    sole = first.seen and step.counts.get(first.key) == 1
    return step.subject if sole else _("something out of your sight")


def _reached_too(reached: Any) -> sa.ColumnElement[bool]:
    return sa.or_(col(Change.left_team_id).is_(None), col(Change.left_team_id).in_(reached))


def name_of_tied(name: str | None) -> str:
    """What a todo is called that another is tied to, wherever that may be."""
    return name or _("a todo that you cannot see")


def _ends(change: Change, names: Names) -> tuple[str, str]:
    """The names of what it was about and, for a link, of what that was tied to."""
    tied = LINKS.get(change.entity, (change.entity,))
    subject, *targets = (names.of(*pair) or "" for pair in zip(tied, keys_of(change), strict=True))
    return subject, targets[-1] if targets else ""


def _as_told(row: Any, retold: _Words | None, *, remembered: bool) -> Told:
    step, *faces = row
    actor, undoer = (None if face[0] is None else Face(*face) for face in (faces[:FACE], faces[FACE:]))
    words = retold or _Words(step.subject, step.target, step.counts)
    kind = step.kind if retold is None else StepKind.DONE
    return Told(step.id, step.at, kind, step.undone_by, *words, actor, undoer, remembered)
