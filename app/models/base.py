"""What every table has in common."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from app.clock import now

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A row of any table. `tracked` rows are recorded in the history by the flush listener."""

    tracked: ClassVar[bool] = True

    def history_teams(self) -> Iterable[int]:
        """Ids of the teams whose pages show this row: the first owns the change, all get a new revision."""
        team_id = getattr(self, "team_id", None)
        return () if team_id is None else (team_id,)

    def history_subject(self) -> str:
        """The words by which a person knows this row."""
        return str(getattr(self, "title", "") or getattr(self, "name", ""))

    def history_target(self) -> str:
        """The words for what it was put on, given to or moved to."""
        return ""


class Record(Row):
    """A row with an id of its own."""

    id: int = Field(default=None, primary_key=True)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now, sa_column_kwargs={"onupdate": now})


class Versioned(Record):
    """A record that people edit: each update adds one to `version`, and an update of an older version fails."""

    version: int = Field(default=1)

    def _take_over(self, shape: type[SQLModel], values: Mapping[str, object]) -> None:
        """Write some fields of an Update shape, whose rules hold for the record as a whole afterwards.

        A table checks nothing by itself. Raises ValidationError where a door let something through.
        """
        stored = {name: getattr(self, name) for name in shape.model_fields}
        checked = shape.model_validate(stored | dict(values))
        self.sqlmodel_update({name: getattr(checked, name) for name in values})

    @declared_attr.directive
    def __mapper_args__(cls: Any) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}
