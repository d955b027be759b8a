"""archive teams"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "f06bc2f0556d"
down_revision: str | None = "d714cebb5789"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Let a team be archived; none is so far."""
    op.add_column("team", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Forget which are: they are teams like any other again."""
    with op.batch_alter_table("team") as batch:
        batch.drop_column("archived_at")
