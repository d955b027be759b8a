"""One-use form keys: the same form sent again gets the answer that it got the first time.

The first use inserts its key before it does anything, so a second one at the same moment waits for the first to end.
"""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from starlette.responses import HTMLResponse, Response

from app.clock import now
from app.history import changes_anything
from app.models import FormKey

KEPT = timedelta(hours=24)
STATED = ("location", "hx-redirect", "vary")
_THIS = (col(FormKey.hero_id) == sa.bindparam("of_hero"), col(FormKey.key) == sa.bindparam("of_key"))
_CLAIM = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(FormKey).on_conflict_do_nothing()
    for dialect in (postgresql, sqlite)
}
_KEEP = sa.update(FormKey).where(*_THIS)
_DROP = sa.delete(FormKey).where(*_THIS)


def claim(session: Session, hero_id: int, key: str) -> Response | None:
    """Use up a key. Returns the answer of its first use, or None if this is the first."""
    connection = session.connection()
    blank = {"hero_id": hero_id, "key": key, "created_at": now(), "status": 0, "headers": {}, "body": ""}
    used = connection.execute(_CLAIM[connection.dialect.name], blank)
    if used.rowcount:
        return None
    first = session.get_one(FormKey, (hero_id, key))
    return HTMLResponse(first.body, first.status, first.headers)


def keep(session: Session, hero_id: int, key: str, response: Response) -> None:
    """Remember the answer under its key; a refused form may be sent again once it is put right, and one that changed
    nothing as well: its page is still the same, and perhaps never asked for again.

    An answer with `Cache-Control: no-store` shows a secret once: it is not kept, and the form would run again.
    """
    this = {"of_hero": hero_id, "of_key": key}
    if (
        response.status_code >= 400
        or not changes_anything(session)
        or response.headers.get("cache-control") == "no-store"
    ):
        session.connection().execute(_DROP, this)
        return
    headers = {name: response.headers[name] for name in STATED if name in response.headers}
    answer = {"status": response.status_code, "headers": headers, "body": bytes(response.body).decode()}
    session.connection().execute(_KEEP, this | answer)


def forget(session: Session) -> None:
    """Drop keys that are a day old."""
    session.connection().execute(sa.delete(FormKey).where(col(FormKey.created_at) < now() - KEPT))
