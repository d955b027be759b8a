"""What the capability files may take for granted of a todo, for the type checker; the fields themselves are in Todo."""

from typing import TYPE_CHECKING

from app.models.base import Row

if TYPE_CHECKING:
    from app.models.label import TodoLabel
    from app.models.team import Team
    from app.models.todo import Todo
    from app.models.todo.assignable import Assignment


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
        assignments: list[Assignment]
        label_links: list[TodoLabel]
