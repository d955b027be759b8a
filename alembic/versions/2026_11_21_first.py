"""The first schema: heroes, teams, todos, ways in and the history of everything."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "598decc8fb49"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = (
    *("change_set", "hero", "login", "sign_in", "form_key", "one_time_link", "attempt"),
    *("team", "membership", "section", "label", "todo", "assignment", "todo_label", "comment", "change"),
)
HUES = "ruby coral amber olive fern teal sky cobalt iris orchid rose slate"
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)
RANK = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table."""
    change_sets()
    heroes()
    ways_in()
    teams()
    todos()
    comments()
    changes()
    if op.get_bind().dialect.name == "postgresql":  # SQLite takes it inside its table
        op.create_foreign_key("fk_change_set_actor_id", "change_set", "hero", ["actor_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    """Drop every table."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_change_set_actor_id", "change_set")
    for table in reversed(TABLES):
        op.drop_table(table)


def change_sets() -> None:
    op.create_table(
        "change_set",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "actor_id",
            sa.Integer,
            sa.ForeignKey("hero.id", name="fk_change_set_actor_id", ondelete="SET NULL", use_alter=True),
            index=True,
        ),
        sa.Column("at", INSTANT, nullable=False, index=True),
        text("subject", 300),
        sa.Column("counts", JSON, nullable=False),
        link("undone_by", "change_set", "SET NULL", kind=sa.BigInteger, nullable=True),
    )


def heroes() -> None:
    op.create_table(
        "hero",
        *record(),
        text("name", 80),
        text("handle", 40, unique=True),
        text("title", 80),
        text("time_zone", 64),
        text("locale", 16),
        choice("hue", "hue", HUES),
        choice("theme", "theme", "auto light dark"),
        sa.Column("is_admin", sa.Boolean, nullable=False),
        given("name"),
        given("handle"),
        *trashable(),
    )


def ways_in() -> None:
    op.create_table(
        "login",
        *record(version=False),
        link("hero_id", "hero", "CASCADE", index=False, unique=True),
        text("email", 254),
        text("password_hash", 255, nullable=True),
    )
    op.create_index("uq_login_email", "login", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer, primary_key=True),
        link("hero_id", "hero", "CASCADE"),
        text("token_digest", 64, unique=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        text("user_agent", 300),
    )
    op.create_table(
        "form_key",
        link("hero_id", "hero", "CASCADE", index=False, primary_key=True),
        text("key", 64, primary_key=True),
        sa.Column("created_at", INSTANT, nullable=False, index=True),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer, primary_key=True),
        text("token_digest", 64, unique=True),
        link("hero_id", "hero", "CASCADE", nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False, index=True),
        sa.Column("used_at", INSTANT),
    )
    op.create_table(
        "attempt",
        sa.Column("id", BIG_ID, primary_key=True),
        text("account", 64),
        text("address", 64),
        sa.Column("at", INSTANT, nullable=False, index=True),
    )
    op.create_index("ix_attempt_account_address_at", "attempt", ["account", "address", "at"])
    op.create_index("ix_attempt_address_at", "attempt", ["address", "at"])


def teams() -> None:
    op.create_table(
        "team",
        *record(),
        text("name", 80),
        text("headquarters", 80),
        text("time_zone", 64),
        choice("colour", "hue", HUES),
        sa.Column("revision", sa.Integer, nullable=False),
        link("private_to", "hero", "CASCADE", index=False, unique=True, nullable=True),
        given("name"),
        *trashable(),
    )
    op.create_table(
        "membership",
        link("hero_id", "hero", "CASCADE", index=False, primary_key=True),
        link("team_id", "team", "CASCADE", primary_key=True),
        choice("role", "role", "owner member guest"),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    op.create_table(
        "section",
        *record(),
        text("name", 80),
        sa.Column("is_done_column", sa.Boolean, nullable=False),
        link("team_id", "team", "CASCADE"),
        sa.Column("rank", RANK, nullable=False),
        given("name"),
        *trashable(),
    )
    op.create_table(
        "label",
        *record(),
        text("name", 80),
        choice("colour", "hue", HUES),
        link("team_id", "team", "CASCADE"),
        given("name"),
        *trashable(),
    )
    op.create_index(
        "uq_label_team_id_name_living",
        "label",
        ["team_id", sa.literal_column("lower(name)")],
        unique=True,
        sqlite_where=sa.text("trashed_at IS NULL"),
        postgresql_where=sa.text("trashed_at IS NULL"),
    )


def todos() -> None:
    op.create_table(
        "todo",
        *record(),
        text("title", 300),
        text("notes", 100_000),
        choice("priority", "priority", "low normal high urgent"),
        sa.Column("due_on", sa.Date),
        sa.Column("due_at", INSTANT),
        sa.Column("completed_at", INSTANT),
        link("completed_by", "hero", "SET NULL", nullable=True),
        link("team_id", "team", "CASCADE", index=False),
        link("section_id", "section", "SET NULL", nullable=True),
        link("parent_id", "todo", "CASCADE", nullable=True),
        sa.Column("rank", RANK, nullable=False),
        link("created_by", "hero", "SET NULL", nullable=True),
        text("recurrence", 500, nullable=True),
        text("external_source", 80, nullable=True),
        text("external_id", 255, nullable=True),
        given("title"),
        sa.CheckConstraint("due_on IS NULL OR due_at IS NULL", name="due_once"),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        sa.UniqueConstraint("external_source", "external_id"),
        *trashable(),
    )
    op.create_index("ix_todo_place", "todo", ["team_id", "parent_id", "section_id", "rank"])
    op.create_table(
        "assignment",
        link("todo_id", "todo", "CASCADE", index=False, primary_key=True),
        link("hero_id", "hero", "CASCADE", primary_key=True),
        link("assigned_by", "hero", "SET NULL", nullable=True),
        sa.Column("assigned_at", INSTANT, nullable=False),
    )
    op.create_table(
        "todo_label",
        link("todo_id", "todo", "CASCADE", index=False, primary_key=True),
        link("label_id", "label", "CASCADE", primary_key=True),
    )


def comments() -> None:
    op.create_table(
        "comment",
        *record(),
        text("body", 20_000),
        link("todo_id", "todo", "CASCADE"),
        link("author_id", "hero", "SET NULL", nullable=True),
        given("body"),
        *trashable(),
    )


def changes() -> None:
    op.create_table(
        "change",
        sa.Column("id", BIG_ID, primary_key=True),
        link("change_set_id", "change_set", "CASCADE", kind=sa.BigInteger),
        link("team_id", "team", "CASCADE", nullable=True),
        text("entity", 32),
        text("row_key", 64),
        text("kind", 16),
        sa.Column("version", sa.Integer),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
    )
    op.create_index("ix_change_row", "change", ["entity", "row_key", "id"])


def record(*, version: bool = True) -> list[sa.Column[Any]]:
    """What every row with an id of its own has."""
    columns: list[sa.Column[Any]] = [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    ]
    return [*columns, sa.Column("version", sa.Integer, nullable=False)] if version else columns


def trashable() -> list[sa.Column[Any] | sa.CheckConstraint]:
    """What every row has that can lie in the trash; its change set is written last in the transaction."""
    change_set = sa.ForeignKey("change_set.id", ondelete="RESTRICT", deferrable=True, initially="DEFERRED")
    return [
        sa.Column("trashed_at", INSTANT, index=True),
        sa.Column("trashed_by", sa.BigInteger, change_set, index=True),
        sa.CheckConstraint("(trashed_at IS NULL) = (trashed_by IS NULL)", name="trashed_whole"),
    ]


def text(name: str, length: int, **options: Any) -> sa.Column[str]:
    """Letters, at most so many."""
    return sa.Column(name, sa.String(length), nullable=options.pop("nullable", False), **options)


def given(name: str) -> sa.CheckConstraint:
    """A text that is never empty."""
    return sa.CheckConstraint(f"{name} <> ''", name=f"{name}_given")


def choice(name: str, kind: str, values: str) -> sa.Column[str]:
    """One of a few words, kept as text with a check."""
    words = sa.Enum(*values.split(), name=kind, native_enum=False, create_constraint=True, length=16)
    return sa.Column(name, words, nullable=False)


def link(
    name: str, to: str, on_delete: str, *, kind: Any = sa.Integer, index: bool = True, **options: Any
) -> sa.Column[int]:
    """A foreign key with its index."""
    key = sa.ForeignKey(f"{to}.id", ondelete=on_delete)
    return sa.Column(name, kind, key, index=index, nullable=options.pop("nullable", False), **options)
