"""What one hero finds: todos, comments, heroes and teams with the words they look for, best first.

What is found is a list of keys, a thousand at most; a page of it is read as rows. Both take as many selects, however
much there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.faces import Face, face_columns
from app.access.heroes import Heroes, hero_known
from app.access.matching import Where, matching
from app.access.reach import team_living
from app.access.rows import Rows, Shield, TodoLine
from app.grammar.search import Query
from app.models import Comment, Hero, Hue, Membership, Team, Todo

MOST = 1000
"""Of each kind; who finds more looks for something else, and the newest of the best are among these."""
READ = 20_000
"""Characters of a long text that are read for its snippet."""


SHORT, RECENT = 3, 20_000
"""Words of fewer letters are taken as beginnings among so many of the newest only."""


class State(StrEnum):
    """Which todos are looked through."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"


class Hit(NamedTuple):
    """The key of something found: the smaller the rank, the better; of two alike the newer one first."""

    rank: int
    id: int
    team_id: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What lists of hits are sorted by."""
        return self.rank, -self.id


@dataclass(frozen=True)
class Found:
    """Everything found, by kind."""

    todos: Sequence[Hit] = ()
    comments: Sequence[Hit] = ()
    heroes: Sequence[Hit] = ()
    teams: Sequence[Hit] = ()

    @property
    def total(self) -> int:
        """How much it is in all."""
        return len(self.todos) + len(self.comments) + len(self.heroes) + len(self.teams)

    @property
    def team_count(self) -> int:
        """In how many teams the todos and comments are."""
        return len({hit.team_id for hit in (*self.todos, *self.comments)})


class Said(NamedTuple):
    """A comment that was found, in its todo. `author` is None for a former hero."""

    id: int
    body: str
    created_at: datetime
    todo_id: int
    title: str
    team: Shield
    author: Face | None


class TeamFound(NamedTuple):
    """A team that was found."""

    id: int
    name: str
    colour: Hue
    archived: bool


class Search(Rows, Heroes):
    """Searching. What somebody typed is data from the first letter to the last; see app.grammar.search."""

    def search(
        self,
        query: Query,
        *,
        state: State = State.ALL,
        team: Team | None = None,
        where: Sequence[sa.ColumnElement[bool]] = (),
    ) -> Found:
        """Everything that the hero reaches and that has all the words. The team must have been reached.

        `where` are further conditions on todos: then only these are found, and comments on them.
        """
        scope = sa.and_(_scope(self.hero, state, team), *where)
        if not query:
            return Found(self._todos_within(scope)) if where else Found()
        if where:
            return Found(self._todos_found(query, scope), self._comments_found(query, scope))
        return Found(
            self._todos_found(query, scope),
            self._comments_found(query, scope),
            self._heroes_found(query, team),
            self._teams_found(query) if team is None else (),
        )

    def find_todos(self, query: Query, most: int) -> Sequence[TodoLine]:
        """The best of the todos that the hero reaches and that have all the words, or the number."""
        hits = self._todos_found(query, _scope(self.hero, State.ALL, None))[:most] if query else ()
        return [line for line, _notes in self.todo_hits(hits)]

    def todo_hits(self, hits: Sequence[Hit]) -> Sequence[tuple[TodoLine, str]]:
        """Rows of todos that were found, in the same order, each with the beginning of its notes."""
        ids = [hit.id for hit in hits]
        lines = {line.id: line for line in self.lines_of(ids)}
        notes = sa.select(col(Todo.id), func.substr(Todo.notes, 1, READ)).where(col(Todo.id).in_(ids))
        texts = {row[0]: row[1] for row in self._session.execute(notes)}
        return [(lines[todo_id], texts[todo_id]) for todo_id in ids if todo_id in lines]

    def comment_hits(self, hits: Sequence[Hit]) -> Sequence[Said]:
        """Comments that were found, in the same order."""
        rows = self._session.execute(_SAID.where(col(Comment.id).in_([hit.id for hit in hits])))
        found = {row[0]: _said(row) for row in rows}
        return [found[hit.id] for hit in hits if hit.id in found]

    def hero_hits(self, hits: Sequence[Hit]) -> Sequence[Face]:
        """Heroes that were found, in the same order."""
        rows = self._session.execute(sa.select(*face_columns()).where(col(Hero.id).in_([hit.id for hit in hits])))
        found = {row[0]: Face(*row) for row in rows}
        return [found[hit.id] for hit in hits if hit.id in found]

    def team_hits(self, hits: Sequence[Hit]) -> Sequence[TeamFound]:
        """Teams that were found, in the same order."""
        columns = (col(Team.id), col(Team.name), col(Team.colour), col(Team.archived_at).is_not(None))
        rows = self._session.execute(sa.select(*columns).where(col(Team.id).in_([hit.id for hit in hits])))
        found = {row[0]: TeamFound(*row) for row in rows}
        return [found[hit.id] for hit in hits if hit.id in found]

    def _todos_within(self, scope: sa.ColumnElement[bool]) -> Sequence[Hit]:
        """All todos there, open ones first."""
        done = sa.case((col(Todo.completed_at).is_(None), 0), else_=1).label("rank")
        found = _from_todos(sa.select(done, col(Todo.id), col(Todo.team_id)), scope)
        best = found.order_by(done, col(Todo.id).desc()).limit(MOST)
        return [Hit(*row) for row in self._session.execute(best)]

    def _todos_found(self, query: Query, scope: sa.ColumnElement[bool]) -> Sequence[Hit]:
        done = sa.case((col(Todo.completed_at).is_(None), 0), else_=1)
        columns: Any = sa.select(col(Todo.id), col(Todo.team_id), done.label("done"))
        one = _from_todos(columns, scope)
        numbered = [(0, one.where(col(Todo.id) == (query.number or 0)))]
        return self._best(query, one, Todo, {"title": 1, "anywhere": 3}, numbered)

    def _comments_found(self, query: Query, scope: sa.ColumnElement[bool]) -> Sequence[Hit]:
        columns: Any = sa.select(col(Comment.id), col(Todo.team_id), sa.literal(0).label("done"))
        one = _from_todos(columns.select_from(Comment).join(Todo, col(Todo.id) == Comment.todo_id), scope)
        return self._best(query, one.where(col(Comment.trashed_at).is_(None)), Comment, {"anywhere": 1})

    def _heroes_found(self, query: Query, team: Team | None) -> Sequence[Hit]:
        on_it = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == (team.id if team else 0))
        living = (col(Hero.trashed_at).is_(None), hero_known(self.hero), col(Hero.id).in_(on_it) if team else sa.true())
        name = func.search_fold(Hero.name)
        named = [sa.or_(_has(name, word), col(Hero.handle).startswith(func.search_fold(word))) for word in query.words]
        return self._named(Hero, name, query, *living, *named)

    def _teams_found(self, query: Query) -> Sequence[Hit]:
        name = func.search_fold(Team.name)
        named = [_has(name, word) for word in query.words]
        return self._named(Team, name, query, team_living(self.hero), *named)

    def _named(self, model: Any, name: Any, query: Query, *where: sa.ColumnElement[bool]) -> Sequence[Hit]:
        """What is so named; first what begins so."""
        if not query.words:
            return ()
        whole = sa.cast(name, sa.String).startswith(func.search_fold(" ".join(query.words)))
        rank = sa.case((whole, 0), else_=1).label("rank")
        best = sa.select(rank, model.id).where(*where).order_by(rank, model.id.desc()).limit(MOST)
        return [Hit(*row) for row in self._session.execute(best)]

    def _best(
        self,
        query: Query,
        one: sa.Select[Any],
        model: Any,
        tiers: Mapping[Where, int],
        others: Sequence[tuple[int, sa.Select[Any]]] = (),
    ) -> Sequence[Hit]:
        """The rows of a select that have the words: by tier of where they stand, whole words ahead of beginnings.

        Beginnings, of which there may be very many, are looked for only while there is room behind the whole words.
        """
        whole = [(tier, matching(self._dialect, one, model, query.words, where=where)) for where, tier in tiers.items()]
        best = self._ranked([*others, *whole])
        if len(best) >= MOST:
            return best
        near = one.where(_recent(model)) if _only_short(query) else one
        begun = [
            (tier + 1, matching(self._dialect, near, model, query.words, where=where, prefix=True))
            for where, tier in tiers.items()
        ]
        every: dict[int, Hit] = {}
        for hit in sorted([*best, *self._ranked(begun)], key=lambda hit: hit.key):
            every.setdefault(hit.id, hit)
        return list(every.values())[:MOST]

    def _ranked(self, ways: Sequence[tuple[int, sa.Select[Any]]]) -> list[Hit]:
        """What is found by any of these selects, by the lowest tier that finds it; and of these the open ones first."""
        found = [way.add_columns(sa.literal(tier).label("tier")).limit(MOST).subquery() for tier, way in ways]
        every = sa.union_all(*(sa.select(each) for each in found)).subquery()
        rank = 2 * func.min(every.c.tier) + every.c.done
        best = (
            sa.select(rank.label("rank"), every.c.id, every.c.team_id)
            .group_by(every.c.id, every.c.team_id, every.c.done)
            .order_by(rank, every.c.id.desc())
            .limit(MOST)
        )
        return [Hit(*row) for row in self._session.execute(best)]

    @property
    def _dialect(self) -> str:
        return self._session.get_bind().dialect.name


def _scope(hero: Hero, state: State, team: Team | None) -> sa.ColumnElement[bool]:
    """Todos that are looked through, joined to their teams."""
    done = col(Todo.completed_at)
    states = {State.ALL: sa.true(), State.OPEN: done.is_(None), State.DONE: done.is_not(None)}
    here = sa.true() if team is None else col(Todo.team_id) == team.id
    return sa.and_(col(Todo.trashed_at).is_(None), team_living(hero), states[state], here)


def _only_short(query: Query) -> bool:
    """Whether so much begins like these words, as while somebody types the first of them, that only the newest of it
    helps. A character of Chinese is a word."""
    return all(len(word) < SHORT and word.isascii() for word in query.words)


def _recent(model: Any) -> sa.ColumnElement[bool]:
    newest: sa.ColumnElement[bool] = model.id > sa.select(func.max(model.id) - RECENT).scalar_subquery()
    return newest


def _from_todos(statement: sa.Select[Any], scope: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return statement.join(Team, col(Team.id) == Todo.team_id).where(scope)


def _has(name: Any, word: str) -> sa.ColumnElement[bool]:
    has: sa.ColumnElement[bool] = sa.cast(name, sa.String).contains(func.search_fold(word))
    return has


def _said(row: Any) -> Said:
    author = None if row[8] is None else Face(*row[8:])
    return Said(row[0], row[1], row[2], row[3], row[4], Shield(*row[5:8]), author)


_SAID = (
    sa.select(
        col(Comment.id),
        func.substr(Comment.body, 1, READ),
        col(Comment.created_at),
        col(Todo.id),
        col(Todo.title),
        col(Team.name),
        col(Team.colour),
        col(Team.archived_at).is_not(None),
        *face_columns(),
    )
    .join(Todo, col(Todo.id) == Comment.todo_id)
    .join(Team, col(Team.id) == Todo.team_id)
    .outerjoin(Hero, col(Hero.id) == Comment.author_id)
)
