"""What each hero has in hand stands together, in the order in which they look at it."""

from collections.abc import Sequence

from alembic import op

revision: str = "b7d20f1c5e84"
down_revision: str | None = "42f44ab12052"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """A table that triggers keep in step; those are made, and its rows written, once all migrations are done."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    bytewise, rowless = ("", " WITHOUT ROWID") if on_sqlite else (' COLLATE "C"', "")
    op.execute(
        f"""CREATE TABLE hand_todo (hero_id INTEGER NOT NULL, part VARCHAR(5) NOT NULL,
        at VARCHAR(26){bytewise} NOT NULL, todo_id INTEGER NOT NULL, team_id INTEGER NOT NULL,
        PRIMARY KEY (hero_id, part, at, todo_id)){rowless}"""
    )
    op.execute("CREATE INDEX hand_todo_todo_id ON hand_todo (todo_id)")


def downgrade() -> None:
    """It is all in the todos and assignments."""
    op.execute("DROP TABLE hand_todo")
