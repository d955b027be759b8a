"""The names of the records that changes mention: only those that the hero reaches, in one select per table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.access.reach import Reach, team_reached
from app.access.undo.involved import mentioned
from app.models import Change, Comment, Hero, Label, SavedView, Section, Team, Todo


@dataclass(frozen=True)
class Names:
    """Names by table and id. A comment goes by its todo's title; `todos` are the todos of comments by their ids.

    What was purged, or is out of reach, has none.
    """

    known: Mapping[tuple[str, int], str]
    todos: Mapping[int, int]

    def of(self, entity: str, record_id: int | None) -> str | None:
        """The name of a record."""
        return None if record_id is None else self.known.get((entity, record_id))


class Naming(Reach):
    """Names of whatever changes mention. The changes given must have been reached through this access."""

    def names(self, changes: Sequence[Change]) -> Names:
        """All of them. Heroes are named though they left: who reads of a team's past reads their names."""
        wanted: dict[str, set[int]] = {}
        for change in changes:
            for entity, record_id in mentioned(change):
                wanted.setdefault(entity, set()).add(record_id)
        known: dict[tuple[str, int], str] = {}
        todos: dict[int, int] = {}
        for entity, statement in self._statements().items():
            ids = wanted.get(entity)
            for record_id, name, todo_id in self._session.execute(statement, {"ids": list(ids)}) if ids else ():
                known[entity, record_id] = name
                if entity == "comment":
                    todos[record_id] = todo_id
        return Names(known, todos)

    def _statements(self) -> dict[str, Any]:
        reached = team_reached(self.hero)
        in_team = {
            entity: _named(table, name).join(Team, col(Team.id) == table.team_id).where(reached)
            for entity, table, name in (
                ("section", Section, Section.name),
                ("label", Label, Label.name),
                ("savedview", SavedView, SavedView.name),
                ("todo", Todo, Todo.title),
            )
        }
        comments = _named(Comment, Todo.title, Todo.id).join(Todo, col(Todo.id) == Comment.todo_id)
        return {
            "hero": _named(Hero, Hero.name),
            "team": _named(Team, Team.name).where(reached),
            **in_team,
            "comment": comments.join(Team, col(Team.id) == Todo.team_id).where(reached),
        }


def _named(table: Any, name: Any, todo_id: Any = None) -> Any:
    about = sa.null() if todo_id is None else todo_id
    return sa.select(table.id, name, about).select_from(table).where(table.id.in_(sa.bindparam("ids", expanding=True)))
