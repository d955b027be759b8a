"""The inverse of each recorded change: whether it still fits, and the verb that does it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from app.access.undo.doubts import Doubt, key_of
from app.access.undo.involved import NAMED, RECORDS, TABLES, Involved
from app.errors import NotFound, Unprocessable
from app.history import plain
from app.i18n import _
from app.models import Change, Hero, Membership, Team, may
from app.models.undoable import Facet


@dataclass(frozen=True)
class Errand:
    """What every inverse of one undo knows: who undoes, the rows at hand, and what was decided.

    `returning` are the teams on which the hero takes back that they gave up rights of their own, `rejoining` those of
    them that they are not on, `let_go` the todos that leave their hands as they leave a team by it; `gone` are the
    records that the undo takes away, `touched` those of them that others have had their hands on since.
    """

    hero: Hero
    rows: Involved
    returning: Collection[int]
    rejoining: Collection[int]
    let_go: Collection[int]
    gone: frozenset[tuple[str, int]]
    touched: frozenset[tuple[str, int]]
    throw_away: Callable[[Any], None]
    bring_back: Callable[[Any], None]
    membership_now: Callable[[Team, int], Membership]
    waited_for: Callable[[Any], Collection[int]]


class Inverse:
    """The inverse of one change, or of one facet of it. `order` says when it is done among the others."""

    order: int = 0
    facet = ""

    def __init__(self, errand: Errand, change: Change) -> None:
        self.errand, self.change = errand, change

    @property
    def settled(self) -> bool:
        """Whether there is nothing to do, because it is so already."""
        raise NotImplementedError

    @property
    def fits(self) -> bool:
        """Whether everything is still as the change left it."""
        return True

    @property
    def offered(self) -> bool:
        """Whether the hero may do it as things are, so that a button may say so."""
        return False

    @property
    def sealed(self) -> bool:
        """Whether the hero may do it, once they have given their password."""
        return False

    @property
    def now(self) -> Mapping[str, Any]:
        """The values that stand there."""
        return {}

    @property
    def back(self) -> Mapping[str, Any]:
        """The values that undo would write."""
        return {}

    @property
    def stamp(self) -> object:
        """What was seen of the row."""
        return getattr(self.row, "version", 0)

    @property
    def row(self) -> Any:
        """The row, if it is at hand."""
        return self.errand.rows.record(self.change.entity, int(self.change.row_key))

    def do(self) -> None:
        """Do it. Raises AppError where it cannot be done."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """The key of its doubt."""
        return key_of(self.change, self.facet, self.stamp)

    def doubt(self, refusal: str = "") -> Doubt:
        """The choice to make about it."""
        return Doubt(self.key, self.change, self.facet, self.now, self.back, refusal)


class PutBack(Inverse):
    """Earlier values of one facet."""

    order = 2

    def __init__(self, errand: Errand, change: Change, facet: Facet) -> None:
        super().__init__(errand, change)
        self._facet, self.facet = facet, facet.name

    @cached_property
    def _before(self) -> dict[str, Any]:
        before = {name: self.change.before[name] for name in self._facet.columns if name in self.change.before}
        if self._facet.exclusive and any(value is not None for value in before.values()):
            return dict.fromkeys(self._facet.columns) | before
        return before

    @property
    def now(self) -> Mapping[str, Any]:
        """What stands there."""
        return {} if self.row is None else {name: plain(getattr(self.row, name)) for name in self._before}

    @property
    def back(self) -> Mapping[str, Any]:
        """What stood there."""
        return self._before

    @property
    def settled(self) -> bool:
        """Whether it stands there again."""
        return self.row is not None and self.now == self._before

    @property
    def fits(self) -> bool:
        """Whether nobody has written to it since."""
        after = {name: self.change.after.get(name) for name in self._before}
        return self.row is None or self.now == after

    @property
    def offered(self) -> bool:
        """Whether the record is there, and they may write to this facet of it."""
        if self.row is None or self.row.trashed or (self._before.keys() & {"team_id"} and self._team is None):
            return False
        return self._allowed

    @property
    def sealed(self) -> bool:
        """Whether it is of a sealed facet, and they may write to that."""
        return self._facet.sealed and self.row is not None and self._allowed

    @property
    def _allowed(self) -> bool:
        return all(may(self.errand.hero, verb, self.row) for verb in self._facet.verbs)

    @property
    def _team(self) -> Any:
        return self.errand.rows.record("team", self._before["team_id"])

    def do(self) -> None:
        """Write it back."""
        row = self.errand.rows
        record = present(self.row)
        if record.trashed and self.facet != "place":  # with what is above it, it moves even there
            raise Unprocessable(_("It is in the trash. Restore it first."))
        values = {name: self._value(name, value, row) for name, value in self._before.items()}
        if self.facet == "place" and self.change.entity == "todo":
            self._stand(record, values)
        else:
            record.put_back(values, by=self.errand.hero)

    def _value(self, name: str, value: Any, rows: Involved) -> Any:
        if name in NAMED and name != "team_id" and rows.record(NAMED[name], value) is None:
            return None  # gone for good, and with it the link to it
        column = TABLES[self.change.entity].model_fields[name]
        return TypeAdapter(column.annotation).validate_python(value)

    def _stand(self, todo: Any, values: dict[str, Any]) -> None:
        rows = self.errand.rows
        if self._before.get("parent_id") is not None and values["parent_id"] is None:
            raise Unprocessable(_("The todo that it was below is gone for good, or where you cannot see it."))
        place: dict[str, Any] = {}
        for name, entity in (("team_id", "team"), ("section_id", "section"), ("parent_id", "todo")):
            if name in values:
                place[name.removesuffix("_id")] = rows.record(entity, values[name])
        if "team" in place and (place["team"] is None or place["team"].trashed):
            raise Unprocessable(_("It came from a team that is not there any more, or that you are not on."))
        todo.stand(place | {"rank": values.get("rank", todo.rank)}, by=self.errand.hero)


class Away(Inverse):
    """To the trash: what was made, or brought back, goes."""

    order = 6

    @property
    def settled(self) -> bool:
        """Whether it lies there, or goes there with its team, or with the hero whose own team it is."""
        with_owner = ("hero", self.change.after.get("private_to")) in self.errand.gone
        with_team = ("team", getattr(self.row, "team_id", None)) in self.errand.gone
        return with_owner or with_team or (self.row is not None and self.row.trashed)

    @property
    def fits(self) -> bool:
        """Whether nobody else has had their hands on it since."""
        return (self.change.entity, int(self.change.row_key)) not in self.errand.touched

    def do(self) -> None:
        """Throw it away."""
        self.errand.throw_away(present(self.row))


class Return(Inverse):
    """Out of the trash."""

    order = 1

    @property
    def settled(self) -> bool:
        """Whether it is back already."""
        return self.row is not None and not self.row.trashed

    @property
    def offered(self) -> bool:
        """Whether it lies there of this very step, and they may restore it."""
        put_there = self.row is not None and self.row.trashed_by == self.change.change_set_id
        return bool(put_there) and may(self.errand.hero, f"{self.change.entity}.restore", self.row)

    def do(self) -> None:
        """Bring it back. What was deleted anew stays so: whoever wants it finds it in the trash."""
        record = present(self.row)
        if not self.errand.rows.lies_as_after(record, self.change.change_set_id):
            raise Unprocessable(_("It was restored, and deleted again since. It is in the trash."))
        self.errand.bring_back(record)


def present(row: Any) -> Any:
    """The row. Raises NotFound if it is not at hand."""
    if row is None:
        raise NotFound(_("It is not there any more, or in a team that you are not on."))
    return row


def inverses_of(errand: Errand, change: Change, links: Mapping[str, type[Inverse]]) -> Iterator[Inverse]:
    """The inverses of a change; `links` holds those of changes of links."""
    kind = f"{change.entity}.{change.kind}"
    if change.entity not in RECORDS:
        yield links[kind](errand, change)
    elif change.kind in {"created", "restored"}:
        yield Away(errand, change)
    elif change.kind == "trashed":
        yield Return(errand, change)
    else:
        yield from (PutBack(errand, change, facet) for facet in _facets(change))


def _facets(change: Change) -> Sequence[Facet]:
    facets: Sequence[Facet] = TABLES[change.entity].facets_of(change.after)
    return facets
