"""Every change to what people write is in the history, once per step and row, with the values before and after."""

from collections.abc import Callable
from datetime import date
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
    Hero,
    HeroCreate,
    Label,
    LabelCreate,
    Role,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Theme,
    Todo,
    TodoCreate,
)
from app.models.base import Row
from app.models.order import ranks_after
from tests.cast import Cast
from tests.dump import dump

UNTRACKED = {"attempt", "change", "change_set", "form_key", "login", "one_time_link", "sign_in"}
"""The history itself, secrets, and what keeps house for itself."""
SECRET = ("password", "token", "digest", "hash", "secret", "email")

CLASSES: dict[str, Any] = {one.__tablename__: one for one in vars(models).values() if hasattr(one, "__table__")}
TRACKED = set(CLASSES) - UNTRACKED

Step = tuple[Callable[[Access, Cast], object], dict[str, int]]
RANK = ranks_after("a9", 1)[0]


def comment(mine: Access, cast: Cast) -> Comment:
    return next(iter(mine.todo(cast.roof).comments))


STEPS: dict[str, Step] = {
    "a hero is made": (
        lambda mine, _: mine.add(Hero.add(HeroCreate(name="New"), handle="new", by=mine.hero)),
        {"hero.created": 1},
    ),
    "a hero gets another title": (lambda mine, _: mine.hero.edit({"title": "Lead"}, by=mine.hero), {"hero.changed": 1}),
    "a hero prefers the dark": (lambda mine, _: mine.hero.choose_theme(Theme.DARK, by=mine.hero), {"hero.changed": 1}),
    "a team is made": (
        lambda mine, _: mine.add(Team.add(TeamCreate(name="New"), by=mine.hero)),
        {"team.created": 1, "membership.created": 1},
    ),
    "a team is renamed": (
        lambda mine, cast: mine.team(cast.z_force).edit({"name": "X-Force"}, by=mine.hero),
        {"team.changed": 1},
    ),
    "a hero joins": (
        lambda mine, cast: mine.team(cast.z_force).enlist(_stranger(mine, cast), Role.MEMBER, by=mine.hero),
        {"membership.created": 1},
    ),
    "a guest becomes a member": (
        lambda mine, cast: _membership(mine, cast).change_role(Role.MEMBER, by=mine.hero),
        {"membership.changed": 1},
    ),
    "a section is made": (
        lambda mine, cast: mine.add(
            Section.add(mine.team(cast.z_force), SectionCreate(name="New"), rank=RANK, by=mine.hero)
        ),
        {"section.created": 1},
    ),
    "a section is renamed": (
        lambda mine, cast: _section(mine, cast).edit({"name": "Later"}, by=mine.hero),
        {"section.changed": 1},
    ),
    "a label is made": (
        lambda mine, cast: mine.add(Label.add(mine.team(cast.z_force), LabelCreate(name="new"), by=mine.hero)),
        {"label.created": 1},
    ),
    "a label is renamed": (
        lambda mine, cast: _label(mine, cast).edit({"name": "home"}, by=mine.hero),
        {"label.changed": 1},
    ),
    "a todo is made": (
        lambda mine, cast: mine.add(
            Todo.add(mine.team(cast.z_force), TodoCreate(title="New"), rank=RANK, by=mine.hero)
        ),
        {"todo.created": 1},
    ),
    "a todo is edited": (
        lambda mine, cast: mine.todo(cast.roof).edit(
            {"title": "Call again", "due_on": date(2026, 5, 29)}, by=mine.hero
        ),
        {"todo.changed": 1},
    ),
    "a todo is done": (lambda mine, cast: mine.todo(cast.rope).close(by=mine.hero), {"todo.closed": 1}),
    "a branch is done": (
        lambda mine, cast: mine.todo(cast.roof).close(by=mine.hero, along_with=mine.branch(mine.todo(cast.roof))),
        {"todo.closed": 3},
    ),
    "a todo moves": (lambda mine, cast: mine.todo(cast.roof).move(None, RANK, by=mine.hero), {"todo.moved": 1}),
    "a todo is given to somebody": (
        lambda mine, cast: mine.todo(cast.rope).assign(mine.hero, by=mine.hero),
        {"assignment.created": 1},
    ),
    "a todo is taken back": (
        lambda mine, cast: mine.todo(cast.roof).unassign(mine.hero, by=mine.hero),
        {"assignment.removed": 1},
    ),
    "something is said": (
        lambda mine, cast: mine.add(Comment.write(mine.todo(cast.rope), CommentCreate(body="Hm."), by=mine.hero)),
        {"comment.created": 1},
    ),
    "something is said otherwise": (
        lambda mine, cast: comment(mine, cast).edit({"body": "Well."}, by=mine.hero),
        {"comment.changed": 1},
    ),
    "a label is put on": (
        lambda mine, cast: mine.todo(cast.rope).put_label(_label(mine, cast), by=mine.hero),
        {"todo_label.created": 1},
    ),
    "a label is taken off": (
        lambda mine, cast: mine.todo(cast.roof).take_label(_label(mine, cast), by=mine.hero),
        {"todo_label.removed": 1},
    ),
    "a label goes": (lambda mine, cast: _label(mine, cast).trash(by=mine.hero), {"label.trashed": 1}),
    "a section goes": (lambda mine, cast: _section(mine, cast).trash(by=mine.hero), {"section.trashed": 1}),
    "something said goes": (lambda mine, cast: comment(mine, cast).trash(by=mine.hero), {"comment.trashed": 1}),
    "a guest leaves with a todo in hand": (
        lambda mine, cast: _membership(mine, cast).end(by=mine.hero),
        {"membership.removed": 1, "assignment.removed": 1},
    ),
    "a hero goes": (lambda mine, cast: mine.known_hero(cast.rusty_man).trash(by=mine.hero), {"hero.trashed": 1}),
    "a todo goes": (lambda mine, cast: mine.todo(cast.rope).trash(by=mine.hero), {"todo.trashed": 1}),
    "a team goes": (lambda mine, cast: mine.team(cast.z_force).trash(by=mine.hero), {"team.trashed": 1}),
}
"""They are taken one after the other: what goes for good comes last."""


def _stranger(mine: Access, cast: Cast) -> Hero:
    return mine._session.get_one(Hero, cast.spider_boy)


def _membership(mine: Access, cast: Cast) -> Any:
    return mine.membership(mine.team(cast.z_force), cast.tarantula)


def _section(mine: Access, cast: Cast) -> Section:
    return mine.section(mine.team(cast.z_force), cast.backlog)


def _label(mine: Access, cast: Cast) -> Label:
    return mine.label(mine.team(cast.z_force), cast.house)


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
    links = {"membership", "assignment", "todo_label"}
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
        "section": _section(mine, cast),
        "label": _label(mine, cast),
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
    team = (cast.z_force,)
    for name in ("a todo is done", "a label is renamed", "a label is taken off", "a guest leaves with a todo in hand"):
        before = revisions(engine)
        STEPS[name][0](mine, cast)
        commit(session)
        assert revisions(engine) == before | {team: before[team] + 1}


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
