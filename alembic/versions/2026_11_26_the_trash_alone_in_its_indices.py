"""The indices of what is in the trash hold what is in the trash alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c4e81a60d9b3"
down_revision: str | None = "b7d20f1c5e84"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("hero", "team", "section", "label", "todo", "comment", "savedview")
TRASHED = sa.text("trashed_at IS NOT NULL")


def upgrade() -> None:
    """They are no way to what is not in it, and cost nothing where something is added."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_trashed_at", table_name=table)
        op.create_index(f"ix_{table}_trashed_at", table, ["trashed_at"], sqlite_where=TRASHED, postgresql_where=TRASHED)


def downgrade() -> None:
    """All rows stand in them again."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_trashed_at", table_name=table)
        op.create_index(f"ix_{table}_trashed_at", table, ["trashed_at"])
