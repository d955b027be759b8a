"""What a filter lets through: conditions on todos, for every list of them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.clauses import BY_ID, BY_WORD, NEARBY, Clause, closed_within, late, within
from app.access.heroes import hero_known
from app.access.matching import matching
from app.access.reach import Reach, team_living
from app.clock import exact, now
from app.filtering import words
from app.filtering.due import Undated, read_closed, read_due
from app.filtering.model import Condition, Field, Filter
from app.grammar.here import Here
from app.grammar.search import fold, read_query
from app.models import Hero, Label, Section, Team, Todo
from app.models.naming import first_name_of
from app.wording import week_start

CONDITIONS_MAX, WORDS_MAX = 40, 20
"""Conditions, and words of the text, that are looked for."""


class Misread(NamedTuple):
    """A value that says nothing: there is no such name or word; or too much: `names` that it could be."""

    field: Field
    value: str
    reason: Literal["no_name", "no_word", "several", "too_many"]
    names: Sequence[str] = ()


class Known(NamedTuple):
    """Something that a value names."""

    id: int
    name: str


@dataclass(frozen=True)
class Narrowing:
    """A filter at work. `where` are conditions on the table of todos; a value that was `misread` lets nothing through.

    `nearby` are the same conditions, for where very many todos fulfil them. `state` says whether it asks for open or
    done todos; where it does not, each list has its own way.
    """

    told: Filter
    where: Sequence[Clause] = ()
    nearby: Sequence[Clause] = ()
    misread: Sequence[Misread] = ()
    known: Mapping[tuple[Field, str], Sequence[Known]] = field(default_factory=dict)

    @property
    def asks_state(self) -> bool:
        """Whether it says which of open and done todos it wants."""
        closed = any(not one.negated for one in self.told.of(Field.CLOSED))
        return closed or bool(self.told.of(Field.STATE))

    @property
    def by_ids(self) -> bool:
        """Whether it begins with a set of todos: those that have some words, or that are in some hands."""
        sets = (Field.TEXT, Field.ASSIGNEE, Field.LABEL)
        told = [one for field in sets for one in self.told.of(field) if not one.negated]
        return any(all(words.word_of(one.field, value) in (None, words.ME) for value in one.values) for one in told)

    def anchored(self) -> Filter:
        """The same with ids for names, which it keeps when things get other names."""
        return self._with_values(lambda _one, known: f"#{known.id}")

    def named(self) -> Filter:
        """The same with the names that things have now."""
        return self._with_values(lambda one, known: words.value_for(one.field, known.name, known.id))

    def _with_values(self, said: Callable[[Condition, Known], str]) -> Filter:
        def values(one: Condition) -> tuple[str, ...]:
            found = [[said(one, known) for known in self.known.get((one.field, value), ())] for value in one.values]
            return tuple(dict.fromkeys(chain(*(new or [old] for new, old in zip(found, one.values, strict=True)))))

        return replace(self.told, conditions=tuple(replace(one, values=values(one)) for one in self.told.conditions))


class Filtering(Reach):
    """Filters, read for the viewer."""

    def narrowing(self, told: Filter, team: Team | None = None) -> Narrowing:
        """What a filter lets through on a team's list, or on all of the viewer's; a team must have been reached.

        Days are those of the team's time zone, on all lists together the viewer's.
        """
        read = replace(told, conditions=told.conditions[:CONDITIONS_MAX])
        known = self._known(read, team)
        given = (self.hero, here_for(told, team or self.hero), known, self._session.get_bind().dialect.name)
        reader = _Reader(*given)
        where, nearby = reader.clauses(read), _Reader(*given, by_id=NEARBY).clauses(read)
        left = [
            Misread(one.field, value, "too_many") for one in told.conditions[CONDITIONS_MAX:] for value in one.values
        ]
        return Narrowing(told, where, nearby, [*reader.misread, *left], known)

    def _known(self, told: Filter, team: Team | None) -> dict[tuple[Field, str], Sequence[Known]]:
        """What the values name, by a select for each kind of thing that there is among them."""
        asked: defaultdict[Field, list[str]] = defaultdict(list)
        for one in told.conditions:
            if one.field in words.NAMING:
                asked[one.field] += [value for value in one.values if not words.word_of(one.field, value)]
        return {
            (kind, value): found
            for kind, values in asked.items()
            for value, found in self._found(kind, list(dict.fromkeys(values)), team).items()
        }

    def _found(self, kind: Field, values: Sequence[str], team: Team | None) -> dict[str, Sequence[Known]]:
        if kind in (Field.ASSIGNEE, Field.BY):
            return self._heroes_named(values)
        model, where = self._places(kind, team)
        named = func.search_fold(model.name).in_([func.search_fold(value) for value in values])
        asked = sa.select(model.id, model.name).where(*where).where(sa.or_(named, model.id.in_(_ids(values))))
        rows = [Known(*row) for row in self._session.execute(asked.order_by(model.id))]
        return {value: [row for row in rows if _is(row, value)] for value in values}

    def _places(self, kind: Field, team: Team | None) -> tuple[Any, Sequence[Clause]]:
        if kind is Field.TEAM:
            return Team, [team_living(self.hero)]
        model: Any = {Field.LABEL: Label, Field.SECTION: Section}[kind]
        reached = sa.select(col(Team.id)).where(team_living(self.hero))
        here = model.team_id.in_(reached) if team is None else model.team_id == team.id
        return model, [here, model.trashed_at.is_(None)]

    def _heroes_named(self, values: Sequence[str]) -> dict[str, Sequence[Known]]:
        """By handle, else by name, else by first name; whoever is not known by any of these, by nothing."""
        name = func.search_fold(Hero.name)
        ways = [
            sa.or_(
                func.lower(Hero.handle) == value.lower(),
                name == func.search_fold(value),
                sa.cast(name, sa.String).startswith(func.search_fold(f"{value} ")),
            )
            for value in values
        ]
        asked = (
            sa.select(col(Hero.id), col(Hero.name), col(Hero.handle))
            .where(col(Hero.trashed_at).is_(None), hero_known(self.hero))
            .where(sa.or_(col(Hero.id).in_(_ids(values)), *ways))
            .order_by(col(Hero.id))
        )
        rows = [(Known(*row[:2]), row[2]) for row in self._session.execute(asked)]
        return {value: _called(rows, value) for value in values}


def here_in(place: Team | Hero) -> Here:
    """Where and when days are counted: on the clock of a team or a hero, in the weeks of the viewer."""
    return Here(now().astimezone(ZoneInfo(place.time_zone)), week_start())


def here_for(told: Filter, place: Team | Hero) -> Here:
    """The same for a filter; one without conditions says nothing of the time, so that it holds longer than a minute."""
    return here_in(place) if told.conditions else Here(exact().astimezone(ZoneInfo(place.time_zone)), week_start())


def _called(rows: Sequence[tuple[Known, str]], value: str) -> Sequence[Known]:
    wanted = fold(value)
    by_id = [one for one, _handle in rows if one.id == words.id_of(value)]
    return (
        by_id
        or [one for one, handle in rows if handle == value.lower()]
        or [one for one, _handle in rows if fold(one.name) == wanted]
        or [one for one, _handle in rows if fold(first_name_of(one)) == wanted]
    )


def _is(row: Known, value: str) -> bool:
    wanted = words.id_of(value)
    return row.id == wanted if wanted is not None else fold(row.name) == fold(value)


def _ids(values: Sequence[str]) -> list[int]:
    return [known for value in values if (known := words.id_of(value)) is not None]


class _Reader:
    """Conditions, one after the other; what of them says nothing is kept."""

    def __init__(
        self,
        hero: Hero,
        here: Here,
        known: Mapping[tuple[Field, str], Sequence[Known]],
        dialect: str,
        by_id: Mapping[Field, Callable[[Sequence[int]], Clause]] = BY_ID,
    ) -> None:
        self._hero, self._here, self._known, self._dialect, self._by_id = hero, here, known, dialect, by_id
        self.misread: list[Misread] = []

    def clauses(self, told: Filter) -> list[Clause]:
        """What all of its conditions let through."""
        others = [self._clause(one) for one in told.conditions if one.field is not Field.TEXT]
        return others + self._texts(told.of(Field.TEXT))

    def _clause(self, one: Condition) -> Clause:
        """What a condition lets through. A value that says nothing is true of no todo."""
        any_of = sa.or_(sa.false(), *(self._value(one.field, value) for value in one.values))
        # What is not known of a todo (a section that it has not) is not true of it.
        return sa.not_(func.coalesce(any_of, sa.false())) if one.negated else any_of

    def _texts(self, asked: Sequence[Condition]) -> list[Clause]:
        """All words together, and those that shall not be there one by one."""
        for one in asked[WORDS_MAX:]:
            self.misread.append(Misread(Field.TEXT, one.values[0], "too_many"))
        return [self._text(one) for one in asked[:WORDS_MAX]]

    def _text(self, one: Condition) -> Clause:
        query = read_query(one.values[0])
        if not query or one.values[0].partition(":")[0] in ("sort", "group"):
            self.misread.append(Misread(Field.TEXT, one.values[0], "no_word"))
        number: Any = sa.select(sa.literal(query.number or 0))
        if query.words:
            begun = all(len(word) > 1 for word in query.words)
            rows = matching(self._dialect, sa.select(col(Todo.id)), Todo, query.words, prefix=begun)
            number = sa.union_all(number, rows.order_by(None).correlate(None))
        here = col(Todo.id).in_(number)
        return sa.not_(here) if one.negated else here

    def _value(self, kind: Field, value: str) -> Clause:
        if kind is Field.DUE:
            # Of one todo after the other, by no index.
            return self._due(value) if self._by_id is BY_ID else func.coalesce(self._due(value), sa.false())
        if kind is Field.CLOSED:
            return self._closed(value)
        word = words.word_of(kind, value)
        if word is not None:
            return BY_WORD[kind](word, self._hero)
        if kind not in words.NAMING:
            self.misread.append(Misread(kind, value, "no_word"))
            return sa.false()
        found = self._known.get((kind, value), ())
        several = len(found) > 1 and kind in (Field.ASSIGNEE, Field.BY)
        if not found or several:
            names = [one.name for one in found]
            self.misread.append(Misread(kind, value, "several" if several else "no_name", names))
        return self._by_id[kind]([one.id for one in found])

    def _due(self, value: str) -> Clause:
        span = read_due(value, self._here)
        if span is None:
            self.misread.append(Misread(Field.DUE, value, "no_word"))
            return sa.false()
        if isinstance(span, Undated):
            return sa.and_(col(Todo.due_on).is_(None), col(Todo.due_at).is_(None))
        return late(self._here) if span.late else within(span, self._here)

    def _closed(self, value: str) -> Clause:
        span = read_closed(value, self._here)
        if span is None:
            self.misread.append(Misread(Field.CLOSED, value, "no_word"))
            return sa.false()
        return closed_within(span, self._here)
