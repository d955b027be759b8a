"""Deleting takes along exactly what the preview said, restoring brings it all back, purging leaves nothing behind."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.history import RecordedSession
from app.models import Comment, CommentCreate, Hero, HeroCreate, Label, LabelCreate, Role, Section, SectionCreate, Team
from app.models.order import ranks_after
from app.models.team import TeamCreate
from app.models.todo import Todo, TodoCreate
from tests.cast import Cast

Client = Callable[..., TestClient]
UNCOUNTED = frozenset({"change", "change_set", "sign_in", "form_key"})
BOOKKEEPING = frozenset({"revision", "version", "updated_at"})
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Big:
    """Ids of a team with 2 sections, 100 todos on 3 levels, 3 labels, 5 memberships, 20 comments, 10 assignments."""

    owner: int
    newcomer: int
    team: int
    section: int
    label: int
    top: int


@pytest.fixture
def big(cast: Cast, engine: sa.Engine) -> Big:
    """The team, beside the cast's own."""
    with transaction(engine) as session:
        return _build(session, session.get_one(Hero, cast.deadpond), cast)


def _build(session: RecordedSession, owner: Hero, cast: Cast) -> Big:
    access = Access(session, owner)
    team = Team.add(TeamCreate(name="Avengers"), by=owner)
    access.add(team)
    newcomer = Hero.introduce(HeroCreate(name="Dana Levi"), handle="dana")
    access.add(newcomer)
    access.add(Team.own(newcomer))
    heroes = [session.get_one(Hero, one) for one in (cast.rusty_man, cast.tarantula, cast.spider_boy)]
    for hero in (*heroes, newcomer):
        team.enlist(hero, Role.MEMBER, by=owner)
    sections = [
        Section.add(team, SectionCreate(name=name), rank=rank, by=owner)
        for name, rank in zip(("Up next", "On it"), ranks_after(None, 2), strict=True)
    ]
    labels = [Label.add(team, LabelCreate(name=name), by=owner) for name in ("house", "gear", "press")]
    access.add(*sections, *labels)
    todos = _todos(access, team, sections)
    for number, todo in enumerate(todos[:30]):
        todo.put_label(labels[number % 3], by=owner)
    for todo in todos[:10]:
        todo.assign(newcomer, by=owner)
    for todo in todos[:20]:
        access.add(Comment.write(todo, CommentCreate(body="Soon."), by=owner))
    return Big(owner.id, newcomer.id, team.id, sections[0].id, labels[0].id, todos[0].id)


def _todos(access: Access, team: Team, sections: list[Section]) -> list[Todo]:
    """10 todos with 3 sub-todos each, with 2 below each of these: 10 + 30 + 60."""

    def add(title: str, rank: str, section: Section | None, parent: Todo | None) -> Todo:
        todo = Todo.add(team, TodoCreate(title=title), rank=rank, by=access.hero, section=section, parent=parent)
        access.add(todo)
        return todo

    tops = [add(f"Top {n}", rank, sections[n % 2], None) for n, rank in enumerate(ranks_after(None, 10))]
    subs = [add(f"{top.title}.{n}", rank, None, top) for top in tops for n, rank in enumerate(ranks_after(None, 3))]
    leaves = [add(f"{sub.title}.{n}", rank, None, sub) for sub in subs for n, rank in enumerate(ranks_after(None, 2))]
    for todo in leaves[:40]:
        todo.close(by=access.hero)
    return [*tops, *subs, *leaves]


def rows(engine: sa.Engine) -> Rows:
    """Every row of every table that people write, without bookkeeping."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(*_columns(table)))), key=repr)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in UNCOUNTED
        }


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.name not in BOOKKEEPING]


@contextmanager
def unchanged(engine: sa.Engine) -> Iterator[None]:
    """Holds if the block leaves every row as it was."""
    before = rows(engine)
    yield
    assert rows(engine) == before


def delete(browser: TestClient, path: str) -> str:
    """Delete what is at the path. Returns the step that did it."""
    return step_of(browser.post(f"{path}?_method=DELETE"))


def step_of(answer: Any) -> str:
    """The step that an answer tells about."""
    assert answer.status_code == 303, answer.text
    return str(parse_qs(urlsplit(answer.headers["location"]).query)["did"][0])


def figures(text: str) -> dict[str, int]:
    """The figures of a preview by what they count."""
    return {words: int(n) for n, words in re.findall(r'<span class="num">(\d+)</span><span>([a-z -]+?) ?<', text)}


def test_the_preview_of_a_team_counts_what_is_there(big: Big, client: Client) -> None:
    page = client(big.owner).get(f"/teams/{big.team}/deletion")
    assert figures(page.text) == {"todos": 100, "sections": 2, "comments": 20, "labels": 3, "assignments": 10}
    assert "60 of them open, 90 of them sub-todos" in page.text
    assert "5 heroes lose this team. Dana will then be on no team" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/teams/{team}",
        "/teams/{team}/sections/{section}",
        "/teams/{team}/labels/{label}",
        "/todos/{top}",
        "/heroes/{newcomer}",
    ],
)
def test_undo_brings_every_value_back(big: Big, client: Client, engine: sa.Engine, path: str) -> None:
    browser = client(big.owner)
    with unchanged(engine):
        step = delete(browser, path.format(**vars(big)))
        back = step_of(browser.post(f"/trash/{step}/restoration"))
        assert " back" in browser.get(f"/trash?did={back}").text


def test_a_deleted_team_is_nowhere(big: Big, client: Client) -> None:
    browser = client(big.owner)
    delete(browser, f"/teams/{big.team}")
    for path in (
        "/teams/{team}",
        "/teams/{team}/deletion",
        "/teams/{team}/roster",
        "/teams/{team}/labels",
        "/teams/{team}/sections",
        "/teams/{team}/sections/{section}/deletion",
        "/teams/{team}/labels/{label}/deletion",
        "/todos/{top}",
        "/todos/{top}/deletion",
    ):
        assert browser.get(path.format(**vars(big))).status_code == 404, path
    page = browser.get("/teams")
    assert "Z-Force" in page.text
    assert "Avengers" not in page.text.split('id="toasts"')[0]
    assert f"/todos/{big.top}" not in browser.get(f"/heroes/{big.newcomer}").text


def test_a_purged_team_leaves_no_row_and_takes_none_of_another(big: Big, client: Client, engine: sa.Engine) -> None:
    with_team = rows(engine)
    browser = client(big.owner)
    step = delete(browser, f"/teams/{big.team}")
    assert figures(browser.get(f"/trash/{step}/deletion").text)["todos"] == 100
    assert browser.post(f"/trash/{step}?_method=DELETE").status_code == 303
    left = rows(engine)
    lost = {name: len(with_team[name]) - len(left[name]) for name in left if len(with_team[name]) != len(left[name])}
    assert lost == {
        "team": 1,
        "section": 2,
        "label": 3,
        "membership": 5,
        "todo": 100,
        "todo_label": 30,
        "assignment": 10,
        "comment": 20,
    }
    assert all({*map(repr, left[name])} <= {*map(repr, with_team[name])} for name in left)  # lists cannot be hashed
    with engine.connect() as connection:
        changes = SQLModel.metadata.tables["change"]
        assert not connection.execute(sa.select(changes).where(changes.c.team_id == big.team)).all()
