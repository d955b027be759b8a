"""What the capability files may take for granted of a todo, for the type checker; the fields themselves are in Todo."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from app.models.base import Row

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.label import TodoLabel
    from app.models.section import Section
    from app.models.team import Team
    from app.models.todo import Todo
    from app.models.todo.assignable import Assignment
    from app.models.todo.related import TodoBlock, TodoRelation
    from app.models.todo.shapes import Priority


class TodoFields(Row):
    """The base of every capability."""

    if TYPE_CHECKING:
        id: int
        title: str
        team_id: int
        section_id: int | None
        parent_id: int | None
        rank: str
        team: Team
        parent: Todo | None
        section: Section | None
        notes: str
        priority: Priority
        due_on: date | None
        due_at: datetime | None
        recurrence: str | None
        created_by: int | None
        assignments: list[Assignment]
        label_links: list[TodoLabel]
        blocker_links: list[TodoBlock]
        relation_links: list[TodoRelation]
        subs: list[Todo]
        trashed: bool

        def close(self, by: Hero) -> None: ...
        def reopen(self, by: Hero) -> None: ...
