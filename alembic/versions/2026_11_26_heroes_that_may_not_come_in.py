"""heroes that may not come in"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e9f14dc52ddd"
down_revision: str | None = "8e3a418d319b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Let a hero be deactivated; nobody is so far."""
    op.add_column("hero", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Forget who is: they can come in again."""
    with op.batch_alter_table("hero") as batch:
        batch.drop_column("deactivated_at")
