"""What is due on the days of a calendar is found by index, and what repeats."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3f0c9a5d71be"
down_revision: str | None = "5685a71efbab"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ("due_on", "due_at", "recurrence")


def upgrade() -> None:
    """Most todos have no date, and are in none of them."""
    for name in COLUMNS:
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_todo_{name}", "todo", ["team_id", name], sqlite_where=given, postgresql_where=given)


def downgrade() -> None:
    """Look through all todos again."""
    for name in reversed(COLUMNS):
        op.drop_index(f"ix_todo_{name}", "todo")
