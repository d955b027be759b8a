"""What somebody asks the search for: their words, and where these are looked for."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query as InAddress

from app.access import Access
from app.access.filtering import Narrowing
from app.access.search import Found, Hit, State
from app.filtering.model import Field, Filter
from app.filtering.text import read_text
from app.grammar.search import QUERY_MAX, Query, read_query
from app.models import Team
from app.paths import id_key, list_key

Words = Annotated[str, InAddress(alias="q")]
KINDS = ("todos", "comments", "heroes", "teams")


@dataclass(frozen=True)
class Asked:
    """A search as its address says it; what makes no sense there is as if it were not."""

    q: str = ""
    state: State = State.ALL
    team: Team | None = None
    kind: str = ""

    @property
    def told(self) -> Filter:
        """What narrows it besides words, as in the filter of a list."""
        read = read_text(self.q)
        kept = [one for one in read.conditions if one.negated or one.field is not Field.TEXT]
        alone = len(kept) == len(read.conditions) and all(one.field is Field.TEXT for one in kept)
        return Filter() if alone else replace(read, conditions=tuple(kept))

    @property
    def query(self) -> Query:
        """The words that it looks for."""
        words = [one.values[0] for one in read_text(self.q).of(Field.TEXT) if one not in self.told.conditions]
        return read_query(" ".join(words))

    def __bool__(self) -> bool:
        return bool(self.query or self.told.conditions)

    def narrowing(self, access: Access) -> Narrowing:
        """What narrows it, as the database reads it."""
        return access.narrowing(self.told, self.team)

    def find(self, access: Access) -> Found:
        """All that it finds."""
        where = self.narrowing(access).where if self.told.conditions else ()
        return access.search(self.query, state=self.state, team=self.team, where=where)

    def url(self, **other: str) -> str:
        """Its address, with some of it otherwise; `after` is where a page begins."""
        state = "" if self.state is State.ALL else self.state.value
        team = str(self.team.id) if self.team else ""
        values = {"q": self.q, "state": state, "team": team, "kind": self.kind} | other
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/search?{query}" if query else "/search"


def asked(access: Access, q: str, state: str = "", team: str = "", kind: str = "") -> Asked:
    """The search of an address. Raises NotFound for a team that the hero does not reach."""
    words = " ".join(q[: 4 * QUERY_MAX].replace("\0", " ").split())[:QUERY_MAX]
    states = {one.value: one for one in State}
    team_id = id_key(team)
    place = access.team(team_id) if team_id else None
    return Asked(words, states.get(state, State.ALL), place, kind if kind in KINDS else "")


def of_kind(one: Asked, kind: str) -> Asked:
    """The same search for things of one kind."""
    return replace(one, kind=kind)


def behind(hits: list[Hit], after: str) -> list[Hit]:
    """The hits behind a key, `rank,id`; all of them for anything else."""
    key = list_key(after)
    if key is None or not key[0].isdecimal():
        return hits
    last = Hit(int(key[0]), key[1])
    return [hit for hit in hits if hit.key > last.key]
