"""How often anything changed that belongs to no team."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "fa6e314c3710"
down_revision: str | None = "da6d637f44c0"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """The row comes with the first such change."""
    op.create_table(
        "epoch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_epoch")),
    )


def downgrade() -> None:
    """No page has an ETag without it."""
    op.drop_table("epoch")
