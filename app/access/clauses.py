"""Conditions on the table of todos, one for each word and each kind of name that a filter knows."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import col

from app.access.related import is_blocked
from app.filtering import words
from app.filtering.due import Span
from app.filtering.model import Field
from app.grammar.here import Here
from app.models import Assignment, Hero, Label, Priority, Section, Todo, TodoLabel

Clause = sa.ColumnElement[bool]


def late(here: Here) -> Clause:
    """Due before this moment, and open."""
    passed = sa.or_(col(Todo.due_on) < here.today, col(Todo.due_at) < here.now.astimezone(UTC))
    return sa.and_(passed, col(Todo.completed_at).is_(None))


def within(span: Span, here: Here) -> Clause:
    """Due on one of these days, as the clock there shows them."""
    on, at = col(Todo.due_on), col(Todo.due_at)
    days: list[Clause] = [on.is_not(None)]
    instants: list[Clause] = [at.is_not(None)]
    if span.first is not None:
        days.append(on >= span.first)
        instants.append(at >= _midnight(span.first, here))
    if span.last is not None:
        days.append(on <= span.last)
        instants.append(at < _midnight(span.last + timedelta(days=1), here))
    return sa.or_(sa.and_(*days), sa.and_(*instants))


def closed_within(span: Span, here: Here) -> Clause:
    """Done on one of these days, as the clock there shows them."""
    at = col(Todo.completed_at)
    moments: list[Clause] = [at.is_not(None)]
    if span.first is not None:
        moments.append(at >= _midnight(span.first, here))
    if span.last is not None:
        moments.append(at < _midnight(span.last + timedelta(days=1), here))
    return sa.and_(*moments)


def _midnight(day: date, here: Here) -> datetime:
    return datetime.combine(day, time(), here.now.tzinfo).astimezone(UTC)


def _someone() -> Clause:
    living = col(Hero.id) == col(Assignment.hero_id), col(Hero.trashed_at).is_(None)
    return sa.exists().where(col(Assignment.todo_id) == col(Todo.id), *living).correlate(Todo)


def _in_hands(hero_ids: Sequence[int]) -> Clause:
    mine = sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id).in_(hero_ids))
    return col(Todo.id).in_(mine)


def _in_hands_nearby(hero_ids: Sequence[int]) -> Clause:
    mine = col(Assignment.todo_id) == col(Todo.id), col(Assignment.hero_id).in_(hero_ids)
    return sa.exists().where(*mine).correlate(Todo)


def _assignee(word: str, hero: Hero) -> Clause:
    if word == words.ME:
        return _in_hands([hero.id])
    return sa.not_(_someone()) if word == words.NOBODY else _someone()


def _labelled() -> Clause:
    living = col(Label.id) == col(TodoLabel.label_id), col(Label.trashed_at).is_(None)
    return sa.exists().where(col(TodoLabel.todo_id) == col(Todo.id), *living).correlate(Todo)


def _in_section() -> Clause:
    return sa.exists().where(col(Section.id) == col(Todo.section_id), col(Section.trashed_at).is_(None)).correlate(Todo)


def _label(word: str, _hero: Hero) -> Clause:
    return _labelled() if word == words.ANY else sa.not_(_labelled())


def _section(word: str, _hero: Hero) -> Clause:
    return _in_section() if word == words.ANY else sa.not_(_in_section())


def _state(word: str, _hero: Hero) -> Clause:
    done = col(Todo.completed_at)
    return {words.OPEN: done.is_(None), words.DONE: done.is_not(None), words.ALL: sa.true()}[word]


def _carrying(label_ids: Sequence[int]) -> Clause:
    return col(Todo.id).in_(sa.select(col(TodoLabel.todo_id)).where(col(TodoLabel.label_id).in_(label_ids)))


def _carrying_nearby(label_ids: Sequence[int]) -> Clause:
    mine = col(TodoLabel.todo_id) == col(Todo.id), col(TodoLabel.label_id).in_(label_ids)
    return sa.exists().where(*mine).correlate(Todo)


BY_WORD: dict[Field, Callable[[str, Hero], Clause]] = {
    Field.ASSIGNEE: _assignee,
    Field.LABEL: _label,
    Field.SECTION: _section,
    Field.PRIORITY: lambda word, _hero: col(Todo.priority) == Priority(word),
    Field.STATE: _state,
    Field.BY: lambda _word, hero: col(Todo.created_by) == hero.id,
    Field.BLOCKED: lambda word, _hero: is_blocked() if word == words.YES else sa.not_(is_blocked()),
}
BY_ID: dict[Field, Callable[[Sequence[int]], Clause]] = {
    Field.TEAM: lambda ids: col(Todo.team_id).in_(ids),
    Field.ASSIGNEE: _in_hands,
    Field.LABEL: _carrying,
    Field.SECTION: lambda ids: col(Todo.section_id).in_(ids),
    Field.BY: lambda ids: col(Todo.created_by).in_(ids),
}
NEARBY: dict[Field, Callable[[Sequence[int]], Clause]] = {
    **BY_ID,
    Field.ASSIGNEE: _in_hands_nearby,
    Field.LABEL: _carrying_nearby,
}
"""The same, asked of one todo after the other: better where there are so many that a page of them is soon found."""
