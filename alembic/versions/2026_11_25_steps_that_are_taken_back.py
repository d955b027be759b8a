"""Steps that are taken back: which is which, in whose browser, and where things went."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "00bf8e1ce95e"
down_revision: str | None = "598decc8fb49"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KIND = sa.Enum("done", "undone", "redone", name="stepkind", native_enum=False, create_constraint=True, length=16)


def upgrade() -> None:
    """Every step so far was done, and tells nothing of where it went."""
    with op.batch_alter_table("change") as change:
        change.add_column(sa.Column("left_team_id", sa.Integer))
        change.drop_index("ix_change_team_id")
        change.create_index("ix_change_left_team", ["left_team_id", "change_set_id"])
        change.create_index("ix_change_team", ["team_id", "change_set_id"])
        change.create_foreign_key("fk_change_left_team_id", "team", ["left_team_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("change_set") as change_set:
        change_set.add_column(sa.Column("sign_in_id", sa.Integer))
        change_set.add_column(sa.Column("kind", KIND, nullable=False, server_default="done"))
        change_set.add_column(sa.Column("target", sa.String(300), nullable=False, server_default=""))
        change_set.create_index("ix_change_set_session", ["sign_in_id", "id"])
        change_set.drop_index("ix_change_set_actor_id")
        change_set.create_index("ix_change_set_actor", ["actor_id", "id"])
        change_set.create_foreign_key(
            "fk_change_set_sign_in_id", "sign_in", ["sign_in_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("change_set") as change_set:
        change_set.alter_column("kind", existing_type=KIND, server_default=None)
        change_set.alter_column("target", existing_type=sa.String(300), server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("change_set") as change_set:
        change_set.drop_constraint("fk_change_set_sign_in_id", type_="foreignkey")
        change_set.drop_index("ix_change_set_session")
        change_set.drop_index("ix_change_set_actor")
        change_set.create_index("ix_change_set_actor_id", ["actor_id"])
        change_set.drop_constraint(op.f("ck_change_set_stepkind"), type_="check")
        change_set.drop_column("target")
        change_set.drop_column("kind")
        change_set.drop_column("sign_in_id")
    with op.batch_alter_table("change") as change:
        change.drop_constraint("fk_change_left_team_id", type_="foreignkey")
        change.drop_index("ix_change_team")
        change.drop_index("ix_change_left_team")
        change.create_index("ix_change_team_id", ["team_id"])
        change.drop_column("left_team_id")
