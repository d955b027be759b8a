"""Which steps put in the trash what is gone for good, and is still being dropped."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "42f44ab12052"
down_revision: str | None = "8c41d7e02f95"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nothing is, before anybody says so."""
    with op.batch_alter_table("change_set") as batch:
        batch.add_column(sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index(
            "ix_change_set_gone",
            ["gone_at"],
            unique=False,
            sqlite_where=sa.text("gone_at IS NOT NULL"),
            postgresql_where=sa.text("gone_at IS NOT NULL"),
        )


def downgrade() -> None:
    """What is still there lies in the trash again."""
    with op.batch_alter_table("change_set") as batch:
        batch.drop_index(
            "ix_change_set_gone",
            sqlite_where=sa.text("gone_at IS NOT NULL"),
            postgresql_where=sa.text("gone_at IS NOT NULL"),
        )
        batch.drop_column("gone_at")
