"""Single changes that can be taken back."""

from collections.abc import Sequence
from typing import Any

from app.access.reach import Reach
from app.access.undo.inverses import Errand, inverses_of
from app.access.undo.involved import Involved
from app.access.undo.links import INVERSES
from app.models import Change, Membership

MADE = frozenset({"created", "restored"})


class Singles(Reach):
    """Changes, each by itself. Those given must have been reached through this access."""

    def may_put_back(self, changes: Sequence[Change]) -> set[int]:
        """Ids of those that the hero may take back alone and that are not as before already: what buttons ask.

        What made something or brought it back is not among them, as taking that back is to delete.
        """
        told = [change for change in changes if change.kind not in MADE]
        errand = Errand(
            hero=self.hero,
            rows=Involved(self._session, self.hero, told, ()),
            returning=(),
            rejoining=(),
            let_go=(),
            gone=frozenset(),
            touched=frozenset(),
            throw_away=_nothing,
            bring_back=_nothing,
            membership_now=_no_membership,
            waited_for=_no_others,
        )
        found = set()
        for change in told:
            inverses = [one for one in inverses_of(errand, change, INVERSES) if not one.settled]
            if inverses and all(one.offered for one in inverses):
                found.add(change.id)
        return found


def _nothing(_record: Any) -> None:
    """It only looks."""


def _no_others(_todo: Any) -> frozenset[int]:
    return frozenset()


def _no_membership(_team: Any, _hero_id: int) -> Membership:
    raise LookupError("It only looks.")
