from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.clock import now
from app.models import ChangeSet, Todo
from tests.cli.conftest import Run


def test_purge_empties_the_trash_of_what_is_old_enough(run: Run, ready: sa.Engine) -> None:
    run("seed")
    with ready.begin() as connection:
        step = connection.execute(sa.select(sa.func.max(col(ChangeSet.id)))).scalar_one()
        long_ago = {"trashed_at": now() - timedelta(days=31), "trashed_by": step}
        connection.execute(sa.update(Todo).where(col(Todo.parent_id).is_(None)).values(long_ago))
    assert run("purge").stdout == "1 deletion can no longer be undone.\n"
    assert run("purge").stdout == "0 deletions can no longer be undone.\n"
    with Session(ready) as session:
        assert session.exec(select(Todo)).all() == []
