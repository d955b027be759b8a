"""Links to a password say who answers for them, so that they end with that hero's rights."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5ce303466199"
down_revision: str | None = "c4e81a60d9b3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Of those that are there nobody knows it."""
    with op.batch_alter_table("one_time_link") as batch_op:
        batch_op.add_column(sa.Column("made_by", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_one_time_link_made_by"), ["made_by"])
        batch_op.create_foreign_key(
            batch_op.f("fk_one_time_link_made_by"), "hero", ["made_by"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("one_time_link") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_one_time_link_made_by"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_one_time_link_made_by"))
        batch_op.drop_column("made_by")
