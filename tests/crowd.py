"""A team of very many todos, on three levels, with all that hangs on them and their history."""

import sqlalchemy as sa
from sqlmodel import col

from app.database import WRITES
from app.models import Todo
from bench.rows import Place, Writer
from tests.cast import Cast

FIRST = 1_000_000
"""Their ids begin here, out of the way of those that the database gives."""


def crowd(engine: sa.Engine, cast: Cast, todos: int) -> range:
    """Fill Z-Force with so many more. Returns their ids."""
    heroes = [cast.deadpond, cast.rusty_man, cast.tarantula]
    place = Place(cast.z_force, heroes, [cast.backlog, cast.doing] * 2, [cast.house, cast.gear])
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        with connection.begin():
            last = connection.scalar(sa.select(sa.func.max(col(Todo.id)))) or 0
        ids = range(max(last + 1, FIRST), max(last + 1, FIRST) + todos)
        Writer(connection, place).write(ids)
    return ids
