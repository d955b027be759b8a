"""What is read of a team stops where the team does: for whoever is not on it, in the trash, and in the archive."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import object_session

from app.access import Access
from app.access.my_day import SOMEDAY, spans
from app.clock import now
from app.database import transaction
from app.errors import Conflict, Forbidden, NotFound
from app.filtering.text import read_text
from app.grammar.search import read_query
from app.history import RecordedSession
from app.models import (
    Comment,
    CommentCreate,
    Hero,
    InvitationCreate,
    Login,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    Team,
)
from app.models.cover import Cover
from app.wording import today
from tests.cast import Cast

Reach = Callable[[int], Access]
Reader = Callable[[Access, Cast], Collection[Any]]


def hero(access: Access, hero_id: int) -> Hero:
    """Anybody, reached or not."""
    session = object_session(access.hero)
    assert session is not None
    return session.get_one(Hero, hero_id)


WHERE_IT_IS_AWAKE: dict[str, Reader] = {
    "columns of a board": lambda mine, cast: mine.teams_board_counts(()),
    "who covers": lambda mine, cast: mine.covers_of(hero(mine, cast.deadpond)),
    "who is away": lambda mine, cast: mine.away([cast.deadpond]),
    "what cover may end": lambda mine, cast: mine.covered_by(hero(mine, cast.deadpond), cast.rusty_man),
    "until when in the directory": lambda mine, cast: [one for one in mine.hero_directory() if one.away_until],
    "what is held": lambda mine, cast: mine.to_hand_over(hero(mine, cast.rusty_man)),
    "load": lambda mine, cast: mine.loads([cast.rusty_man]),
    "my day": lambda mine, cast: mine.my_day_place(spans(today(), 0), SOMEDAY),
    "lines of a hero": lambda mine, cast: mine.hero_lines(hero(mine, cast.rusty_man)),
    "sections in the trash": lambda mine, cast: in_the_trash(mine, "section"),
    "labels in the trash": lambda mine, cast: in_the_trash(mine, "label"),
    "todos in the trash": lambda mine, cast: in_the_trash(mine, "todo"),
    "comments in the trash": lambda mine, cast: in_the_trash(mine, "comment"),
    "views in the trash": lambda mine, cast: in_the_trash(mine, "savedview"),
    "teams to merge another into": lambda mine, cast: mine.team_mergers(own_team(mine)),
    "places of a hero": lambda mine, cast: mine.places([cast.rusty_man])[cast.rusty_man],
}
"""What a member reads of Z-Force, and of no other team."""

WHERE_IT_LIVES: dict[str, Reader] = {
    "row of a todo": lambda mine, cast: list(filter(None, [mine.reached_line(cast.roof)])),
    "picked todos": lambda mine, cast: mine.picked([cast.roof]),
    "what a hero finished": lambda mine, cast: mine.finished_lines(hero(mine, cast.deadpond), 7),
    "what was found": lambda mine, cast: mine.search(read_query("roofer")).todos,
}
"""What is read of it in the archive as well."""
READERS = WHERE_IT_IS_AWAKE | WHERE_IT_LIVES


def in_the_trash(mine: Access, kind: str) -> range:
    return range(mine.trash_counts().get(kind, 0))


def own_team(mine: Access) -> Team:
    return next(link.team for link in mine.hero.memberships if link.team.is_private)


@pytest.fixture
def z_force(cast: Cast, access: Reach, session: RecordedSession) -> Team:
    """With everything that is to be read of it."""
    owner = access(cast.deadpond)
    team = owner.team(cast.z_force)
    link = next(link for link in owner.hero.memberships if link.team_id == team.id)
    Cover.arrange(link, hero(owner, cast.rusty_man), now().date() + timedelta(days=3), by=owner.hero)
    said = Comment.write(owner.todo(cast.roof), CommentCreate(body="Soon."), by=owner.hero)
    view = SavedView.add(team, SavedViewCreate(name="Ours", query="label:none"), by=owner.hero, list_of=team)
    owner.add(said, view)
    session.flush()
    owner.todo(cast.gutters).close(by=owner.hero)
    gone = (owner.section(team, cast.doing), owner.label(team, cast.gear), owner.todo(cast.rope), said, view)
    for record in gone:
        record.trash(by=owner.hero)
    session.flush()
    return team


@pytest.mark.parametrize(
    ("read", "end"), [*((read, "trash") for read in READERS), *((read, "archive") for read in WHERE_IT_IS_AWAKE)]
)
def test_a_team_that_is_away_is_read_no_more(
    read: str, end: str, z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    before = len(READERS[read](mine, cast))
    getattr(z_force, end)(by=mine.hero)
    session.flush()
    assert len(READERS[read](mine, cast)) == before - 1


@pytest.mark.parametrize("read", WHERE_IT_LIVES)
def test_the_archive_is_there_to_read(
    read: str, z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    z_force.archive(by=mine.hero)
    session.flush()
    assert READERS[read](mine, cast)


@pytest.mark.parametrize("read", READERS)
def test_nobody_reads_of_a_team_that_they_are_not_on(read: str, z_force: Team, cast: Cast, access: Reach) -> None:
    own = {"columns of a board": 2, "teams to merge another into": 1}
    assert len(READERS[read](access(cast.spider_boy), cast)) == own.get(read, 0)


@pytest.mark.parametrize("table", [Comment, Section])
def test_what_lies_in_the_trash_is_reached_while_its_team_lives(
    table: type[Any], z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    (record_id,) = session.scalars(sa.select(table.id).where(table.trashed_at.is_not(None)))
    assert access(cast.rusty_man).with_trash(table, record_id)
    with pytest.raises(NotFound):
        access(cast.spider_boy).with_trash(table, record_id)
    z_force.trash(by=access(cast.deadpond).hero)
    session.flush()
    with pytest.raises(NotFound):
        access(cast.rusty_man).with_trash(table, record_id)


def test_the_trash_shows_only_heroes_who_are_known(
    z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    hero(mine, cast.rusty_man).trash(by=mine.hero)
    session.flush()
    assert list(in_the_trash(mine, "hero")) == [0]
    z_force.trash(by=mine.hero)
    session.flush()
    assert not in_the_trash(mine, "hero")


def test_the_archive_shows_what_is_reached(z_force: Team, cast: Cast, access: Reach, session: RecordedSession) -> None:
    z_force.archive(by=access(cast.deadpond).hero)
    session.flush()
    assert [team.id for team in access(cast.tarantula).archived_teams()] == [cast.z_force]
    assert access(cast.spider_boy).archived_teams() == []


def test_no_page_begins_behind_what_is_not_reached(
    z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    stranger = access(cast.spider_boy)
    team = stranger.team(cast.preventers)
    team.archive(by=stranger.hero)
    for name in ("Aerie", "Zoo"):
        z_force.name = name
        session.flush()
        assert stranger.archived_teams(after=cast.z_force) == stranger.archived_teams(after=99_999_999), name


@pytest.mark.parametrize("words", ["label:house", "team:Z-Force"])
def test_a_filter_knows_no_name_from_where_nobody_reaches(
    words: str, z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    told = read_text(words)
    assert not access(cast.rusty_man).narrowing(told).misread
    assert access(cast.spider_boy).narrowing(told).misread
    z_force.trash(by=access(cast.deadpond).hero)
    session.flush()
    assert access(cast.rusty_man).narrowing(told).misread


def test_what_was_done_is_counted_where_the_viewer_reaches(
    z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    owner = access(cast.deadpond)
    seen = {name: access(getattr(cast, name)).finished_count(cast.deadpond, 7) for name in ("tarantula", "spider_boy")}
    assert seen == {"tarantula": 1, "spider_boy": 0}
    z_force.trash(by=owner.hero)
    session.flush()
    assert access(cast.tarantula).finished_count(cast.deadpond, 7) == 0


def test_an_admin_oversees_no_team_that_lies_in_the_trash(
    z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    owner = access(cast.deadpond)
    owner.invite(z_force, InvitationCreate())
    session.flush()
    admin = access(cast.north)
    assert {one.id for one in admin.team_states()} == {cast.z_force, cast.preventers}
    assert [one.team_id for one in admin.working_invitations()] == [cast.z_force]
    z_force.trash(by=owner.hero)
    session.flush()
    assert {one.id for one in admin.team_states()} == {cast.preventers}
    assert not admin.working_invitations()


def test_a_heros_past_is_told_where_the_viewer_reaches(cast: Cast, engine: sa.Engine, access: Reach) -> None:
    with transaction(engine) as session:
        owner = Access(session, session.get_one(Hero, cast.deadpond))
        session.info["actor_id"] = cast.deadpond
        link = next(one for one in owner.team(cast.z_force).memberships if one.hero_id == cast.rusty_man)
        link.change_role(Role.OWNER, by=owner.hero)
    assert _links_in_past(access(cast.tarantula), cast)
    assert not _links_in_past(access(cast.spider_boy), cast)


def _links_in_past(mine: Access, cast: Cast) -> list[Any]:
    return [one for one in mine.past_of_hero(hero(mine, cast.rusty_man)) if one.change.entity == "membership"]


def test_a_hero_is_merged_only_into_those_who_are_known(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    assert [one.id for one in mine.mergers(hero(mine, cast.tarantula))] == [cast.deadpond, cast.rusty_man]


def test_only_an_admin_takes_a_second_factor_off(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    with pytest.raises(Forbidden):
        mine.take_second_factor_off(hero(mine, cast.rusty_man))


@pytest.mark.parametrize("end", ["dismiss", "trash_hero"])
def test_who_may_not_end_an_office_is_not_told_who_is_the_last_admin(end: str, cast: Cast, access: Reach) -> None:
    north = hero(access(cast.north), cast.north)
    with pytest.raises(Conflict):
        getattr(access(cast.north), end)(north)
    with pytest.raises(Forbidden):
        getattr(access(cast.deadpond), end)(north)


def test_an_admin_who_may_not_come_in_does_not_count(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.north)
    other = hero(mine, cast.deadpond)
    session.add(Login.claim(other, "dead@pond.example", "chimichanga time"))
    other.appoint(by=mine.hero)
    session.flush()
    assert not mine.is_last_admin(mine.hero)
    other.deactivated_at = now()
    session.flush()
    assert mine.is_last_admin(mine.hero)
