"""A place to stand before any route: what its address needs, and what its form needs at least."""

import sqlalchemy as sa

from app.access import Access
from app.database import transaction
from app.models import Comment, CommentCreate, Hero
from tests.cast import Cast

World = dict[str, int | str]
"""What the braces in an address stand for."""

BODIES: dict[str, dict[str, str]] = {
    "POST /join/{token}": {"email": "new@example.org", "password": "correct horse battery"},
    "POST /login": {"email": "nobody@example.org", "password": "correct horse battery"},
    "POST /welcome": {"name": "New", "email": "new@example.org", "password": "correct horse battery"},
    "PUT /settings/profile": {"name": "New", "handle": "new", "time_zone": "UTC", "locale": "en"},
    "PUT /settings/theme": {"theme": "dark"},
    "PUT /settings/email": {"email": "new@example.org", "password_for_email": "wrong"},
    "PUT /settings/password": {"current_password": "wrong", "new_password": "correct horse battery"},
    "POST /teams": {"name": "New", "time_zone": "UTC", "colour": "sky"},
    "PUT /teams/{team_id}": {"name": "New", "time_zone": "UTC", "colour": "sky"},
    "POST /teams/{team_id}/todos": {"text": "New"},
    "POST /teams/{team_id}/sections": {"name": "New"},
    "PUT /teams/{team_id}/sections/{section_id}": {"name": "New"},
    "POST /teams/{team_id}/roster": {"names": "New", "role": "member"},
    "PUT /teams/{team_id}/roster/{hero_id}": {"role": "guest"},
    "POST /teams/{team_id}/labels": {"name": "new", "colour": "sky"},
    "PUT /teams/{team_id}/labels/{label_id}": {"name": "new", "colour": "sky"},
    "PUT /heroes/{hero_id}": {"name": "New", "handle": "new", "time_zone": "UTC"},
    "PUT /todos/{todo_id}": {"title": "New", "priority": "high"},
    "PUT /todos/{todo_id}/labels": {"new": "fresh"},
    "PUT /todos/{todo_id}/place": {"section": "{section_id}", "end": "first"},
    "POST /todos/{todo_id}/assignments": {"hero": "{hero_id}"},
    "POST /todos/{todo_id}/comments": {"body": "Hm."},
    "PUT /comments/{comment_id}": {"body": "Hm."},
    "POST /todos/{todo_id}/subs": {"title": "New"},
}
"""What each form needs at least. Todos are the roof, heroes the member, comments his; the trash holds a label."""


def furnished(engine: sa.Engine, cast: Cast) -> World:
    """The cast, with a comment by the member and a label in the trash."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine, member = Access(session, session.get_one(Hero, cast.deadpond)), session.get_one(Hero, cast.rusty_man)
        said = Comment.write(mine.todo(cast.roof), CommentCreate(body="Soon."), by=member)
        mine.add(said)
        mine.label(mine.team(cast.z_force), cast.gear).trash(by=mine.hero)
        step = mine.history().id
    return {
        "team_id": cast.z_force,
        "section_id": cast.backlog,
        "label_id": cast.house,
        "hero_id": cast.rusty_man,
        "todo_id": cast.roof,
        "comment_id": said.id,
        "step": step,
        "token": "unknown",
        "sign_in_id": 1,
    }
