"""Words of todos and comments are found fast; single keys can be switched off."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7c1d5e0f2a94"
down_revision: str | None = "7c1e5a0b94d2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXTS = {"todo": ("title", "notes"), "comment": ("body",)}
FTS = "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3'"
FOLDED = r"lower(normalize(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]+', '', 'g'), NFC))"
SIGNS = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
SIGNS += r"\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20]+"
WORDS = {
    "todo": "setweight(to_tsvector('simple', search_plain(title)), 'A') || "
    "setweight(to_tsvector('simple', search_plain(notes)), 'B')",
    "comment": "to_tsvector('simple', search_plain(body))",
}


def upgrade() -> None:
    """Index what is there; what comes is indexed by the database itself."""
    op.add_column("hero", sa.Column("single_keys", sa.Boolean, server_default=sa.true(), nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in TEXTS.items():
            full_text_table(table, columns)
        return
    function("search_fold", FOLDED)
    function("search_plain", f"regexp_replace({FOLDED}, '{SIGNS}', ' ', 'g')")
    for table, words in WORDS.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN search_words tsvector GENERATED ALWAYS AS ({words}) STORED")
        op.execute(f"CREATE INDEX search_{table}_words ON {table} USING gin (search_words)")


def downgrade() -> None:
    """Forget the index."""
    if op.get_bind().dialect.name == "sqlite":
        for table in TEXTS:
            for trigger in ("added", "gone", "changed"):
                op.execute(f"DROP TRIGGER search_{table}_{trigger}")
            op.execute(f"DROP TABLE search_{table}")
    else:
        for table in WORDS:
            op.drop_column(table, "search_words")
        op.execute("DROP FUNCTION search_plain(text), search_fold(text)")
    op.drop_column("hero", "single_keys")


def full_text_table(table: str, columns: Sequence[str]) -> None:
    """On SQLite: a full-text table beside the table, and triggers that keep it in step."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    add = f"INSERT INTO search_{table}(rowid, {names}) VALUES (new.id, {new});"
    drop = f"INSERT INTO search_{table}(search_{table}, rowid, {names}) VALUES ('delete', old.id, {old});"
    op.execute(f"CREATE VIRTUAL TABLE search_{table} USING fts5({names}, content='{table}', content_rowid='id', {FTS})")
    op.execute(f"INSERT INTO search_{table}(search_{table}) VALUES ('rebuild')")
    trigger(table, "added", "INSERT", add)
    trigger(table, "gone", "DELETE", drop)
    trigger(table, "changed", f"UPDATE OF id, {names}", f"{drop} {add}")


def trigger(table: str, name: str, event: str, does: str) -> None:
    """What SQLite does after a change of the table."""
    op.execute(f"CREATE TRIGGER search_{table}_{name} AFTER {event} ON {table} BEGIN {does} END")


def function(name: str, body: str) -> None:
    """On PostgreSQL: a function of a text, for computed columns. It calls none of ours, which a dump would not find."""
    made = f"CREATE FUNCTION {name}(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS"
    op.execute(f"{made} $$ SELECT {body} $$")
