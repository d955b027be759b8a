"""The log of sign-ins: who came in and who was refused."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "2d0ccb8b4c5b"
down_revision: str | None = "4b706bc91cbd"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nobody knows who came in before."""
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hero_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "admitted",
                "password",
                "code",
                "passkey",
                "throttled",
                "deactivated",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hero_id"], ["hero.id"], name=op.f("fk_sign_in_try_hero_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    with op.batch_alter_table("sign_in_try") as batch:
        batch.create_index("ix_sign_in_try_address_at", ["address", "at"], unique=False)
        batch.create_index(batch.f("ix_sign_in_try_at"), ["at"], unique=False)
        batch.create_index(batch.f("ix_sign_in_try_hero_id"), ["hero_id"], unique=False)


def downgrade() -> None:
    """Forget it."""
    op.drop_table("sign_in_try")
