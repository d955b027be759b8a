"""Being there a second time: what a copy takes along."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from app.models.label import TodoLabel
from app.models.rules import require
from app.models.todo.assignable import Assignment
from app.models.todo.fields import TodoFields
from app.models.todo.shapes import TodoBase

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.label import Label
    from app.models.team import Team
    from app.models.todo import Todo

Values = Mapping[str, Any]


class Take(StrEnum):
    """What a copy takes along, besides title and priority. Dates are the repeat too."""

    SUBS = "subs"
    HEROES = "heroes"
    LABELS = "labels"
    DATES = "dates"
    NOTES = "notes"


ALL = frozenset(Take)


class Copyable(TodoFields):
    """Something of which there can be a copy. Comments, and what it is tied to, stay with the original."""

    def duplicate(self, rank: str, by: "Hero", take: Collection[Take], branch: "Sequence[Todo]" = ()) -> "Todo":
        """An open copy at a rank beside it; with the sub-todos in `branch`, which is all below it, where these are to
        be taken along. Raises Forbidden."""
        require(by, "todo.duplicate", self)
        this = cast("Todo", self)
        given = {"created_by": by.id}
        copy = this.copied(given | {"section": self.section, "parent": self.parent, "rank": rank}, take, by.id)
        if Take.SUBS in take:
            this.copy_below(copy, branch, lambda sub: sub.copied(given, take, by.id))
        return copy

    def copy_below(self, copy: "Todo", branch: "Sequence[Todo]", copied: "Callable[[Todo], Todo]") -> None:
        """Put a copy of each sub-todo in the branch in the same place below another todo."""
        for sub in (one for one in branch if one.parent_id == self.id and not one.trashed):
            below = copied(sub)
            below.parent = copy
            sub.copy_below(below, branch, copied)

    def copied(
        self,
        values: Values,
        take: Collection[Take] = ALL,
        giver: int | None = None,
        into: "Team | None" = None,
        labels_for: "Callable[[Label], Label] | None" = None,
    ) -> "Todo":
        """A new todo like this one, but for the values given, of the same team or `into` another; its heroes have it
        from `giver`, else from whoever gave them this one. `labels_for` finds the label there for one here."""
        team = into or self.team
        shared = {name: getattr(self, name) for name in TodoBase.model_fields}
        if Take.DATES not in take:
            shared |= dict.fromkeys(("due_on", "due_at", "recurrence"))
        if Take.NOTES not in take:
            shared["notes"] = ""
        update = {"team_id": team.id, "rank": self.rank, "created_by": self.created_by}
        copy = cast("Todo", type(self).model_validate(TodoBase(**shared | dict(values)), update=update | dict(values)))
        heroes = [link for link in self.assignments if Take.HEROES in take and not link.hero.trashed]
        labels = [
            labels_for(link.label) if labels_for else link.label
            for link in self.label_links
            if Take.LABELS in take and not link.label.trashed
        ]
        team.todos.add(copy)  # and so to what will be stored
        copy.assignments += [Assignment(hero=link.hero, assigned_by=giver or link.assigned_by) for link in heroes]
        copy.label_links += [TodoLabel(label=label, label_id=label.id) for label in labels]
        return copy

    def all_below(self) -> "Iterator[Todo]":
        """Everything below it that is not in the trash."""
        for sub in cast("Todo", self).subs:
            if not sub.trashed:
                yield sub
                yield from sub.all_below()
