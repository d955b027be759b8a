"""Where it stands: team, section, parent, rank."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.errors import Unprocessable
from app.i18n import _
from app.models.label import TodoLabel
from app.models.rules import require
from app.models.todo.fields import TodoFields

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.section import Section
    from app.models.team import Team
    from app.models.todo import Todo

DEPTH_MAX = 5


class Movable(TodoFields):
    """Something with a place in a team's list."""

    @property
    def depth(self) -> int:
        """1 for a todo of its own, 2 for a sub-todo, and so on."""
        return 1 if self.parent is None else self.parent.depth + 1

    def move(self, section: "Section | None", rank: str, by: "Hero") -> None:
        """Stand in a section of its team (None: no section) at a rank. Raises Forbidden, Unprocessable."""
        require(by, "todo.move", self)
        if section is not None and (section.team_id != self.team_id or section.trashed):
            raise Unprocessable(
                _("The section “%(section)s” is not one of %(team)s. Nothing was changed.")
                % {"section": section.name, "team": self.team.name}
            )
        self.section_id = None if section is None else section.id
        self.rank = rank

    def nest(self, parent: "Todo | None", rank: str, by: "Hero", branch: "Sequence[Todo]" = ()) -> None:
        """Become a sub-todo of `parent`, or a todo of its own; `branch` is everything below this todo, in the trash
        too: it may come back.

        Raises Forbidden; Unprocessable for a circle, another team's parent, or more than five levels.
        """
        require(by, "todo.move", self)
        if parent is not None:
            self._check_parent(parent, branch)
        self.parent = parent
        self.rank = rank
        if parent is not None:
            self.section_id = None

    def _check_parent(self, parent: "Todo", branch: "Sequence[Todo]") -> None:
        if parent.id == self.id or any(sub.id == parent.id for sub in branch):
            raise Unprocessable(_("A todo cannot be a sub-todo of itself. Nothing was changed."))
        if parent.team_id != self.team_id:
            raise Unprocessable(_("The parent is in another team. Move the todo there first. Nothing was changed."))
        below = max((sub.depth - self.depth for sub in branch), default=0)
        if parent.depth + 1 + below > DEPTH_MAX:
            raise Unprocessable(
                _("Sub-todos go five levels deep; this would be deeper. Choose a parent above. Nothing was changed.")
            )

    def transfer(
        self, team: "Team", section: "Section | None", rank: str, by: "Hero", branch: "Sequence[Todo]"
    ) -> None:
        """Move to another team with all sub-todos (`branch`), as a todo of its own. Assignees who are not on that team
        fall off; a label is exchanged for the one of the same name there, or falls off.

        Raises Forbidden where either team does not allow it.
        """
        require(by, "todo.move", self)
        require(by, "todo.create", team)
        on_team = {link.hero_id for link in team.memberships}
        for todo in (self, *branch):
            worn = {link.label.name.casefold() for link in todo.label_links if not link.label.trashed}
            labels = [label for label in team.labels if label.name.casefold() in worn and not label.trashed]
            todo.team, todo.team_id, todo.section_id = team, team.id, None
            todo.assignments[:] = [link for link in todo.assignments if link.hero_id in on_team]
            todo.label_links[:] = [TodoLabel(label=label, label_id=label.id) for label in labels]
        self.parent = None
        self.move(section, rank, by)
