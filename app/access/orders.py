"""The orders in which lists of todos stand, and what comes behind a todo in each of them."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func

from app.access.rows import due_order
from app.filtering.model import Sort
from app.models import Section, Team, Todo

Term = Callable[[Any], Any]


def _nth(values: Sequence[str]) -> Term:
    return lambda todo: sa.case({value: n for n, value in enumerate(values, 1)}, value=todo.priority, else_=0)


URGENT_FIRST = _nth(("urgent", "high", "normal", "low"))
"""Priorities as numbers, the most urgent one the smallest."""


def _section_rank(todo: Any) -> Any:
    section: Any = aliased(Section)
    rank = sa.select(section.rank).where(section.id == todo.section_id, section.trashed_at.is_(None))
    return func.coalesce(rank.correlate(todo).scalar_subquery(), "")


# The terms of each order, and whether it runs backwards; the id is always the last.
_ORDERS: dict[Sort, tuple[tuple[Term, ...], bool]] = {
    Sort.OWN: ((lambda todo: todo.team_id, _section_rank, lambda todo: todo.rank), False),
    Sort.DUE: ((due_order,), False),
    Sort.PRIORITY: ((URGENT_FIRST,), False),
    Sort.TITLE: ((lambda todo: func.lower(todo.title),), False),
    Sort.NEWEST: ((), True),
    Sort.CHANGED: ((lambda todo: todo.updated_at,), True),
}


def in_order(sort: Sort) -> list[Any]:
    """The terms by which a list in this order is sorted."""
    terms, backwards = _ORDERS[sort]
    order = [*(term(Todo) for term in terms), col(Todo.id)]
    return [one.desc() for one in order] if backwards else order


def behind_in(sort: Sort, after: int | None, reached: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The rows behind the one with this id, which is looked for among the teams that are reached."""
    if after is None:
        return sa.true()
    terms, backwards = _ORDERS[sort]
    last: Any = aliased(Todo)
    there = sa.select(sa.literal(1)).where(last.id == after, last.team_id.in_(sa.select(col(Team.id)).where(reached)))
    behind: sa.ColumnElement[bool] = col(Todo.id) < after if backwards else col(Todo.id) > after
    for term in reversed(terms):
        key = sa.select(term(last)).where(last.id == after).scalar_subquery()
        here = term(Todo)
        behind = sa.or_(here < key if backwards else here > key, sa.and_(here == key, behind))
    return sa.and_(there.exists(), behind)
