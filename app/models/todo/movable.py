"""Where it stands: team, section, parent, rank."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

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

    @property
    def in_done_column(self) -> bool:
        """Whether it stands in a section for what is done."""
        return self.section is not None and self.section.is_done_column and not self.section.trashed

    def move(self, section: "Section | None", rank: str, by: "Hero") -> None:
        """Stand in a section of its team (None: no section) at a rank; its own may lie in the trash. What enters
        a done column is done with that, and what leaves one for another place is open again.

        Raises Forbidden, Unprocessable.
        """
        require(by, "todo.move", self)
        stays = section is not None and section.id == self.section_id
        if section is not None and (section.team_id != self.team_id or (section.trashed and not stays)):
            raise Unprocessable(
                _("The section “%(section)s” is not one of %(team)s. Nothing was changed.")
                % {"section": section.name, "team": self.team.name}
            )
        left, enters = self.in_done_column, section is not None and section.is_done_column
        if enters and not left:
            self.close(by)  # while it still stands where its next one, if it repeats, takes its place
        elif left and not enters:
            self.reopen(by)
        self.section, self.section_id = section, None if section is None else section.id
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
            self.section = self.section_id = None

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

    def stand(self, place: Mapping[str, Any], by: "Hero") -> None:
        """Stand where it stood: `place` has its rank and those of team, section and parent that change.

        Todos of one step find their places in any order, so `check_place` follows once all of them have theirs. Raises
        Forbidden where either team does not allow it.
        """
        require(by, "todo.move", self)
        if "team" in place:
            require(by, "todo.create", place["team"])
            self.team, self.team_id = place["team"], place["team"].id
        if "section" in place:
            self.section = place["section"]
            self.section_id = None if self.section is None else self.section.id
        if "parent" in place:
            self.parent = place["parent"]
            self.parent_id = None if self.parent is None else self.parent.id
        self.rank = place["rank"]

    def check_place(self) -> None:
        """Raise Unprocessable if it cannot stand where it does."""
        if self.section is not None and self.section.team_id != self.team_id:
            raise Unprocessable(_("The section that it stood in belongs to another team."))
        above, level = self.parent, 1
        while above is not None and level <= DEPTH_MAX:
            above, level = above.parent, level + 1
        if level > DEPTH_MAX and not self.trashed:
            raise Unprocessable(_("Sub-todos go five levels deep; this would be deeper."))
        if self.parent is not None and self.parent.team_id != self.team_id:
            raise Unprocessable(_("The todo that it was below is in another team by now."))
        if self.parent is not None and self.parent.trashed and not self.trashed:
            raise Unprocessable(_("The todo that it was below is in the trash. Restore that first."))

    @property
    def outgrown(self) -> bool:
        """Whether it cannot be below its parent any more: that is in another team by now, or too far down."""
        return self.parent is not None and (self.parent.team_id != self.team_id or self.depth > DEPTH_MAX)

    def transfer(
        self, team: "Team", section: "Section | None", rank: str, by: "Hero", branch: "Sequence[Todo]"
    ) -> None:
        """Move to another team with all sub-todos (`branch`), as a todo of its own. Assignees who are not on that team
        fall off; a label is exchanged for the one of the same name there, or falls off.

        Raises Forbidden where either team does not allow it.
        """
        require(by, "todo.create", team)
        for todo in (self, *branch):
            todo.follow(team, by)
        self.parent = None
        self.move(section, rank, by)

    def follow(self, team: "Team", by: "Hero") -> None:
        """Go to another team with the todo above. Raises Forbidden."""
        require(by, "todo.move", self)
        on_team = {link.hero_id for link in team.memberships}
        worn = {link.label.name.casefold() for link in self.label_links if not link.label.trashed}
        labels = [label for label in team.labels if label.name.casefold() in worn and not label.trashed]
        self.team, self.team_id, self.section, self.section_id = team, team.id, None, None
        self.assignments[:] = [link for link in self.assignments if link.hero_id in on_team]
        self.label_links[:] = [TodoLabel(label=label, label_id=label.id) for label in labels]
