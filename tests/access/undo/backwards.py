"""One step after the other, and then all of them taken back from the last one on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlmodel import col

from app.access import Access
from app.database import transaction
from app.history import RecordedSession
from app.models import ChangeSet, Hero
from tests.visible import Seen, visible


@contextmanager
def acting(engine: sa.Engine, hero_id: int) -> Iterator[tuple[RecordedSession, Access]]:
    """A step of this hero, or none if nothing is done or it raises."""
    with transaction(engine) as session:
        hero = session.get_one(Hero, hero_id)
        session.info["actor_id"] = hero.id
        yield session, Access(session, hero)


def last_step(engine: sa.Engine) -> int:
    """The newest one of all."""
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.max(col(ChangeSet.id)))) or 0


def take_back_since(engine: sa.Engine, hero_id: int, before: int) -> None:
    """Take back every step after `before`. What was taken back meanwhile is looked up as it stands when it is due."""
    with engine.connect() as connection:
        done = sa.select(col(ChangeSet.id)).where(col(ChangeSet.id) > before).order_by(col(ChangeSet.id).desc())
        steps = list(connection.scalars(done))
    for step_id in steps:
        with acting(engine, hero_id) as (session, access):
            step, in_force = session.get_one(ChangeSet, step_id), True
            while step.undone_by is not None:
                step, in_force = session.get_one(ChangeSet, step.undone_by), not in_force
            if in_force:
                assert access.take_back(step, {}) == []


def there_and_back(engine: sa.Engine, hero_id: int, *deeds: Callable[[Access], object]) -> None:
    """Do these, each as a step of its own, and see that taking them back leads to the beginning, value by value."""
    beginning, before = visible(engine), last_step(engine)
    for deed in deeds:
        with acting(engine, hero_id) as (_session, access):
            deed(access)
    take_back_since(engine, hero_id, before)
    assert differences(visible(engine), beginning) == {}


def differences(one: Seen, other: Seen) -> dict[tuple[object, ...], object]:
    """Where two worlds differ, value by value, for a failure that can be read."""
    return {
        (table, *key, column): (one[table].get(key, {}).get(column), other[table].get(key, {}).get(column))
        for table in one
        for key in one[table].keys() | other[table].keys()
        for column in one[table].get(key, {}).keys() | other[table].get(key, {}).keys()
        if one[table].get(key, {}).get(column) != other[table].get(key, {}).get(column)
    }
