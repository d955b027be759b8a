"""Heroes may switch single keys off one by one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "8c2f4b7d90e1"
down_revision: str | None = "b0a4d5e17c36"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """All of them work at first."""
    op.add_column("hero", sa.Column("keys_off", JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Forget which are off."""
    op.drop_column("hero", "keys_off")
