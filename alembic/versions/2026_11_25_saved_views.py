"""Saved views, and the one that a team's list begins with."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "59355ce7b2ed"
down_revision: str | None = "4f0c86b1d9e7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nobody has saved any yet."""
    op.create_table(
        "savedview",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=4000), nullable=False),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trashed_by", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_savedview_name_given")),
        sa.CheckConstraint("(trashed_at IS NULL) = (trashed_by IS NULL)", name=op.f("ck_savedview_trashed_whole")),
        sa.ForeignKeyConstraint(["list_id"], ["team.id"], name=op.f("fk_savedview_list_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_savedview_team_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["trashed_by"],
            ["change_set.id"],
            name=op.f("fk_savedview_trashed_by"),
            ondelete="RESTRICT",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savedview")),
    )
    with op.batch_alter_table("savedview") as batch:
        batch.create_index(batch.f("ix_savedview_list_id"), ["list_id"], unique=False)
        batch.create_index(batch.f("ix_savedview_team_id"), ["team_id"], unique=False)
        batch.create_index(batch.f("ix_savedview_trashed_at"), ["trashed_at"], unique=False)
        batch.create_index(batch.f("ix_savedview_trashed_by"), ["trashed_by"], unique=False)


def downgrade() -> None:
    """Forget them."""
    op.drop_table("savedview")
