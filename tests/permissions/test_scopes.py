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
from app.errors import Conflict, Forbidden
from app.filtering.text import read_text
from app.history import RecordedSession
from app.models import Hero, InvitationCreate, Login, Role, Team
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
    "places of a hero": lambda mine, cast: mine.places([cast.rusty_man])[cast.rusty_man],
}
"""What a member reads of Z-Force, and of no other team."""


@pytest.fixture
def z_force(cast: Cast, access: Reach, session: RecordedSession) -> Team:
    """With everything that is to be read of it."""
    owner = access(cast.deadpond)
    team = owner.team(cast.z_force)
    link = next(link for link in owner.hero.memberships if link.team_id == team.id)
    Cover.arrange(link, hero(owner, cast.rusty_man), now().date() + timedelta(days=3), by=owner.hero)
    session.flush()
    return team


@pytest.mark.parametrize("read", WHERE_IT_IS_AWAKE)
@pytest.mark.parametrize("end", ["trash", "archive"])
def test_a_team_that_is_away_is_read_no_more(
    read: str, end: str, z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    before = len(WHERE_IT_IS_AWAKE[read](mine, cast))
    getattr(z_force, end)(by=mine.hero)
    session.flush()
    assert len(WHERE_IT_IS_AWAKE[read](mine, cast)) == before - 1


@pytest.mark.parametrize("read", WHERE_IT_IS_AWAKE)
def test_nobody_reads_of_a_team_that_they_are_not_on(
    read: str, z_force: Team, cast: Cast, access: Reach, session: RecordedSession
) -> None:
    own = len(WHERE_IT_IS_AWAKE["columns of a board"](access(cast.north), cast))
    mine = access(cast.spider_boy)
    expected = own + 1 if read == "columns of a board" else 0
    assert len(WHERE_IT_IS_AWAKE[read](mine, cast)) == expected


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
    owner.todo(cast.rope).close(by=owner.hero)
    session.flush()
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


def test_who_may_not_dismiss_is_not_told_who_is_the_last_admin(
    cast: Cast, access: Reach, session: RecordedSession
) -> None:
    north = hero(access(cast.north), cast.north)
    with pytest.raises(Conflict):
        access(cast.north).dismiss(north)
    with pytest.raises(Forbidden):
        access(cast.deadpond).dismiss(north)


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
