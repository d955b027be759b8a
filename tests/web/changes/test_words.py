"""Whatever the recorder can write is told in words: never with an id, never with the name of a column."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.access.faces import Face
from app.access.names import Names
from app.access.past import Happened
from app.access.undo.involved import LINKS, RECORDS, TABLES
from app.clock import now
from app.history import BOOKKEEPING, _kind
from app.models import Change, Hero, Hue
from app.models.change import StepKind
from app.models.undoable import Facet
from app.web.changes.sentences import BACK, FACETS
from app.web.changes.values import value_words
from app.web.changes.words import back_words, lines_of

NOBODY, SOME_ID = Names({}, {}), 987_654
WRITTEN_ONCE = {
    "hero": {"created_at", "hue", "trashed_at"},
    "team": {"created_at", "private_to", "trashed_at"},
    "membership": {"created_at", "hero_id", "team_id"},
    "section": {"created_at", "team_id", "trashed_at"},
    "label": {"created_at", "team_id", "trashed_at"},
    "savedview": {"created_at", "team_id", "list_id", "trashed_at"},
    "todo": {"created_at", "created_by", "external_source", "external_id", "trashed_at"},
    "comment": {"created_at", "todo_id", "author_id", "trashed_at"},
    "assignment": {"todo_id", "hero_id", "assigned_by", "assigned_at"},
    "todo_label": {"todo_id", "label_id"},
    "todo_block": {"todo_id", "blocker_id"},
    "todo_relation": {"todo_id", "other_id"},
    "cover": {"hero_id", "team_id", "stand_in_id"},
}
"""Columns that no verb changes by itself, or that a whole change tells of."""
SAMPLES: dict[str, list[Any]] = {
    "time_zone": ["Europe/Lisbon", "Asia/Kolkata"],
    "locale": ["en", "pt_BR"],
    "recurrence": [None, "FREQ=WEEKLY", "FREQ=DAILY"],
    "rank": ["a55555", "a66666"],
    "until": ["2026-05-29", "2026-06-01"],
    "due_on": [None, "2026-05-29", "2026-06-01"],
    "due_at": [None, "2026-05-29T09:00:00+00:00", "2026-06-01T09:00:00+00:00"],
    "completed_at": [None, "2026-05-29T09:00:00+00:00"],
    "completed_by": [None, SOME_ID],
}


def facets(entity: str) -> list[Facet]:
    return list(getattr(TABLES[entity], "facets", ()))


def samples(entity: str, column: str) -> list[Any]:
    if column in SAMPLES:
        return SAMPLES[column]
    kind = TABLES[entity].__table__.columns[column]
    if column.endswith("_id"):
        return [None, SOME_ID, SOME_ID + 1] if kind.nullable else [SOME_ID, SOME_ID + 1]
    if isinstance(kind.type, sa.Enum):
        return list(kind.type.enums)
    if isinstance(kind.type, sa.Boolean):
        return [False, True]
    return ["", "Some words", "Other words"]


def change(entity: str, kind: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    key = ",".join(str(SOME_ID) for _ in LINKS.get(entity, (entity,)))
    return Change(
        id=1, change_set_id=1, team_id=SOME_ID, entity=entity, row_key=key, kind=kind, before=before, after=after
    )


def writable() -> Iterator[Change]:
    """A change of every kind, and of every column of every facet from each value to each other."""
    for entity in RECORDS:
        yield change(entity, "created", {}, {"name": "Some words"})
        for kind in ("trashed", "restored"):
            yield change(entity, kind, {"trashed_at": None}, {"trashed_at": None})
    for entity in LINKS:
        yield change(entity, "created", {}, {"name": "Some words"})
        yield change(entity, "removed", {"name": "Some words"}, {})
    for entity in TABLES:
        for facet in facets(entity):
            for column in facet.columns:
                values = samples(entity, column)
                for before in values:
                    for after in values:
                        if before != after:
                            yield change(entity, _kind({column: after}), {column: before}, {column: after})


CHANGES = [pytest.param(one, id=f"{one.entity}-{one.kind}-{one.before}-{one.after}") for one in writable()]


@pytest.fixture
def viewer() -> Hero:
    """Somebody who looks; nothing of what changed has a name for them."""
    return Hero(id=1, name="Ana Ferreira", handle="ana", hue=Hue.SKY)


def is_plain(words: str) -> bool:
    """Whether nothing in it looks like code."""
    inside = re.sub(r"</?(b|ins|del)>", "", words)
    return bool(inside) and not re.search(r"_|\b98765\d\b|FREQ|a55|a66|%|None|T09|<|\b(auto|pt_BR|owner)\b", inside)


@pytest.mark.parametrize("one", CHANGES)
def test_every_change_has_its_sentence_and_its_button(one: Change, viewer: Hero) -> None:
    actor = Face(2, "Ben Okafor", Hue.CORAL)
    lines = lines_of(Happened(one, now(), StepKind.DONE, actor), viewer, NOBODY, private=True)
    assert lines
    assert all(str(line.words).startswith("<b>Ben</b> ") and is_plain(str(line.words)) for line in lines)
    if one.kind not in {"created", "restored"}:
        assert is_plain(back_words(one, viewer, NOBODY))


@pytest.mark.parametrize("entity", TABLES)
def test_every_facet_has_its_name_and_button_and_every_value_its_words(entity: str) -> None:
    for facet in facets(entity):
        assert (entity, facet.name) in BACK
        assert (entity, facet.name) in FACETS
        for column in facet.columns:
            for value in samples(entity, column):
                words = value_words(facet.name, {column: value}, NOBODY)
                assert words == "" or is_plain(words)


@pytest.mark.parametrize("entity", TABLES)
def test_every_column_belongs_to_a_facet_or_is_written_once(entity: str) -> None:
    columns = set(TABLES[entity].__table__.columns.keys()) - BOOKKEEPING
    told = {column for facet in facets(entity) for column in facet.columns}
    assert columns - told == WRITTEN_ONCE[entity] - told


def test_what_one_does_to_oneself_is_told_so(viewer: Hero) -> None:
    me = Face(viewer.id, viewer.name, viewer.hue)
    one = change("membership", "removed", {"role": "guest"}, {})
    one = Change.model_validate(one.model_dump() | {"row_key": f"{viewer.id},{SOME_ID}"})
    (line,) = lines_of(Happened(one, now(), StepKind.DONE, me), viewer, NOBODY)
    assert line.words == "<b>You</b> left another team"
