"""Pages of lists, and of those whose order is not by rank: what comes after a row, known by its id alone."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import func

PAGE = 50


def by_name(model: Any) -> sa.ColumnElement[str]:
    """The order of names, capitals set aside."""
    return func.lower(model.name)


def behind(
    model: Any,
    after: int | None,
    order: Callable[[Any], Any],
    scope: Callable[[Any], Any],
    *,
    backwards: bool = False,
) -> sa.ColumnElement[bool]:
    """The rows behind the one with the id `after` in a list by `order` and then id, both of them perhaps `backwards`;
    all of them for None.

    `scope` keeps the row itself within what the list may show, so that an id from elsewhere gives an empty page.
    """
    if after is None:
        return sa.true()
    last = aliased(model)
    key = sa.select(order(last)).where(last.id == after, scope(last)).scalar_subquery()
    here = order(model)
    if backwards:
        return sa.or_(here < key, sa.and_(here == key, model.id < after))
    return sa.or_(here > key, sa.and_(here == key, model.id > after))
