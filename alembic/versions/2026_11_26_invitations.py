"""Links invite people to a team."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6cc866f27c98"
down_revision: str | None = "8c2f4b7d90e1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nobody is invited yet."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum("owner", "member", "guest", name="role", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role <> 'owner'", name=op.f("ck_invitation_no_owners")),
        sa.CheckConstraint("used >= 0 AND used <= coalesce(uses, used)", name=op.f("ck_invitation_used_no_more")),
        sa.CheckConstraint("uses BETWEEN 1 AND 50", name=op.f("ck_invitation_uses_few")),
        sa.ForeignKeyConstraint(["made_by"], ["hero.id"], name=op.f("fk_invitation_made_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_invitation_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
    )
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_expires_at"), ["expires_at"])
        batch_op.create_index(batch_op.f("ix_invitation_made_by"), ["made_by"])
        batch_op.create_index(batch_op.f("ix_invitation_team_id"), ["team_id"])


def downgrade() -> None:
    """Forget the links."""
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_team_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_made_by"))
        batch_op.drop_index(batch_op.f("ix_invitation_expires_at"))

    op.drop_table("invitation")
