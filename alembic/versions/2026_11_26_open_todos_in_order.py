"""The open todos of a team stand together in one index, by section and in their order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8c41d7e02f95"
down_revision: str | None = "4fe73b0eb145"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ["team_id", "parent_id", "completed_at", "section_id", "rank", "id"]
LIVING = sa.text("trashed_at IS NULL")


def upgrade() -> None:
    """Instead of the one that had all that counts ask, in no order."""
    op.create_index("ix_todo_open", "todo", COLUMNS, sqlite_where=LIVING, postgresql_where=LIVING)
    op.drop_index("ix_todo_counts", table_name="todo")


def downgrade() -> None:
    """All rows are counted again."""
    op.create_index("ix_todo_counts", "todo", ["team_id", "parent_id", "trashed_at", "section_id", "completed_at"])
    op.drop_index("ix_todo_open", table_name="todo")
