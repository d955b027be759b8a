"""Where words stand, asked of either database in its own language. Words have no signs."""

from typing import Any, Literal, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import col, func

Where: TypeAlias = Literal["title", "anywhere"]


def matching(dialect: str, statement: sa.Select[Any], model: Any, words: tuple[str, ...], **how: Any) -> sa.Select[Any]:
    """The rows of a select from todos or comments that have all of the words, the newest first.

    `prefix` also takes words that only begin so; `where` "title" looks at titles alone.
    """
    if not words:
        return statement.where(sa.false())
    return (_in_sqlite if dialect == "sqlite" else _in_postgresql)(statement, model, words, **how)


def _in_sqlite(
    statement: sa.Select[Any], model: Any, words: tuple[str, ...], *, prefix: bool = False, where: Where = "anywhere"
) -> sa.Select[Any]:
    index = _INDEXES[model.__tablename__]
    asked = " AND ".join(f'"{word}"{"*" if prefix else ""}' for word in words)
    asked = f"{{title}} : ({asked})" if where == "title" else asked
    return (
        statement.join(index, index.c.rowid == model.id)
        .where(sa.literal_column(index.name).op("MATCH")(asked))
        .order_by(index.c.rowid.desc())
    )


_INDEXES = {name: sa.table(f"search_{name}", sa.column("rowid", sa.Integer)) for name in ("todo", "comment")}


def _in_postgresql(
    statement: sa.Select[Any], model: Any, words: tuple[str, ...], *, prefix: bool = False, where: Where = "anywhere"
) -> sa.Select[Any]:
    flags = f"{'*' if prefix else ''}{'A' if where == 'title' else ''}"
    asked = " & ".join(f"'{word}'{':' if flags else ''}{flags}" for word in words)
    query = func.to_tsquery(sa.literal_column("'simple'"), func.search_fold(asked))
    return statement.where(_WORDS[model.__tablename__].op("@@")(query)).order_by(col(model.id).desc())


_WORDS: dict[str, sa.ColumnElement[Any]] = {
    "todo": sa.literal_column("todo.search_words", TSVECTOR),
    "comment": sa.literal_column("comment.search_words", TSVECTOR),
}
