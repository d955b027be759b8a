"""Counts that never look at more rows than somebody wants to read a number for."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import func

from app.wording import COUNTED


def counted(rows: sa.Select[Any], at_most: int = COUNTED) -> sa.ScalarSelect[int]:
    """How many rows a select finds, as far as they are counted: of more one too many, which is shown as "1,000+"."""
    return sa.select(func.count()).select_from(rows.order_by(None).limit(at_most + 1).subquery()).scalar_subquery()
