"""Sections may say how many todos they shall have at most."""

from collections.abc import Sequence

from alembic import op

revision: str = "b0a4d5e17c36"
down_revision: str | None = "59355ce7b2ed"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """With its rule in the column, so that SQLite need not copy the table."""
    op.execute(
        "ALTER TABLE section ADD COLUMN todo_limit INTEGER"
        " CONSTRAINT ck_section_todo_limit_positive CHECK (todo_limit > 0)"
    )


def downgrade() -> None:
    """Forget it; its rule goes with the column."""
    op.drop_column("section", "todo_limit")
