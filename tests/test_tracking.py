"""Every change to what people write is in the history, once per step and row, with the values before and after."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app import models
from app.access import Access
from app.history import BOOKKEEPING, RecordedSession, commit, plain
from app.models import (
    Comment,
    CommentCreate,
    Todo,
    TodoCreate,
)
from app.models.base import Row
from tests.cast import Cast
from tests.dump import dump
from tests.tracked import RANK, STEPS, comment, label, section

UNTRACKED = {
    "attempt",
    "change",
    "change_set",
    "epoch",
    "form_key",
    "half_sign_in",
    "invitation",
    "known_browser",
    "login",
    "one_time_link",
    "passkey",
    "passkey_challenge",
    "picture",
    "recovery_code",
    "second_factor",
    "sign_in",
    "sign_in_try",
}
"""The history itself, secrets, what keeps house for itself, and what never changes."""
SECRET = ("password", "token", "digest", "hash", "secret", "email")

CLASSES: dict[str, Any] = {one.__tablename__: one for one in vars(models).values() if hasattr(one, "__table__")}
TRACKED = set(CLASSES) - UNTRACKED


@pytest.fixture
def mine(cast: Cast, session: RecordedSession, access: Callable[[int], Access]) -> Access:
    """What Deadpond reaches, with one comment of his below a todo."""
    reached = access(cast.deadpond)
    reached.add(Comment.write(reached.todo(cast.roof), CommentCreate(body="Soon."), by=reached.hero))
    commit(session)
    return reached


def seen(engine: sa.Engine) -> dict[tuple[str, str], dict[str, object]]:
    """The recorded fields of every tracked row, as the history writes them."""
    return {
        (table, ",".join(str(part) for part in key)): {
            name: plain(value) for name, value in row.items() if name not in BOOKKEEPING
        }
        for table, rows in dump(engine, UNTRACKED).items()
        for key, row in rows.items()
    }


def told(engine: sa.Engine) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All change sets and all changes, the oldest first."""
    history = dump(engine, TRACKED)
    return (
        [history["change_set"][key] for key in sorted(history["change_set"])],
        [history["change"][key] for key in sorted(history["change"])],
    )


def check_step(engine: sa.Engine, session: RecordedSession, do: Callable[[], object], kinds: dict[str, int]) -> None:
    """Do it, and compare what the tables show with what the history tells."""
    rows, (sets, changes) = seen(engine), told(engine)
    do()
    commit(session)
    now, (sets_now, changes_now) = seen(engine), told(engine)
    (step,) = sets_now[len(sets) :]
    entries = changes_now[len(changes) :]
    assert step["counts"] == kinds
    assert {entry["change_set_id"] for entry in entries} == {step["id"]}
    assert len(entries) == len({(entry["entity"], entry["row_key"]) for entry in entries}) == sum(kinds.values())
    for entry in entries:
        key = (entry["entity"], entry["row_key"])
        before, after = rows.pop(key, {}), now.pop(key, {})
        fields = {name for name in before | after if before.get(name) != after.get(name) or not (before and after)}
        assert entry["before"] == {name: before[name] for name in fields & set(before)}
        assert entry["after"] == {name: after[name] for name in fields & set(after)}
    assert rows == now


def test_each_table_is_tracked_or_left_out_on_purpose() -> None:
    assert {table.name for table in SQLModel.metadata.sorted_tables} == set(CLASSES)
    assert {name for name, one in CLASSES.items() if not one.tracked} == UNTRACKED


@pytest.mark.parametrize("entity", sorted(TRACKED))
def test_each_tracked_row_has_words_and_teams_and_no_secret(entity: str) -> None:
    one = CLASSES[entity]
    columns = set(one.__table__.columns.keys())
    assert issubclass(one, Row)
    assert columns & {"name", "title"} or one.history_subject is not Row.history_subject
    assert "team_id" in columns or one.history_teams is not Row.history_teams
    assert [name for name in columns if any(word in name for word in SECRET)] == []


def test_the_steps_below_are_all_there_are() -> None:
    told_of = {kind for _, kinds in STEPS.values() for kind in kinds}
    links = {"membership", "cover", "assignment", "todo_label", "todo_block", "todo_relation"}
    ways = {name: ("created", "removed") if name in links else ("created", "changed", "trashed") for name in TRACKED}
    assert {f"{name}.{kind}" for name, kinds in ways.items() for kind in kinds} <= told_of


def test_the_history_tells_exactly_what_the_tables_show(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    for step, kinds in STEPS.values():
        check_step(engine, session, partial(step, mine, cast), kinds)


def test_what_comes_back_is_as_it_was(mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession) -> None:
    before = seen(engine)
    records: dict[str, Any] = {
        "hero": mine.known_hero(cast.rusty_man),
        "team": mine.team(cast.z_force),
        "section": section(mine, cast),
        "label": label(mine, cast),
        "todo": mine.todo(cast.rope),
        "comment": comment(mine, cast),
    }
    for entity, record in records.items():
        record.trash(by=mine.hero)
        commit(session)
        assert record.trashed_by == told(engine)[0][-1]["id"]
        check_step(engine, session, partial(record.restore, mine.hero), {f"{entity}.restored": 1})
    assert seen(engine) == before


def test_a_step_that_changes_nothing_is_not_told(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    before = dump(engine)
    mine.todo(cast.roof).reopen(by=mine.hero)
    mine.todo(cast.roof).edit({"title": "Call the roofer"}, by=mine.hero)
    commit(session)
    assert dump(engine) == before


def revisions(engine: sa.Engine) -> dict[Any, Any]:
    return {key: row["revision"] for key, row in dump(engine)["team"].items()}


def test_each_step_raises_the_revision_of_its_team_by_one(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    for name in ("a todo is done", "a label is renamed", "a label is taken off", "a guest leaves with a todo in hand"):
        before = revisions(engine)
        STEPS[name][0](mine, cast)
        commit(session)
        assert revisions(engine) == before | {(cast.z_force,): before[cast.z_force,] + 1}


def test_a_step_is_named_by_what_it_was_done_to(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    house = Todo.add(mine.team(cast.z_force), TodoCreate(title="Mend the house"), rank=RANK, by=mine.hero)
    mine.add(house)
    mine.todo(cast.roof).nest(house, RANK, by=mine.hero, branch=mine.branch(mine.todo(cast.roof)))
    commit(session)
    house.close(by=mine.hero, along_with=mine.branch(house))
    commit(session)
    assert told(engine)[0][-1]["subject"] == "Mend the house"
    assert told(engine)[0][-1]["counts"] == {"todo.closed": 4}
