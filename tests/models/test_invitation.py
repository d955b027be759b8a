"""Links that invite to a team: how long and for whom they work, and what is stored of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.access import Access
from app.clock import now
from app.errors import Conflict, Forbidden
from app.history import RecordedSession
from app.models import Hero, Hue, Invitation, InvitationCreate, Role
from app.models.invitation import Lasting
from app.security import digest
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.fixture
def link(cast: Cast, access: Reach) -> Invitation:
    """A link of Deadpond's to Z-Force, for two."""
    mine = access(cast.deadpond)
    return mine.invite(mine.team(cast.z_force), InvitationCreate(uses=2))[0]


@pytest.fixture
def stranger(cast: Cast, session: RecordedSession) -> Hero:
    return session.get_one(Hero, cast.spider_boy)


def test_only_the_digest_of_its_token_is_stored(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    link, path = mine.invite(mine.team(cast.z_force), InvitationCreate())
    token = path.removeprefix("/invitations/")
    assert link.token_digest == digest(token)
    assert not any(token in str(value) for value in link.model_dump().values())
    assert mine.history().changes == []


@pytest.mark.parametrize("days", list(Lasting))
def test_it_works_for_as_long_as_was_chosen(cast: Cast, access: Reach, days: Lasting) -> None:
    mine = access(cast.deadpond)
    link, _ = mine.invite(mine.team(cast.z_force), InvitationCreate(days=days))
    assert timedelta(0) <= now() + timedelta(days=days) - link.expires_at < timedelta(minutes=1)
    assert link.works
    link.expires_at = now()
    assert (link.expired, link.works) == (True, False)


@pytest.mark.parametrize("uses", [0, 51, -1, "many", "1.5", "²"])
def test_it_is_for_one_to_fifty_or_for_any_number(uses: object) -> None:
    with pytest.raises(ValidationError):
        InvitationCreate.model_validate({"uses": uses})
    assert [InvitationCreate.model_validate({"uses": good}).uses for good in ("1", 50, None)] == [1, 50, None]


def test_it_makes_no_owners() -> None:
    with pytest.raises(ValidationError):
        InvitationCreate(role=Role.OWNER)


def test_to_accept_is_to_join_in_its_role_and_spends_a_use(
    link: Invitation, stranger: Hero, cast: Cast, session: RecordedSession
) -> None:
    membership = link.accept(by=stranger)
    session.flush()
    assert (membership.hero_id, membership.team_id, membership.role) == (cast.spider_boy, cast.z_force, Role.MEMBER)
    assert (link.used, link.works) == (1, True)
    assert link.accept(by=stranger) is membership
    assert link.used == 1


def test_the_last_use_is_the_last(link: Invitation, stranger: Hero, cast: Cast, session: RecordedSession) -> None:
    link.accept(by=stranger)
    link.accept(by=session.get_one(Hero, cast.north))
    assert (link.full, link.works) == (True, False)
    session.add(other := Hero(name="Fox", handle="fox", hue=Hue.SKY))
    session.flush()
    with pytest.raises(Conflict):
        link.accept(by=other)
    assert other.role_in(cast.z_force) is None


def test_any_number_of_people_come_where_none_is_given(cast: Cast, access: Reach, stranger: Hero) -> None:
    mine = access(cast.deadpond)
    link, _ = mine.invite(mine.team(cast.z_force), InvitationCreate(uses=None, role=Role.GUEST))
    assert link.accept(by=stranger).role is Role.GUEST
    assert (link.used, link.full, link.works) == (1, False, True)


def test_who_is_on_the_team_keeps_their_role(link: Invitation, cast: Cast, session: RecordedSession) -> None:
    assert link.accept(by=session.get_one(Hero, cast.tarantula)).role is Role.GUEST
    assert link.used == 0


def test_revoked_it_lets_nobody_in(link: Invitation, stranger: Hero, cast: Cast, session: RecordedSession) -> None:
    with pytest.raises(Forbidden):
        link.revoke(by=session.get_one(Hero, cast.rusty_man))
    link.revoke(by=session.get_one(Hero, cast.deadpond))
    first = link.revoked_at
    link.revoke(by=session.get_one(Hero, cast.deadpond))
    assert (link.works, link.revoked_at) == (False, first)
    with pytest.raises(Conflict):
        link.accept(by=stranger)


def test_it_ends_with_the_rights_of_the_one_who_made_it(link: Invitation, cast: Cast, access: Reach) -> None:
    admin = access(cast.north)
    team = admin.team(cast.z_force)
    admin.membership(team, cast.rusty_man).change_role(Role.OWNER, by=admin.hero)
    assert not link.orphaned
    admin.membership(team, cast.deadpond).change_role(Role.MEMBER, by=admin.hero)
    assert (link.orphaned, link.works) == (True, False)


def test_it_rests_while_the_one_who_made_it_is_deactivated(link: Invitation, cast: Cast, access: Reach) -> None:
    admin = access(cast.north)
    maker = admin.known_hero(cast.deadpond)
    admin.deactivate_hero(maker)
    assert (link.orphaned, link.works) == (True, False)
    maker.reactivate(by=admin.hero)
    assert link.works


def test_nobody_is_invited_to_a_private_team(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    (own,) = (link.team for link in mine.hero.memberships if link.team.is_private)
    with pytest.raises(Conflict):
        mine.invite(own, InvitationCreate())


@pytest.mark.parametrize("who", ["rusty_man", "tarantula"])
def test_only_who_leads_the_team_invites(cast: Cast, access: Reach, who: str) -> None:
    theirs = access(getattr(cast, who))
    with pytest.raises(Forbidden):
        theirs.invite(theirs.team(cast.z_force), InvitationCreate())
