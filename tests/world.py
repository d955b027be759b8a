"""A place to stand before any route: what its address needs, and what its form needs at least."""

import sqlalchemy as sa

from app.access import Access
from app.database import transaction
from app.models import (
    Comment,
    CommentCreate,
    Hero,
    InvitationCreate,
    LabelCreate,
    SavedView,
    SavedViewCreate,
    Team,
    TeamCreate,
)
from tests.cast import Cast

World = dict[str, int | str]
"""What the braces in an address stand for."""

BODIES: dict[str, dict[str, str]] = {
    "POST /": {"text": "New", "team": "{team_id}"},
    "POST /join/{token}": {"email": "new@example.org", "password": "correct horse battery"},
    "POST /invitations/{token}": {"name": "New", "email": "new@example.org", "password": "correct horse battery"},
    "POST /login/code": {"code": "123456"},
    "PUT /settings/passkeys": {"name": "Phone", "answer": "{{}}"},
    "PUT /settings/passkeys/{passkey_id}": {"name": "Phone"},
    "POST /login/passkey": {"answer": "{{}}"},
    "POST /login/forgotten": {"email": "nobody@example.org"},
    "POST /heroes/{hero_id}/invitation/mail": {"email": "new@example.org", "token": "unknown"},
    "POST /heroes/{hero_id}/reset/mail": {"token": "unknown"},
    "POST /teams/{team_id}/invitations/{link_id}/mail": {"email": "new@example.org", "token": "unknown"},
    "POST /login": {"email": "nobody@example.org", "password": "correct horse battery"},
    "POST /welcome": {"name": "New", "email": "new@example.org", "password": "correct horse battery"},
    "PUT /settings/profile": {"name": "New", "handle": "new", "time_zone": "UTC", "locale": "en"},
    "PUT /settings/theme": {"theme": "dark"},
    "PUT /settings/email": {"email": "new@example.org", "password_for_email": "wrong"},
    "PUT /settings/password": {"current_password": "wrong", "new_password": "correct horse battery"},
    "PUT /settings/second-factor": {"code": "123456"},
    "POST /teams": {"name": "New", "time_zone": "UTC", "colour": "sky"},
    "POST /teams/{team_id}/duplicate": {"name": "Again", "take": "todos", "step": "make"},
    "PUT /teams/{team_id}": {"name": "New", "time_zone": "UTC", "colour": "sky"},
    "POST /teams/{team_id}/todos": {"text": "New"},
    "POST /teams/{team_id}/sections": {"name": "New"},
    "PUT /teams/{team_id}/sections/{section_id}": {"name": "New"},
    "POST /teams/{team_id}/roster": {"names": "New", "role": "member"},
    "PUT /teams/{team_id}/roster/{hero_id}": {"role": "guest", "before": "member"},
    "POST /teams/{team_id}/invitations": {"role": "member", "uses": "3", "days": "7"},
    "POST /teams/{team_id}/labels": {"name": "new", "colour": "sky"},
    "PUT /teams/{team_id}/labels/{label_id}": {"name": "new", "colour": "sky"},
    "POST /saved": {"name": "Mine", "query": "assignee:me", "of": "{team_id}"},
    "PUT /saved/{saved_id}": {"name": "Ours", "query": "label:house"},
    "POST /teams/{team_id}/labels/{label_id}/merger": {"into": "{other_label_id}"},
    "POST /heroes/{hero_id}/merger": {"into": "{owner_id}"},
    "POST /teams/{team_id}/merger": {"into": "{other_team_id}"},
    "POST /heroes/{hero_id}/handover": {"leave": "{team_id}", "step": "do"},
    "POST /heroes/{hero_id}/cover": {"stand_in": "{owner_id}", "until": "2030-01-01"},
    "DELETE /heroes/{hero_id}/cover": {"stand_in": "{owner_id}"},
    "PUT /heroes/{hero_id}": {"name": "New", "handle": "new", "time_zone": "UTC"},
    "PUT /todos/{todo_id}": {"title": "New", "priority": "high"},
    "PUT /todos/{todo_id}/labels": {"new": "fresh"},
    "PUT /todos/{todo_id}/place": {"section": "{section_id}", "end": "first"},
    "PUT /todos/{todo_id}/due": {"day": "2026-12-02"},
    "POST /calendar": {"text": "New", "team": "{team_id}", "day": "2026-12-02", "back": "/calendar"},
    "POST /todos/{todo_id}/assignments": {"hero": "{hero_id}"},
    "POST /todos/{todo_id}/relations": {"other": "{other_id}", "kind": "blocked_by"},
    "DELETE /todos/{todo_id}/relations/{other_id}": {"kind": "blocked_by"},
    "POST /todos/{todo_id}/comments": {"body": "Hm."},
    "PUT /comments/{comment_id}": {"body": "Hm."},
    "POST /todos/{todo_id}/subs": {"title": "New"},
    "POST /todos/selection": {"todos": "{todo_id}", "priority": "high"},
    "DELETE /todos/selection": {"todos": "{todo_id}"},
}
"""What each form needs at least. Todos are the roof, heroes the member, comments his; the trash holds a label."""


def furnished(engine: sa.Engine, cast: Cast) -> World:
    """The cast, with a comment and a picture of the member, one more label and one in the trash, and a link that leads
    `away` to the team of the stranger."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        other_label_id = mine.named_label(mine.team(cast.z_force), LabelCreate(name="paint")).id
        mine.add(annex := Team.add(TeamCreate(name="Annex"), by=mine.hero))
        other_team_id = annex.id
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine, member = Access(session, session.get_one(Hero, cast.deadpond)), session.get_one(Hero, cast.rusty_man)
        said = Comment.write(mine.todo(cast.roof), CommentCreate(body="Soon."), by=member)
        mine.add(said)
        mine.label(mine.team(cast.z_force), cast.gear).trash(by=mine.hero)
        step = mine.history().id
        team = mine.team(cast.z_force)
        saved = SavedView.add(team, SavedViewCreate(name="Ours", query="label:none"), by=member, list_of=team)
        mine.add(saved)
        digest = mine.keep_picture(b"a picture")
        member.choose_picture(digest, by=member)
        link, _ = mine.invite(team, InvitationCreate())
        stranger = Access(session, session.get_one(Hero, cast.spider_boy))
        _, away = stranger.invite(stranger.team(cast.preventers), InvitationCreate())
    return {
        "team_id": cast.z_force,
        "section_id": cast.backlog,
        "label_id": cast.house,
        "saved_id": saved.id,
        "link_id": link.id,
        "away": away.rpartition("/")[2],
        "digest": digest,
        "hero_id": cast.rusty_man,
        "owner_id": cast.deadpond,
        "todo_id": cast.roof,
        "comment_id": said.id,
        "other_id": cast.rope,
        "other_label_id": other_label_id,
        "other_team_id": other_team_id,
        "step": step,
        "token": "unknown",
        "sign_in_id": 1,
        "passkey_id": 1,
    }
