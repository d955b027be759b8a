"""Every link that lets somebody in, as admins see them."""

import re
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.access.paging import PAGE
from app.clock import now
from app.database import transaction
from app.models import Hero, Invitation, InvitationCreate, OneTimeLink
from app.models.invitation import Invitation as Link
from tests.cast import Cast

Client = Callable[..., TestClient]
PLACE = "/admin/invitations"


def invite(engine: sa.Engine, hero_id: int, team_id: int, n: int = 1) -> list[int]:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, hero_id))
        return [mine.invite(mine.team(team_id), InvitationCreate())[0].id for _ in range(n)]


def shown(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<tr id="invitation-(\d+)">', page)]


def test_what_works_stands_there_and_what_has_ended_does_not(cast: Cast, client: Client, engine: sa.Engine) -> None:
    works, revoked, expired, used, trashed = invite(engine, cast.deadpond, cast.z_force, 5)
    (orphaned,) = invite(engine, cast.spider_boy, cast.preventers)
    with transaction(engine) as session:
        admin = session.get_one(Hero, cast.north)
        session.get_one(Link, revoked).revoke(by=admin)
        session.execute(sa.update(Invitation).where(sa.column("id") == expired).values(expires_at=now()))
        session.execute(sa.update(Invitation).where(sa.column("id") == used).values(used=1))
        session.delete(session.get_one(Link, trashed))
        session.execute(sa.text(f"UPDATE membership SET role = 'guest' WHERE hero_id = {cast.spider_boy}"))
    page = client(cast.north).get(PLACE).text
    assert shown(page) == [works]
    assert orphaned not in shown(page)
    assert "Deadpond Wilson" in page


def test_an_invitation_is_revoked_there(cast: Cast, client: Client, engine: sa.Engine) -> None:
    (link,) = invite(engine, cast.deadpond, cast.z_force)
    admin = client(cast.north)
    page = admin.get(PLACE).text
    (action,) = re.findall(r'action="(/teams/\d+/invitations/\d+)\?_method=DELETE"', page)
    done = admin.delete(action, headers={"referer": f"http://localhost{PLACE}"})
    assert done.headers["location"] == f"{PLACE}#invitation-{link}"
    assert shown(admin.get(PLACE).text) == []


def test_a_link_to_a_password_stands_there_and_is_ended(
    cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        owner = Access(session, session.get_one(Hero, cast.deadpond))
        path = owner.link_for(owner.known_hero(cast.rusty_man))
        session.add(OneTimeLink.reset(owner.known_hero(cast.tarantula), "over", timedelta(minutes=-1)))
    admin = client(cast.north)
    page = admin.get(PLACE).text
    assert re.findall(r'href="/heroes/(\d+)"', page.partition('id="to-passwords"')[2]) == [str(cast.rusty_man)]
    assert "Their first password" in page
    assert path not in page
    assert anonymous.get(path).status_code == 200
    done = admin.delete(f"/heroes/{cast.rusty_man}/invitation", headers={"referer": f"http://localhost{PLACE}"})
    assert done.headers["location"] == PLACE
    assert anonymous.get(path).status_code == 404
    assert "No link to a password works right now." in admin.get(PLACE).text


def test_one_page_follows_another(cast: Cast, client: Client, engine: sa.Engine) -> None:
    made = invite(engine, cast.deadpond, cast.z_force, PAGE + 3)
    admin = client(cast.north)
    first = admin.get(PLACE).text
    (more,) = re.findall(r'href="(/admin/invitations\?invitation=\d+)#to-teams"', first)
    assert shown(first) + shown(admin.get(more).text) == made[::-1]
