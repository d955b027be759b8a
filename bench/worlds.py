"""Worlds to measure in: one team of any size among others, on either database.

The few things around are made by the verbs. Todos and what hangs on them are inserted in bulk, and are what the verbs
would leave: `doctor` finds nothing, each todo is in the history, and can be taken back.

    python -m bench.worlds sqlite:////tmp/world.db 1000000
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from app import schema
from app.access import Access
from app.access.guest import Guest
from app.database import WRITES, make_engine, transaction
from app.models import (
    Hero,
    HeroCreate,
    Hue,
    Label,
    LabelCreate,
    Login,
    Role,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Todo,
)
from app.models.order import ranks_after
from app.settings import Settings
from bench.bar import Bar
from bench.rows import Place, Writer

EMAIL, PASSWORD = "bench@example.org", "seven quiet lighthouses"
HEROES, TEAMS, BESIDE = 20, 8, 200
"""Heroes of each team, other teams, and todos in each of those."""
SECTIONS = ("Up next", "On it", "Waiting", "Some day", "Done")
LABELS = ("house", "gear", "press", "garden", "money", "people", "travel", "food", "tools", "ideas", "later", "quick")
CHUNK = 20_000
"""Todos of one transaction."""


@dataclass(frozen=True)
class World:
    """Where to look in it: the large `team`, those beside it, and a todo with sub-todos and comments."""

    todos: int
    team: int
    beside: list[int]
    todo: int


def build(engine: sa.Engine, todos: int) -> World:
    """Write a world with so many todos in its large team into an empty database."""
    with tempfile.TemporaryDirectory() as copies:
        schema.upgrade(engine, Path(copies))
    with transaction(engine) as session:
        large, *beside = _places(session)
    with _bulk(engine) as connection, Bar(f"{todos:,} todos", todos + TEAMS * BESIDE) as bar:
        started = 1
        for place, count in ((large, todos), *((place, BESIDE) for place in beside)):
            writer = Writer(connection, place)
            for ids in _chunks(started, count):
                writer.write(ids)
                bar.advance(len(ids))
            started += count
    _settle(engine)
    return World(todos, large.team, [place.team for place in beside], 1)


def world_in(engine: sa.Engine) -> World | None:
    """The world that is there already."""
    with engine.connect() as connection:
        if schema.revision_of(connection) != schema.newest():
            return None
        teams = list(connection.scalars(sa.select(col(Team.id)).where(col(Team.name).like("Team %")).order_by("id")))
        count = connection.scalar(sa.select(sa.func.count()).where(col(Todo.team_id) == teams[0])) if teams else 0
    return World(count or 0, teams[0], teams[1:], 1) if count else None


def _places(session: Session) -> list[Place]:
    first = Hero.introduce(HeroCreate(name="Mira Lindqvist"), handle="mira", is_admin=True)
    session.add(first)
    session.flush()
    session.add(Login.claim(first, EMAIL, PASSWORD))
    access = Guest(session).enter(first)
    access.add(Team.own(first))
    others = [Hero.add(HeroCreate(name=f"Hero {n}"), handle=f"hero{n}", by=first) for n in range(2, HEROES + 1)]
    access.add(*others)
    return [_place(access, f"Team {n}", others) for n in range(1, TEAMS + 2)]


def _place(access: Access, name: str, others: list[Hero]) -> Place:
    team = Team.add(TeamCreate(name=name, colour=Hue.SLATE), by=access.hero)
    access.add(team)
    for hero in others:
        team.enlist(hero, Role.MEMBER, by=access.hero)
    ranks = ranks_after(None, len(SECTIONS))
    sections = [
        Section.add(team, SectionCreate(name=name), rank=rank, by=access.hero)
        for name, rank in zip(SECTIONS, ranks, strict=True)
    ]
    labels = [Label.add(team, LabelCreate(name=name, colour=Hue.SKY), by=access.hero) for name in LABELS]
    access.add(*sections, *labels)
    sections[-1].edit({"is_done_column": True}, by=access.hero)
    heroes = [access.hero, *others]
    return Place(team.id, *([row.id for row in rows] for rows in (heroes, sections, labels)))


def _chunks(started: int, count: int) -> Iterator[range]:
    end = started + count
    return (range(at, min(at + CHUNK, end)) for at in range(started, end, CHUNK))


@contextmanager
def _bulk(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection for a load that is begun anew if the machine goes down."""
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        if engine.dialect.name == "sqlite":
            _drive(connection, "PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000")
        yield connection
        connection.invalidate()


def _settle(engine: sa.Engine) -> None:
    """As a database is that has run for a while: ids go on, and PostgreSQL knows how its tables are filled."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _drive(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
            return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('todo', 'id'), (SELECT max(id) FROM todo))")
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE")


def _drive(connection: sa.Connection, *pragmas: str) -> None:
    # Past the engine, which begins a transaction first, and inside one these say nothing or refuse.
    driver = connection.connection.driver_connection
    assert driver is not None
    for pragma in pragmas:
        driver.execute(pragma)


def main(url: str, todos: str) -> None:
    """Make a world in an empty database, or say which one is in it."""
    engine = make_engine(Settings(database_url=url))
    sys.stdout.write(f"{world_in(engine) or build(engine, int(todos))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
