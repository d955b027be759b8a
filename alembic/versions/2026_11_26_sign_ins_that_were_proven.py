"""When the password was last given in a browser, and whether that keeps its cookie when it is closed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "383ee0f2e122"
down_revision: str | None = "6cc866f27c98"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Of sign-ins that are there nobody knows either: they are asked, and a new cookie lasts as long as the browser."""
    op.add_column("sign_in", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sign_in", sa.Column("stays", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Forget both."""
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("stays")
        batch.drop_column("proven_at")
