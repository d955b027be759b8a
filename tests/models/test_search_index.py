"""The index says what the tables say, whatever is done to them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.database import transaction
from app.grammar.outline import read_outline
from app.grammar.search import read_query
from app.history import RecordedSession
from app.models import Comment, CommentCreate, Hero, Team, TeamCreate, Todo, search_index
from app.purge import purge_trashed
from tests.cast import Cast

SQLITE_BREAKS = ("DROP TRIGGER search_todo_changed", "UPDATE todo SET title = 'Slates' WHERE id = {rope}")
POSTGRESQL_BREAKS = (
    "CREATE OR REPLACE FUNCTION search_plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$",
)


def faults(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return search_index.faults(connection)


def found(engine: sa.Engine, hero_id: int, words: str) -> list[int]:
    with RecordedSession(engine) as session:
        hits = Access(session, session.get_one(Hero, hero_id)).search(read_query(words))
        return [hit.id for hit in (*hits.todos, *hits.comments)]


@pytest.fixture
def does(engine: sa.Engine, cast: Cast) -> Callable[[Callable[[Access], Any]], Any]:
    """Does something as the owner, in a transaction of its own."""

    def do(deed: Callable[[Access], Any]) -> Any:
        with transaction(engine) as session:
            session.info["actor_id"] = cast.deadpond
            return deed(Access(session, session.get_one(Hero, cast.deadpond)))

    return do


def test_it_is_in_step_after_all_that_people_do(
    engine: sa.Engine,
    cast: Cast,
    does: Callable[[Callable[[Access], Any]], Any],
    client: Callable[..., TestClient],
) -> None:
    def begin(mine: Access) -> int:
        second = Team.add(TeamCreate(name="Second"), by=mine.hero)
        mine.add(second)
        mine.add(Comment.write(mine.todo(cast.roof), CommentCreate(body="Slates, please"), by=mine.hero))
        mine.plant(mine.team(cast.z_force), read_outline("\n".join(f"Shingle {number}" for number in range(60))))
        return second.id

    def go_on(mine: Access) -> None:
        mine.todo(cast.rope).edit({"title": "Order ribbons", "notes": "red ones"}, by=mine.hero)
        mine.todo(cast.rope).close(by=mine.hero)
        mine.todo(cast.roof).comments[0].edit({"body": "Tiles, please"}, by=mine.hero)

    second = does(begin)
    does(go_on)
    moved = client(cast.deadpond).put(f"/todos/{cast.roof}/place", data={"team": str(second), "end": "first"})
    assert moved.status_code == 303
    assert len(found(engine, cast.deadpond, "shingle")) == 60
    assert found(engine, cast.deadpond, "rope") == []
    assert found(engine, cast.deadpond, "red ribbon") == [cast.rope]
    assert found(engine, cast.deadpond, "slates") == []
    assert len(found(engine, cast.deadpond, "tiles")) == 1
    assert found(engine, cast.rusty_man, "roofer") == found(engine, cast.rusty_man, "tiles") == []
    assert found(engine, cast.deadpond, "roofer") == [cast.roof]
    assert faults(engine) == 0


def test_what_is_purged_leaves_the_index_too(
    engine: sa.Engine, cast: Cast, does: Callable[[Callable[[Access], Any]], Any]
) -> None:
    does(lambda mine: mine.add(Comment.write(mine.todo(cast.ladder), CommentCreate(body="Slates"), by=mine.hero)))

    def throw_away(mine: Access) -> int:
        mine.team(cast.z_force).trash(by=mine.hero)
        return mine.history().id

    step = does(throw_away)
    with transaction(engine) as session:
        assert purge_trashed(session, step) is not None
    assert faults(engine) == 0
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Todo)) == 1
        if engine.dialect.name == "sqlite":
            for words in ("slates", "roofer"):
                question = sa.text("SELECT count(*) FROM search_todo WHERE search_todo MATCH :words")
                assert connection.scalar(question, {"words": words}) == 0


def test_statements_past_the_session_are_seen_too(engine: sa.Engine, cast: Cast) -> None:
    with engine.begin() as connection:
        connection.execute(sa.update(Todo).values(title="Slates", updated_at=now() + timedelta(seconds=1)))
    assert len(found(engine, cast.deadpond, "slates")) == 4
    assert found(engine, cast.deadpond, "rope") == []
    assert faults(engine) == 0


def test_what_is_out_of_step_is_noticed_and_mended(engine: sa.Engine, cast: Cast) -> None:
    breaks = SQLITE_BREAKS if engine.dialect.name == "sqlite" else POSTGRESQL_BREAKS
    with engine.begin() as connection:
        for statement in breaks:
            connection.exec_driver_sql(statement.format(**vars(cast)))
    assert faults(engine) > 0
    with engine.begin() as connection:
        search_index.rebuild(connection)
    assert faults(engine) == 0
    with engine.begin() as connection:
        connection.execute(sa.update(Todo).where(sa.column("id") == cast.rope).values(title="Bricks"))
    assert found(engine, cast.deadpond, "bricks") == [cast.rope]


def test_words_that_no_trigger_told_of_are_noticed(engine: sa.Engine, cast: Cast) -> None:
    if engine.dialect.name == "postgresql":
        with pytest.raises(sa.exc.ProgrammingError), engine.begin() as connection:
            connection.exec_driver_sql("UPDATE todo SET search_words = ''")  # the database alone computes it
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM search_todo WHERE rowid = 1")
        assert search_index.faults(connection) == 1
        connection.rollback()
