"""What the counts of a team and of its sections ask stands in one index."""

from collections.abc import Sequence

from alembic import op

revision: str = "4f0c86b1d9e7"
down_revision: str | None = "3f0c9a5d71be"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Beside the one that puts them in order."""
    op.create_index("ix_todo_counts", "todo", ["team_id", "parent_id", "trashed_at", "section_id", "completed_at"])


def downgrade() -> None:
    """The rows are read again."""
    op.drop_index("ix_todo_counts", table_name="todo")
