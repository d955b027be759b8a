"""No page tells anybody about what is in a team that is none of theirs: lists, counts, searches, suggestions."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Comment, Hero, Label, SavedView, Section, Team, Todo
from tests.cast import Cast
from tests.permissions.callers import hero_of
from tests.permissions.table import TABLE, names_a_thing
from tests.permissions.worlds import world_of
from tests.world import World

SECRET = "Xyzzy"
WORDS = {Team: "name", Hero: "name", Label: "name", Section: "name", SavedView: "name", Todo: "title", Comment: "body"}
ASKING = ("", f"?q={SECRET}", f"?text={SECRET}", "?done=on")


def _hidden(engine: sa.Engine, before: dict[type, set[int]]) -> None:
    """Everything that was not there before has the secret word for a name."""
    with transaction(engine) as session:
        for table, word in WORDS.items():
            new = sa.column("id").not_in(before[table])
            named = sa.literal(SECRET) + sa.cast(sa.column("id"), sa.String)
            session.execute(sa.update(table).where(new).values({word: named}))


def _there(engine: sa.Engine) -> dict[type, set[int]]:
    with transaction(engine) as session:
        return {table: set(session.execute(sa.select(sa.column("id")).select_from(table)).scalars()) for table in WORDS}


def _near(cast: Cast) -> World:
    return {
        "team_id": cast.z_force,
        "todo_id": cast.roof,
        "hero_id": cast.deadpond,
        "section_id": cast.backlog,
        "label_id": cast.house,
    }


@pytest.mark.parametrize("caller", ["stranger", "guest", "member", "owner"])
def test_nothing_of_others_is_on_any_page(
    caller: str, cast: Cast, engine: sa.Engine, client: Callable[[int], TestClient]
) -> None:
    before = _there(engine)
    world_of(engine, cast, hero_of(cast, caller), "other")
    _hidden(engine, before)
    browser, near = client(hero_of(cast, caller)), _near(cast)
    told = [
        address
        for route in TABLE
        if route.startswith("GET ") and (not names_a_thing(route) or _is_near(route, near))
        for address in (route.removeprefix("GET ").format_map(near) + asking for asking in ASKING)
        if re.search(rf"{SECRET}\d", browser.get(address).text)
    ]
    assert told == []


def _is_near(route: str, near: World) -> bool:
    return all(part[1:-1] in near for part in route.split("/") if part.startswith("{"))
