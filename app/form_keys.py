"""One-use form keys: the same form sent again gets the answer that it got the first time.

The first use inserts its key before it does anything, so a second one at the same moment waits for the first to end.
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from starlette.responses import HTMLResponse, Response

from app.clock import now
from app.history import changes_anything
from app.models import FormKey

KEPT = timedelta(hours=24)
STATED = ("location", "hx-redirect", "vary")


def claim(session: Session, hero_id: int, key: str) -> Response | None:
    """Use up a key. Returns the answer of its first use, or None if this is the first."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    used = session.connection().execute(
        insert(FormKey)
        .values(hero_id=hero_id, key=key, created_at=now(), status=0, headers={}, body="")
        .on_conflict_do_nothing()
    )
    if used.rowcount:
        return None
    first = session.get_one(FormKey, (hero_id, key))
    return HTMLResponse(first.body, first.status, first.headers)


def keep(session: Session, hero_id: int, key: str, response: Response) -> None:
    """Remember the answer under its key; a refused form may be sent again once it is put right, and one that changed
    nothing as well: its page is still the same, and perhaps never asked for again.

    An answer with `Cache-Control: no-store` shows a secret once: it is not kept, and the form would run again.
    """
    this = (col(FormKey.hero_id) == hero_id, col(FormKey.key) == key)
    if (
        response.status_code >= 400
        or not changes_anything(session)
        or response.headers.get("cache-control") == "no-store"
    ):
        session.connection().execute(sa.delete(FormKey).where(*this))
        return
    headers = {name: response.headers[name] for name in STATED if name in response.headers}
    session.connection().execute(
        sa.update(FormKey)
        .where(*this)
        .values(status=response.status_code, headers=headers, body=bytes(response.body).decode())
    )


def forget(session: Session) -> None:
    """Drop keys that are a day old."""
    session.connection().execute(sa.delete(FormKey).where(col(FormKey.created_at) < now() - KEPT))
