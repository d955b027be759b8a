"""Todos wait for others, and belong together."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5685a71efbab"
down_revision: str | None = "7c1d5e0f2a94"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nothing is tied yet."""
    op.create_table(
        "todo_block",
        sa.Column("todo_id", sa.Integer(), nullable=False),
        sa.Column("blocker_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("todo_id <> blocker_id", name=op.f("ck_todo_block_not_by_itself")),
        sa.ForeignKeyConstraint(["blocker_id"], ["todo.id"], name=op.f("fk_todo_block_blocker_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["todo_id"], ["todo.id"], name=op.f("fk_todo_block_todo_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("todo_id", "blocker_id", name=op.f("pk_todo_block")),
    )
    with op.batch_alter_table("todo_block") as batch_op:
        batch_op.create_index(batch_op.f("ix_todo_block_blocker_id"), ["blocker_id"])

    op.create_table(
        "todo_relation",
        sa.Column("todo_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("todo_id < other_id", name=op.f("ck_todo_relation_once_for_the_pair")),
        sa.ForeignKeyConstraint(["other_id"], ["todo.id"], name=op.f("fk_todo_relation_other_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["todo_id"], ["todo.id"], name=op.f("fk_todo_relation_todo_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("todo_id", "other_id", name=op.f("pk_todo_relation")),
    )
    with op.batch_alter_table("todo_relation") as batch_op:
        batch_op.create_index(batch_op.f("ix_todo_relation_other_id"), ["other_id"])


def downgrade() -> None:
    """Forget what was tied."""
    with op.batch_alter_table("todo_relation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_todo_relation_other_id"))

    op.drop_table("todo_relation")
    with op.batch_alter_table("todo_block") as batch_op:
        batch_op.drop_index(batch_op.f("ix_todo_block_blocker_id"))

    op.drop_table("todo_block")
