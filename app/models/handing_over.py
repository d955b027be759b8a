"""Handing over: what somebody has in hand on a team goes to others, or back to nobody."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.models.rules import Ranked, require

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.todo import Todo


class HandsOver(Ranked):
    """A membership whose hero can hand over."""

    if TYPE_CHECKING:
        hero: Hero

    def hand_over(self, shares: Iterable[tuple["Todo", "Hero | None"]], by: "Hero") -> None:
        """Give todos of the team that the hero has to others, each to the one beside it, or to nobody. Raises
        Forbidden, Unprocessable."""
        require(by, "membership.hand_over", self)
        for todo, heir in shares:
            if heir is not None:
                todo.assign(heir, by=by)
            todo.unassign(self.hero, by=by)
