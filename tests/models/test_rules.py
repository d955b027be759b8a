"""Who may do what, as people would say it: each verb of the policy before records of the cast."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.errors import Forbidden
from app.history import RecordedSession
from app.models import (
    Comment,
    CommentCreate,
    Cover,
    Hero,
    Invitation,
    InvitationCreate,
    Label,
    Login,
    Membership,
    SavedView,
    SavedViewCreate,
    Section,
    Team,
    Todo,
    may,
)
from app.models.rules import POLICY, require
from tests.cast import Cast

EVERYBODY = "owner member guest stranger admin"
ON_THE_TEAM = "owner member guest admin"
LEADS = "owner admin"
WORKS = "owner member admin"

WHO_MAY = {
    "team.create of themselves": EVERYBODY,
    "team.edit of z_force": LEADS,
    "team.duplicate of z_force": ON_THE_TEAM,
    "team.archive of z_force": LEADS,
    "team.unarchive of z_force": LEADS,
    "team.trash of z_force": LEADS,
    "team.restore of z_force": LEADS,
    "team.purge of z_force": LEADS,
    "team.enlist of z_force": LEADS,
    "team.undo of z_force": LEADS,
    "membership.change_role of the guest's": LEADS,
    "membership.change_role of the member's": LEADS,
    "membership.end of the guest's": "owner guest admin",
    "membership.end of the member's": "owner member admin",
    "membership.hand_over of the guest's": "owner guest admin",
    "membership.hand_over of the member's": "owner member admin",
    "cover.arrange of the guest's": "owner guest admin",
    "cover.arrange of the member's": "owner member admin",
    "cover.end of the member's cover": "owner member admin",
    "invitation.make of z_force": LEADS,
    "invitation.revoke of the link": LEADS,
    "invitation.accept of the link": EVERYBODY,
    "section.create of z_force": WORKS,
    "section.edit of backlog": WORKS,
    "section.move of backlog": WORKS,
    "section.trash of backlog": WORKS,
    "section.restore of backlog": WORKS,
    "section.purge of backlog": WORKS,
    "label.create of z_force": WORKS,
    "label.edit of house": WORKS,
    "label.trash of house": WORKS,
    "label.restore of house": WORKS,
    "label.purge of house": WORKS,
    "label.merge of house": WORKS,
    "savedview.create of z_force": WORKS,
    "savedview.edit of the view": WORKS,
    "savedview.lead of the view": LEADS,
    "savedview.trash of the view": WORKS,
    "savedview.restore of the view": WORKS,
    "savedview.purge of the view": WORKS,
    "todo.create of z_force": WORKS,
    "todo.edit of ladder": WORKS,
    "todo.edit of the guest's rope": ON_THE_TEAM,
    "todo.close of ladder": WORKS,
    "todo.close of the guest's rope": ON_THE_TEAM,
    "todo.reopen of ladder": WORKS,
    "todo.reopen of the guest's rope": ON_THE_TEAM,
    "todo.assign of the guest's rope": WORKS,
    "todo.label of the guest's rope": WORKS,
    "todo.move of the guest's rope": WORKS,
    "todo.duplicate of the guest's rope": WORKS,
    "todo.relate of the guest's rope": WORKS,
    "todo.trash of the guest's rope": WORKS,
    "todo.restore of ladder": WORKS,
    "todo.purge of ladder": WORKS,
    "comment.create of ladder": ON_THE_TEAM,
    "comment.edit of the member's word": "member",
    "comment.edit of the guest's word": "guest",
    "comment.trash of the member's word": "owner member admin",
    "comment.trash of the guest's word": "owner guest admin",
    "comment.restore of the guest's word": "owner guest admin",
    "comment.purge of the guest's word": "owner guest admin",
    "hero.create of themselves": EVERYBODY,
    "hero.edit of the member": "owner member admin",
    "hero.edit of the guest": "guest admin",
    "hero.edit of the owner": "owner admin",
    "hero.invite of the member": "owner admin",
    "hero.invite of the guest": "admin",
    "hero.unlock of the member": "admin",
    "hero.unlock of the guest": "admin",
    "hero.merge of the member": "owner admin",
    "hero.merge of the guest": "admin",
    "hero.deactivate of the member": "admin",
    "hero.deactivate of the guest": "admin",
    "hero.reactivate of the member": "admin",
    "hero.appoint of the member": "admin",
    "hero.dismiss of the member": "admin",
    "hero.reset of the member": "admin",
    "hero.reset of the guest": "admin",
    "sidekick.oversee of themselves": "admin",
    "hero.trash of the member": "owner admin",
    "hero.trash of the guest": "admin",
    "hero.restore of the member": "owner admin",
    "hero.purge of the member": "owner admin",
}
"""The guest has a password of her own; the member has none, so the owner of his only team may act for him."""


@pytest.fixture
def actors(cast: Cast, session: RecordedSession) -> dict[str, Hero]:
    ids = {
        "owner": cast.deadpond,
        "member": cast.rusty_man,
        "guest": cast.tarantula,
        "stranger": cast.spider_boy,
        "admin": cast.north,
    }
    session.info["actor_id"] = cast.deadpond
    return {name: session.get_one(Hero, hero_id) for name, hero_id in ids.items()}


@pytest.fixture
def record(cast: Cast, session: RecordedSession, actors: dict[str, Hero]) -> Callable[[str, Hero], Any]:
    """Finds the record of a row of the table above; `themselves` is whoever asks."""
    session.add(Login(hero=actors["guest"], hero_id=cast.tarantula, email="t@example.org", password_hash="x"))
    ladder = session.get_one(Todo, cast.ladder)
    words = {}
    for name in ("member", "guest"):
        words[name] = Comment.write(ladder, CommentCreate(body="Hm."), by=actors[name])
        session.add(words[name])
    force = session.get_one(Team, cast.z_force)
    view = SavedView.add(force, SavedViewCreate(name="Ours"), by=actors["owner"], list_of=force)
    link = Invitation.make(force, InvitationCreate(), "digest", by=actors["owner"])
    session.add_all([view, link])
    session.flush()
    found: dict[str, Any] = {
        "z_force": session.get_one(Team, cast.z_force),
        "backlog": session.get_one(Section, cast.backlog),
        "house": session.get_one(Label, cast.house),
        "the view": view,
        "the link": link,
        "ladder": ladder,
        "the guest's rope": session.get_one(Todo, cast.rope),
        "the guest's": session.get_one(Membership, (cast.tarantula, cast.z_force)),
        "the member's": session.get_one(Membership, (cast.rusty_man, cast.z_force)),
        "the member's cover": Cover(hero_id=cast.rusty_man, team=force, team_id=force.id, until=date(2030, 1, 1)),
        "the member's word": words["member"],
        "the guest's word": words["guest"],
    }
    found |= {f"the {name}": hero for name, hero in actors.items()}
    return lambda name, by: by if name == "themselves" else found[name]


def test_the_table_has_every_verb() -> None:
    assert {row.split(" of ")[0] for row in WHO_MAY} == set(POLICY)


def test_exactly_these_may(actors: dict[str, Hero], record: Callable[[str, Hero], Any]) -> None:
    found = {}
    for row in WHO_MAY:
        verb, _, name = row.partition(" of ")
        found[row] = " ".join(actor for actor, hero in actors.items() if may(hero, verb, record(name, hero)))
    assert found == WHO_MAY


REFUSALS = [
    ("team.edit", "z_force", "Only an owner of the team can do that. Ask Deadpond. Nothing was changed."),
    (
        "todo.close",
        "ladder",
        "Guests cannot do that. Ask Deadpond to make you a member. Nothing was changed.",
    ),
    ("comment.edit", "the member's word", "Only the one who wrote it can change it. Nothing was changed."),
    ("hero.edit", "the owner", "Only an admin of this Sidekick can do that. Nothing was changed."),
]


def test_a_refusal_says_who_can_help(actors: dict[str, Hero], record: Callable[[str, Hero], Any]) -> None:
    for verb, name, sentence in REFUSALS:
        with pytest.raises(Forbidden) as refusal:
            require(actors["guest"], verb, record(name, actors["guest"]))
        assert refusal.value.message == sentence
