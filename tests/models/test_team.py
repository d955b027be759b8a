"""Teams, and who is on them in which role."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Conflict, Forbidden
from app.history import RecordedSession
from app.models import Role, Team, TeamCreate
from tests.cast import Cast

Reach = Callable[[int], Access]


def test_who_makes_a_team_owns_it(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    team = Team.add(TeamCreate(name="Choir"), by=mine.hero)
    mine.add(team)
    assert mine.hero.role_in(team.id) is Role.OWNER


def test_everybody_has_a_private_team_that_nobody_joins(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    own = next(link.team for link in mine.hero.memberships if link.team.is_private)
    assert own.private_to == cast.deadpond
    with pytest.raises(Conflict, match="private"):
        own.enlist(mine.known_hero(cast.rusty_man), Role.MEMBER, by=mine.hero)


def test_an_owner_edits_the_team_and_a_member_does_not(cast: Cast, access: Reach) -> None:
    access(cast.deadpond).team(cast.z_force).edit({"name": "Y-Force"}, by=access(cast.deadpond).hero)
    team = access(cast.rusty_man).team(cast.z_force)
    assert team.name == "Y-Force"
    with pytest.raises(Forbidden, match="Ask Deadpond"):
        team.edit({"name": "X-Force"}, by=access(cast.rusty_man).hero)


def test_nobody_is_sent_to_an_owner_who_cannot_come_in(cast: Cast, access: Reach) -> None:
    admin = access(cast.north)
    admin.known_hero(cast.deadpond).deactivate(by=admin.hero)
    member = access(cast.rusty_man)
    team = member.team(cast.z_force)
    with pytest.raises(Forbidden, match="Only an admin of this Sidekick can do that"):
        team.edit({"name": "X-Force"}, by=member.hero)


def test_an_owner_enlists_and_twice_is_harmless(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    team, newcomer = mine.team(cast.z_force), access(cast.north).hero
    links = [team.enlist(newcomer, role, by=mine.hero) for role in (Role.GUEST, Role.OWNER)]
    mine.add()
    assert links[0] is links[1]
    assert newcomer.role_in(cast.z_force) is Role.GUEST


def test_a_member_enlists_nobody(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    with pytest.raises(Forbidden):
        mine.team(cast.z_force).enlist(access(cast.north).hero, Role.MEMBER, by=mine.hero)


def test_an_owner_changes_a_role(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    mine.membership(mine.team(cast.z_force), cast.rusty_man).change_role(Role.OWNER, by=mine.hero)
    assert access(cast.rusty_man).hero.role_in(cast.z_force) is Role.OWNER


def test_nobody_raises_themselves(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    with pytest.raises(Forbidden):
        mine.membership(mine.team(cast.z_force), cast.rusty_man).change_role(Role.OWNER, by=mine.hero)


def test_the_last_owner_stays_an_owner(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    only = mine.membership(mine.team(cast.z_force), cast.deadpond)
    with pytest.raises(Conflict, match="only owner"):
        only.change_role(Role.MEMBER, by=mine.hero)
    with pytest.raises(Conflict, match="Make somebody else an owner first"):
        only.end(by=mine.hero)
    only.change_role(Role.OWNER, by=mine.hero)
    assert only.role is Role.OWNER


def test_one_of_two_owners_may_leave(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    mine.membership(team, cast.rusty_man).change_role(Role.OWNER, by=mine.hero)
    mine.membership(team, cast.deadpond).end(by=mine.hero)
    session.flush()
    assert [hero.id for hero in access(cast.rusty_man).assignable(team)] == [cast.rusty_man, cast.tarantula]


def test_who_leaves_lets_go_of_the_teams_todos_and_of_no_others(
    cast: Cast, access: Reach, session: RecordedSession
) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    rusty = mine.known_hero(cast.rusty_man)
    theirs.team(cast.preventers).enlist(rusty, Role.MEMBER, by=theirs.hero)
    theirs.add()
    web = theirs.todo(cast.spider_web)
    session.refresh(rusty)
    web.assign(rusty, by=theirs.hero)
    session.flush()

    mine.membership_with_work(mine.team(cast.z_force), cast.rusty_man).end(by=mine.hero)
    counts = mine.history().counts
    session.expire_all()
    assert counts["membership.removed"] == counts["assignment.removed"] == 1
    assert [link.hero_id for link in mine.todo(cast.roof).assignments] == [cast.deadpond]
    assert [link.hero_id for link in theirs.todo(cast.spider_web).assignments] == [cast.rusty_man]


def test_everybody_may_leave_and_only_owners_take_others_off(cast: Cast, access: Reach) -> None:
    guest = access(cast.tarantula)
    team = guest.team(cast.z_force)
    with pytest.raises(Forbidden):
        guest.membership(team, cast.rusty_man).end(by=guest.hero)
    guest.membership(team, cast.tarantula).end(by=guest.hero)
    guest.add()
    assert not access(cast.deadpond).is_on(team, cast.tarantula)


def test_nobody_leaves_their_own_private_team(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    own = next(link for link in mine.hero.memberships if link.team.is_private)
    with pytest.raises(Conflict):
        own.end(by=mine.hero)


def test_nobody_comes_or_comes_back_to_an_archived_team(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    team.archive(by=mine.hero)
    spider_boy = access(cast.spider_boy).hero
    with pytest.raises(Forbidden, match="archived"):
        team.admit(spider_boy, Role.MEMBER)
    with pytest.raises(Forbidden, match="archived"):
        team.readmit(spider_boy, {"role": Role.MEMBER})
    assert spider_boy.role_in(team.id) is None
