"""What an undo may see and touch: the rows that the hero reaches, and steps in what they know."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from app.access import Access
from app.access.undo.involved import Involved
from app.errors import Forbidden, NotFound
from app.history import RecordedSession
from app.models import Change, ChangeSet, Hero, Role
from tests.access.undo.backwards import acting, last_step
from tests.cast import Cast

Reach = Callable[[int], Access]


def rename(engine: sa.Engine, cast: Cast) -> int:
    """A step of Deadpond's that changes Z-Force."""
    with acting(engine, cast.deadpond) as (_, mine):
        mine.team(cast.z_force).edit({"name": "Y-Force"}, by=mine.hero)
    return last_step(engine)


def at_hand(session: RecordedSession, hero_id: int, step_id: int) -> Involved:
    changes = session.scalars(sa.select(Change).where(sa.column("change_set_id") == step_id)).all()
    return Involved(session, session.get_one(Hero, hero_id), changes, ())


def test_a_team_is_at_hand_for_whoever_reaches_it(cast: Cast, engine: sa.Engine, session: RecordedSession) -> None:
    step_id = rename(engine, cast)
    assert at_hand(session, cast.tarantula, step_id).record("team", cast.z_force)
    assert at_hand(session, cast.spider_boy, step_id).record("team", cast.z_force) is None


def test_what_comes_back_with_a_team_is_at_hand_for_whoever_was_on_it(
    cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    with acting(engine, cast.deadpond) as (_, mine):
        mine.todo(cast.roof).edit({"title": "Call them"}, by=mine.hero)
        mine.team(cast.z_force).trash(by=mine.hero)
    step_id = last_step(engine)
    assert at_hand(session, cast.tarantula, step_id).record("todo", cast.roof)
    assert at_hand(session, cast.spider_boy, step_id).record("todo", cast.roof) is None


def test_a_step_about_a_hero_is_seen_by_whoever_knows_them(cast: Cast, engine: sa.Engine, access: Reach) -> None:
    with acting(engine, cast.deadpond) as (_, mine):
        mine.hero.edit({"title": "Captain"}, by=mine.hero)
    step_id = last_step(engine)
    assert access(cast.tarantula).step(step_id)
    with pytest.raises(NotFound):
        access(cast.spider_boy).step(step_id)


def test_the_steps_of_others_are_not_taken_back_in_a_team_that_is_gone(
    cast: Cast, engine: sa.Engine, access: Reach, session: RecordedSession
) -> None:
    step_id = rename(engine, cast)
    with acting(engine, cast.deadpond) as (_, mine):
        mine.team(cast.z_force).enlist(mine.known_hero(cast.rusty_man), Role.OWNER, by=mine.hero)
        link = next(one for one in mine.team(cast.z_force).memberships if one.hero_id == cast.rusty_man)
        link.change_role(Role.OWNER, by=mine.hero)
    other = access(cast.rusty_man)
    step = session.get_one(ChangeSet, step_id)
    other.require_to_undo(step)
    other.team(cast.z_force).trash(by=other.hero)
    session.flush()
    with pytest.raises(Forbidden):
        other.require_to_undo(step)


def test_whoever_leads_no_more_has_nobody_back(cast: Cast, engine: sa.Engine) -> None:
    with acting(engine, cast.deadpond) as (_, mine):
        team = mine.team(cast.z_force)
        next(one for one in team.memberships if one.hero_id == cast.rusty_man).change_role(Role.OWNER, by=mine.hero)
    with acting(engine, cast.deadpond) as (_, mine):
        team = mine.team(cast.z_force)
        next(one for one in team.memberships if one.hero_id == cast.tarantula).end(by=mine.hero)
    step_id = last_step(engine)
    with acting(engine, cast.rusty_man) as (_, theirs):
        team = theirs.team(cast.z_force)
        next(one for one in team.memberships if one.hero_id == cast.deadpond).change_role(Role.MEMBER, by=theirs.hero)
    with acting(engine, cast.deadpond) as (session, mine):
        assert mine.take_back(session.get_one(ChangeSet, step_id), {})
        assert session.get_one(Hero, cast.tarantula).role_in(cast.z_force) is None
