"""The inverses of what happens to links: memberships, assignments, labels on todos, todos tied to todos."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from app.access.undo.inverses import Errand, Inverse, present
from app.access.undo.involved import LINKS, keys_of
from app.errors import Unprocessable
from app.history import plain
from app.i18n import _
from app.models import Change, Role, may
from app.models.rules import require


class LinkInverse(Inverse):
    """The base of these."""

    @property
    def row(self) -> Any:
        """The link, if it is there."""
        return self.errand.rows.link(self.change.entity, keys_of(self.change))

    @property
    def ends(self) -> list[Any]:
        """What it ties together. Raises NotFound where one of it is not at hand."""
        return [present(end) for end in self.errand.rows.ends(self.change)]

    @property
    def hidden(self) -> bool:
        """Whether one of its ends goes, and the link with it."""
        ends = zip(LINKS[self.change.entity], keys_of(self.change), strict=True)
        return not self.errand.gone.isdisjoint(ends)


class Untie(LinkInverse):
    """Take a link away that was made."""

    order = 4

    @property
    def settled(self) -> bool:
        """Whether it is away already, or goes with what it ties."""
        return self.row is None or self.hidden


class Tie(LinkInverse):
    """Make a link anew that was taken away; `asked` is the right to it, before the one of its ends that grants it."""

    order = 3
    asked: ClassVar[tuple[str, int]]

    @property
    def offered(self) -> bool:
        """Whether both ends are there, and they may tie them."""
        ends = self.errand.rows.ends(self.change)
        verb, granting = self.asked
        return all(end is not None and not end.trashed for end in ends) and may(self.errand.hero, verb, ends[granting])

    @property
    def settled(self) -> bool:
        """Whether it is there again."""
        return self.row is not None

    @property
    def ends_as_then(self) -> list[Any]:
        """What it ties together. What lay in the trash then already may lie there still, and the link with it.

        Raises NotFound, and Unprocessable where one of it was put there since.
        """
        for end in self.ends:
            if end.trashed and not self.errand.rows.lies_as_after(end, self.change.change_set_id):
                raise Unprocessable(
                    _("%(thing)s is in the trash. Restore it first.") % {"thing": end.history_subject()}
                )
        return self.ends


class Unassign(Untie):
    """Take a todo back."""

    @property
    def settled(self) -> bool:
        """Whether it is out of their hands, or leaves them with the team, which is theirs to leave."""
        todo, hero = self.errand.rows.ends(self.change)
        own = hero is not None and hero.id == self.errand.hero.id
        in_there = todo is not None and todo.id in self.errand.let_go and todo.team_id == self.change.team_id
        return super().settled or (own and in_there)

    def do(self) -> None:
        """Take it back."""
        todo, hero = self.ends
        todo.unassign(hero, by=self.errand.hero)


class Assign(Tie):
    """Give a todo to a hero as it was given."""

    asked = "todo.assign", 0

    def do(self) -> None:
        """Give it."""
        todo, hero = self.ends_as_then
        giver = self.errand.rows.record("hero", self.change.before["assigned_by"])
        given = {"assigned_by": giver and giver.id, "assigned_at": instant(self.change.before["assigned_at"])}
        if hero.id == self.errand.hero.id and todo.team_id in self.errand.rejoining:
            todo.give_back(hero, given)
        else:
            todo.assign(hero, by=self.errand.hero, as_before=given)


class TakeLabel(Untie):
    """Take a label off."""

    def do(self) -> None:
        """Take it off."""
        todo, label = self.ends
        todo.take_label(label, by=self.errand.hero)


class PutLabel(Tie):
    """Put a label on."""

    asked = "todo.label", 0

    def do(self) -> None:
        """Put it on, unless it hung there unseen: a label in the trash of a team that the todo had left."""
        todo, label = self.ends_as_then
        if not (label.trashed and label.team_id != todo.team_id):
            todo.put_label(label, by=self.errand.hero, again=True)


class WaitNoMore(Untie):
    """Let a todo wait no more."""

    def do(self) -> None:
        """Untie them."""
        todo, blocker = self.ends
        todo.wait_no_more(blocker, by=self.errand.hero)


class Wait(Tie):
    """Let a todo wait for another."""

    asked = "todo.relate", 0

    def do(self) -> None:
        """Tie them. Raises Unprocessable where the other has come to wait for it meanwhile."""
        todo, blocker = self.ends
        todo.wait_for(blocker, by=self.errand.hero, behind=self.errand.waited_for(blocker))


class Unrelate(Untie):
    """Let two todos have nothing to do with each other."""

    def do(self) -> None:
        """Untie them."""
        todo, other = self.ends
        todo.unrelate(other, by=self.errand.hero)


class Relate(Tie):
    """Let two todos belong together."""

    asked = "todo.relate", 0

    def do(self) -> None:
        """Tie them."""
        todo, other = self.ends
        todo.relate(other, by=self.errand.hero)


class EndMembership(Untie):
    """Take a hero off a team that they had joined."""

    order = 8

    def do(self) -> None:
        """Take them off; who lay in the trash then already may lie there still. Raises Unprocessable where they were
        put there, or given todos, since."""
        hero, team = self.ends
        if hero.trashed and not self.errand.rows.lies_as_after(hero, self.change.change_set_id):
            raise Unprocessable(_("%(hero)s is in the trash.") % {"hero": hero.first_name})
        membership = self.errand.membership_now(team, hero.id)
        let_go = self.errand.let_go if hero.id == self.errand.hero.id else ()
        if any(link.todo.team_id == team.id and link.todo_id not in let_go for link in membership.hero.assignments):
            raise Unprocessable(
                _("%(hero)s has todos of %(team)s by now. Take them off the team on its roster.")
                % {"hero": hero.first_name, "team": team.name}
            )
        membership.end(by=self.errand.hero)


class RoleInverse(LinkInverse):
    """The base of those that give a hero the role on a team which they had."""

    order = 0

    @property
    def now(self) -> Mapping[str, Any]:
        """Their role, if they are on it."""
        return {} if self.row is None else {"role": plain(self.row.role)}

    @property
    def back(self) -> Mapping[str, Any]:
        """Their role then."""
        return {"role": self.change.before["role"]}

    @property
    def stamp(self) -> object:
        """The role that was seen."""
        return self.now.get("role", "")

    @property
    def settled(self) -> bool:
        """Whether they are on it in that role."""
        return self.row is not None and self.now == self.back


class Readmit(RoleInverse, Tie):
    """Have a hero back who left a team or was taken off."""

    asked = "team.enlist", 1

    @property
    def fits(self) -> bool:
        """Whether they are still off it."""
        return self.row is None

    def do(self) -> None:
        """Have them back."""
        hero, team = self.ends
        if not (team.id in self.errand.returning and hero.id == self.errand.hero.id):
            require(self.errand.hero, "team.enlist", team)
        before = self.change.before
        since = {"created_at": instant(before["created_at"])} if "created_at" in before else {}
        team.readmit(hero, since | {"role": Role(before["role"])})


class RoleBack(RoleInverse):
    """Give a hero their earlier role."""

    facet = "role"

    def __init__(self, errand: Errand, change: Change) -> None:
        super().__init__(errand, change)
        if change.after["role"] == Role.OWNER:  # once those who were owners are back
            self.order = 8

    @property
    def offered(self) -> bool:
        """Whether they are on the team, and the hero may give them another role."""
        return self.row is not None and may(self.errand.hero, "membership.change_role", self.row)

    @property
    def fits(self) -> bool:
        """Whether nobody has given them another since."""
        return self.row is None or self.now == {"role": self.change.after["role"]}

    def do(self) -> None:
        """Give it."""
        hero, team = self.ends
        membership = present(self.row)
        role = Role(self.change.before["role"])
        if team.id in self.errand.returning and hero.id == self.errand.hero.id:
            team.readmit(hero, {"role": role})
        else:
            membership.change_role(role, by=self.errand.hero)


INVERSES: Mapping[str, type[Inverse]] = {
    "membership.created": EndMembership,
    "membership.removed": Readmit,
    "membership.changed": RoleBack,
    "assignment.created": Unassign,
    "assignment.removed": Assign,
    "todo_label.created": TakeLabel,
    "todo_label.removed": PutLabel,
    "todo_block.created": WaitNoMore,
    "todo_block.removed": Wait,
    "todo_relation.created": Unrelate,
    "todo_relation.removed": Relate,
}


def instant(text: str) -> datetime:
    """A moment as the history writes it."""
    return datetime.fromisoformat(text)
