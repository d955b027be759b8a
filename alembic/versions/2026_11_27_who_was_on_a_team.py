"""Who was on a team stands together in its history."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8f2b6c3d91a7"
down_revision: str | None = "5ce303466199"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CREW = sa.text("entity IN ('membership', 'cover')")


def upgrade() -> None:
    """A team's history finds them without a look at what else happened in it."""
    op.create_index("ix_change_crew", "change", ["team_id", "id"], sqlite_where=CREW, postgresql_where=CREW)


def downgrade() -> None:
    """They stand among all others again."""
    op.drop_index("ix_change_crew", table_name="change")
