"""A team says what it is for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "da6d637f44c0"
down_revision: str | None = "4d751fa925ee"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema here."""
    op.add_column("team", sa.Column("description", sa.String(length=100_000), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("team", "description")
