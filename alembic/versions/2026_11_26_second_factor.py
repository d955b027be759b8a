"""Two-step sign-in: its secrets, recovery codes, and browsers between the two doors."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d714cebb5789"
down_revision: str | None = "383ee0f2e122"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nobody has it yet."""
    op.create_table(
        "half_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hero_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("there", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hero_id"], ["hero.id"], name=op.f("fk_half_sign_in_hero_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_half_sign_in_token_digest")),
    )
    op.create_index(op.f("ix_half_sign_in_expires_at"), "half_sign_in", ["expires_at"], unique=False)
    op.create_index(op.f("ix_half_sign_in_hero_id"), "half_sign_in", ["hero_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("hero_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["hero_id"], ["hero.id"], name=op.f("fk_recovery_code_hero_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hero_id", "code_digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hero_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.Column("on_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hero_id"], ["hero.id"], name=op.f("fk_second_factor_hero_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("hero_id", name=op.f("uq_second_factor_hero_id")),
    )


def downgrade() -> None:
    """Forget them: from then on the password alone lets everybody in."""
    op.drop_table("second_factor")
    op.drop_table("recovery_code")
    op.drop_table("half_sign_in")
