"""What the braces in an address stand for, seen from whoever asks: something of their own, of somebody else on their
team, of a team that is none of theirs, or nothing at all."""

from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session, select

from app.access import Access
from app.ceremonies import Made
from app.database import transaction
from app.models import (
    Comment,
    CommentCreate,
    Hero,
    HeroCreate,
    InvitationCreate,
    LabelCreate,
    Login,
    OneTimeLink,
    Passkey,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    SignIn,
    Team,
    TeamCreate,
    Todo,
    TodoCreate,
)
from app.models.order import ranks_after
from app.security import digest
from tests.cast import Cast
from tests.world import World

THINGS = ("own", "same", "other", "never")
NOBODYS = 999_999_999
HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$c2FsdHNhbHRzYWx0c2FsdA"
"""Of no password: everybody could sign in, nobody does."""


def world_of(engine: sa.Engine, cast: Cast, caller: int, thing: str) -> World:
    """The things of one kind for this caller. The whole cast has logins; the one who understudies has none."""
    with transaction(engine) as session:
        for hero in session.exec(select(Hero)).all():
            session.add(Login.take_over(hero, f"{hero.handle}@example.org", HASH))
        understudy, recluse = _introduced(session, "Understudy"), _introduced(session, "Recluse")
    if thing == "own":
        return _furnished(engine, None, cast.north, owner=caller, author=caller, second=understudy)
    if thing == "same":
        return _furnished(engine, cast.z_force, cast.north, owner=cast.deadpond, author=understudy, second=understudy)
    if thing == "other":
        return _furnished(engine, None, cast.north, owner=recluse, author=understudy, second=understudy)
    return defaultdict(lambda: NOBODYS, token="unknown", join="unknown", digest="0" * 32)


def _introduced(session: Session, name: str) -> int:
    hero = Hero.introduce(HeroCreate(name=name), handle=name.lower())
    session.add(hero)
    session.flush()
    return hero.id


def _furnished(engine: sa.Engine, team_id: int | None, admin: int, *, owner: int, author: int, second: int) -> World:
    """A team with one thing of each kind by the author; the second one is on it, and owns it too where it is new. The
    links are an admin's, so that they work on whatever becomes of the others."""
    with transaction(engine) as session:
        mine = _reached(session, owner)
        team = mine.team(team_id) if team_id else _founded(mine, "Nook")
        team.enlist(session.get_one(Hero, second), Role.MEMBER if author == second else Role.OWNER, by=mine.hero)
        session.flush()
        place = team.id
    with transaction(engine) as session:
        theirs = _reached(session, author)
        team = theirs.team(place)
        world = _things(theirs, team)
        gone = theirs.named_label(team, LabelCreate(name="gone"))
    with transaction(engine) as session:
        theirs = _reached(session, author)
        theirs.label(theirs.team(place), gone.id).trash(by=theirs.hero)
        step = theirs.history().id
    with transaction(engine) as session:
        annex = _founded(_reached(session, owner), "Annex").id
        session.flush()
        overseer = _reached(session, admin)
        link, path = overseer.invite(overseer.team(place), InvitationCreate())
        doors = _doors(session, session.get_one(Hero, author), overseer.hero, absent=second)
    ids = {
        "team_id": place,
        "other_team_id": annex,
        "hero_id": author,
        "second_id": second,
        "owner_id": owner,
        "step": step,
        "link_id": link.id,
    }
    return world | ids | doors | {"token": path.rpartition("/")[2]}


def _reached(session: Session, hero_id: int) -> Access:
    session.info["actor_id"] = hero_id
    return Access(session, session.get_one(Hero, hero_id))


def _founded(access: Access, name: str) -> Team:
    team = Team.add(TeamCreate(name=name), by=access.hero)
    access.add(team)
    return team


def _things(access: Access, team: Team) -> World:
    first, second = ranks_after(access.last_rank(team, None, None), 2)
    section = Section.add(team, SectionCreate(name="Soon"), rank=first, by=access.hero)
    todo = Todo.add(team, TodoCreate(title="Oil the hinge"), rank=first, by=access.hero, section=None, parent=None)
    other = Todo.add(team, TodoCreate(title="Fetch oil"), rank=second, by=access.hero, section=None, parent=None)
    access.add(section, todo, other)
    todo.assign(access.hero, by=access.hero)
    said = Comment.write(todo, CommentCreate(body="Soon."), by=access.hero)
    saved = SavedView.add(team, SavedViewCreate(name="Ours", query="label:none"), by=access.hero, list_of=team)
    access.add(said, saved)
    picture = access.keep_picture(b"a picture")
    access.hero.choose_picture(picture, by=access.hero)
    labels = [access.named_label(team, LabelCreate(name=name)) for name in ("oil", "iron")]
    return {
        "digest": picture,
        "section_id": section.id,
        "todo_id": todo.id,
        "other_id": other.id,
        "comment_id": said.id,
        "saved_id": saved.id,
        "label_id": labels[0].id,
        "other_label_id": labels[1].id,
    }


def _doors(session: Session, hero: Hero, admin: Hero, *, absent: int) -> World:
    """A browser and a passkey of this hero, and an admin's link for the one who was never here."""
    sign_in = SignIn.start(hero, digest("another browser"), "Browser")
    passkey = Passkey.keep(hero, Made("credential", "key", 0, ""), "handle", "Phone")
    link = OneTimeLink.invite(session.get_one(Hero, absent), digest("join"), by=admin)
    session.add_all([sign_in, passkey, link])
    session.flush()
    return {"sign_in_id": sign_in.id, "passkey_id": passkey.id, "join": "join"}
