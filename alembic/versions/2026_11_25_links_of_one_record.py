"""The keys of changed rows sort by their bytes, so that the links of one record are found by index."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c1e5a0b94d2"
down_revision: str | None = "00bf8e1ce95e"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """SQLite has it so already."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("change", "row_key", existing_type=sa.String(64), type_=sa.String(64, collation="C"))


def downgrade() -> None:
    """By the rules of the database's language again."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("change", "row_key", existing_type=sa.String(64), type_=sa.String(64, collation="default"))
