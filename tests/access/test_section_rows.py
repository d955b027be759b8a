"""Sections of a list, read one by one: the same as if all of the team were read and sorted."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from starlette.testclient import TestClient

from app.access import Access
from app.access.paging import PAGE
from app.clock import now
from app.database import transaction
from app.filtering.text import read_text
from app.models import Section, Team, Todo
from app.wording import COUNTED, so_many
from tests.cast import Cast
from tests.crowd import crowd

Reach = Callable[[int], Access]
SEED, MANY = 7, 600


@pytest.fixture
def mixed(session: Session, cast: Cast, access: Reach) -> Access:
    """Very many todos in places that repeat, of every state, in every section, one of which goes to the trash."""
    mine, chance = access(cast.deadpond), random.Random(SEED)
    team = mine.team(cast.z_force)
    states = [None, now() - timedelta(hours=2), now() - timedelta(days=3)]
    stamps = {
        "created_at": now(),
        "updated_at": now(),
        "version": 1,
        "team_id": team.id,
        "notes": "",
        "priority": "low",
    }
    rows = [
        stamps
        | {
            "title": f"Number {n}",
            "section_id": chance.choice([None, cast.backlog, cast.doing]),
            "rank": chance.choice("ABCabc"),
            "completed_at": chance.choice(states),
            "parent_id": chance.choice([None, None, None, cast.roof]),
        }
        for n in range(MANY)
    ]
    session.execute(sa.insert(Todo), rows)
    mine.section(team, cast.doing).trash(by=mine.hero)
    session.flush()
    return mine


def plain(session: Session, cast: Cast, *, done: bool) -> dict[int | None, list[int]]:
    """What each place of the list has in its order."""
    ranks = {row.id: row.rank for row in session.scalars(sa.select(Section)) if not row.trashed}
    since = now().replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    found: defaultdict[int | None, list[Todo]] = defaultdict(list)
    for todo in session.scalars(sa.select(Todo).where(col(Todo.team_id) == cast.z_force)):
        lasts = done or todo.completed_at is None or todo.completed_at > since
        if lasts and todo.parent_id is None and not todo.trashed:
            found[todo.section_id if todo.section_id in ranks else None].append(todo)
    places = sorted(found, key=lambda place: ranks.get(place or 0, ""))
    return {
        place: [todo.id for todo in sorted(found[place], key=lambda todo: (todo.rank, todo.id))] for place in places
    }


def paged(mine: Access, team: Team, place: int | None, *, done: bool) -> list[int]:
    """A section to its end, page by page."""
    seen: list[int] = []
    page: Sequence[Any] = mine.section_lines(team, place, done=done)
    while page:
        seen += [line.id for line in page]
        page = mine.section_lines(team, place, done=done, after=(page[-1].rank, page[-1].id))
    return seen


@pytest.mark.parametrize("done", [False, True])
def test_lists_boards_and_counts_are_those_of_the_whole_team(
    mixed: Access, cast: Cast, session: Session, done: bool
) -> None:
    team, wanted = mixed.team(cast.z_force), plain(session, cast, done=done)
    assert len(wanted[None]) > 2 * PAGE
    assert {line.section_id for line in mixed.board_lines(team, done=done)} == {None, cast.backlog}
    assert mixed.section_counts(team, done=done) == {place: len(ids) for place, ids in wanted.items()}
    every = [id for ids in wanted.values() for id in ids]
    assert [line.id for line in mixed.team_lines(team, done=done)] == every[:PAGE]
    cards = mixed.board_lines(team, done=done)
    for place, ids in wanted.items():
        assert [line.id for line in cards if line.section_id == place] == ids[:PAGE]
        assert paged(mixed, team, place, done=done) == ids


def test_open_counts_leave_out_what_was_done_lately(mixed: Access, cast: Cast, session: Session) -> None:
    team = mixed.team(cast.z_force)
    is_open = {todo.id for todo in session.scalars(sa.select(Todo)) if todo.completed_at is None}
    wanted = {place: len(is_open.intersection(ids)) for place, ids in plain(session, cast, done=False).items()}
    assert mixed.open_counts(team) == wanted


def test_a_page_goes_over_from_a_short_section_to_the_next(cast: Cast, engine: sa.Engine, access: Reach) -> None:
    crowd(engine, cast, 400)
    with transaction(engine) as session:
        few = sa.select(col(Todo.id)).where(col(Todo.section_id) == cast.backlog, col(Todo.completed_at).is_(None))
        rest = list(session.scalars(few.order_by(col(Todo.rank)).offset(5)))
        session.execute(sa.update(Todo).where(col(Todo.id).in_(rest)).values(section_id=cast.doing))
    mine = access(cast.deadpond)
    lines = mine.team_lines(mine.team(cast.z_force), done=False)
    assert [line.section_id for line in lines] == [cast.backlog] * 5 + [cast.doing] * (PAGE - 5)


def test_more_than_a_thousand_are_not_counted(
    cast: Cast, engine: sa.Engine, client: Callable[..., TestClient], access: Reach
) -> None:
    crowd(engine, cast, 8 * COUNTED)
    mine = access(cast.deadpond)
    counts = mine.section_counts(mine.team(cast.z_force), done=True)
    assert counts == {cast.backlog: COUNTED + 1, cast.doing: COUNTED + 1}
    page = client(cast.deadpond).get(f"/teams/{cast.z_force}").text
    assert f'id="group-{cast.backlog}-count">1,000+</span>' in page
    assert f'id="side-count-{cast.z_force}">1,000+<span' in page
    board = client(cast.deadpond).get("/board").text
    assert '<span class="num">1,000+</span>' in board
    assert "950+ more on its own board" in board
    cards = client(cast.deadpond).get("/teams").text
    assert "1,000+ open" in cards


def test_a_count_is_said_as_far_as_it_goes() -> None:
    assert [so_many(n) for n in (0, 12, COUNTED, COUNTED + 1)] == ["0", "12", "1,000", "1,000+"]
    assert so_many(951, 950) == "950+"


@pytest.mark.parametrize("asked", ["label:house", "label:house state:all", "assignee:rusty-man", "-label:gear"])
def test_a_narrowed_list_is_the_same_however_it_is_read(
    cast: Cast, engine: sa.Engine, access: Reach, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    crowd(engine, cast, 800)
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    narrowing = mine.narrowing(read_text(asked), team)
    whole = mine.listing(narrowing, team)
    monkeypatch.setattr("app.access.listing.COUNTED", 20)
    crowded = mine.listing(narrowing, team)
    assert (whole.crowded, crowded.crowded) == (False, True)
    headings = mine.headings(whole)
    assert len(headings) > 1
    assert [one[:2] for one in mine.headings(crowded)] == [one[:2] for one in headings]
    assert mine.first_lines(crowded) == mine.first_lines(whole)
    for heading in headings:
        after: int | None = None
        while page := mine.more_lines(whole, heading.key, after):
            assert mine.more_lines(crowded, heading.key, after) == page
            after = page[-1].id
        assert not mine.more_lines(crowded, heading.key, after)
    assert list(mine.more_lines(crowded, cast.backlog, cast.spider_web)) == []
