"""With a script and without one the same forms do the same: one long story, told twice, compared step by step."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.database import transaction
from tests.cast import Cast, build
from tests.contents import empty
from tests.dump import dump
from tests.routes import routes
from tests.world import World, furnished

Step = tuple[str, dict[str, Any], dict[str, Any]]
"""A route, what stands in its address besides the usual, and what is typed. Braces name ids."""

EDIT, TEAM = {"priority": "high"}, {"time_zone": "UTC", "colour": "fern"}
STORY: list[Step] = [
    ("POST /teams/{team_id}/todos", {}, {"text": "Fix the fence"}),
    ("POST /teams/{team_id}/todos", {}, {"text": "Call Rusty tomorrow 9am #roofing @rusty !high every monday /doing"}),
    (
        "POST /teams/{team_id}/todos",
        {},
        {"text": "# Attic\n- [ ] Sort boxes\n  - [x] Buy tape @rusty\n", "step": "add"},
    ),
    ("POST /", {}, {"text": "Call Ana tomorrow 9am"}),
    ("POST /", {}, {"text": "Buy nails\nBuy glue @rusty", "team": "{team_id}", "step": "add"}),
    ("POST /todos/{todo_id}/closure", {"todo_id": "rope"}, {}),
    ("DELETE /todos/{todo_id}/closure", {"todo_id": "rope"}, {}),
    ("POST /todos/{todo_id}/closure", {"todo_id": "roof"}, {"subs": "close"}),
    ("DELETE /todos/{todo_id}/closure", {"todo_id": "roof"}, {}),
    ("PUT /todos/{todo_id}", {}, EDIT | {"title": "Call again", "notes": "Twice.", "due_day": "2026-05-29"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "priority": "urgent"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "close": "on"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "reopen": "on"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "section": "{doing}"}),
    ("POST /todos/selection", {}, {"todos": ["{rope}", "{roof}"], "section": "{backlog}"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "due": "2026-05-29"}),
    ("POST /todos/selection", {}, {"todos": ["{roof}", "{rope}"], "due": "none"}),
    ("DELETE /todos/selection", {}, {"todos": ["{roof}", "{rope}"]}),
    ("POST /trash/{step}/restoration", {"step": "last"}, {}),
    ("POST /todos/{todo_id}/subs", {}, {"title": "Find the number"}),
    ("POST /todos/{todo_id}/assignments", {"todo_id": "rope"}, {"hero": "{deadpond}"}),
    ("DELETE /todos/{todo_id}/assignments/{hero_id}", {}, {}),
    ("PUT /todos/{todo_id}/labels", {}, {"labels": "{house}", "new": "urgent"}),
    ("PUT /todos/{todo_id}/place", {}, {"section": "{doing}", "end": "first"}),
    ("POST /todos/{todo_id}/copy", {}, {"take": ["subs", "heroes", "labels"]}),
    ("POST /todos/{todo_id}/relations", {}, {"other": "{rope}", "kind": "blocked_by"}),
    ("POST /todos/{todo_id}/relations", {}, {"other": "{ladder}", "kind": "relates"}),
    ("DELETE /todos/{todo_id}/relations/{other_id}", {}, {"kind": "blocked_by"}),
    ("PUT /todos/{todo_id}/due", {"todo_id": "rope"}, {"day": "2030-12-02", "back": "/calendar?month=2030-12"}),
    (
        "POST /calendar",
        {},
        {"text": "Sweep 9am", "team": "{z_force}", "day": "2030-12-02", "back": "/calendar?month=2030-12"},
    ),
    ("POST /todos/{todo_id}/comments", {}, {"body": "Who has the ladder?"}),
    ("PUT /comments/{comment_id}", {"comment_id": "mine"}, {"body": "Who has **the ladder**?"}),
    ("DELETE /comments/{comment_id}", {}, {}),
    ("POST /trash/{step}/restoration", {"step": "last"}, {}),
    ("POST /changes/{step}/undo", {"step": "last"}, {}),
    ("POST /undo", {}, {}),
    ("POST /redo", {}, {}),
    ("POST /teams/{team_id}/sections", {}, {"name": "Later"}),
    ("PUT /teams/{team_id}/sections/{section_id}", {}, {"name": "Soon"}),
    ("PUT /teams/{team_id}/sections/{section_id}/place", {}, {"after": "{doing}"}),
    ("DELETE /teams/{team_id}/sections/{section_id}", {}, {}),
    ("POST /teams/{team_id}/labels", {}, {"name": "wet", "colour": "teal"}),
    ("PUT /teams/{team_id}/labels/{label_id}", {}, {"name": "home", "colour": "rose"}),
    ("POST /teams/{team_id}/labels/{label_id}/merger", {}, {"into": "{other_label_id}"}),
    ("POST /undo", {}, {}),
    ("DELETE /teams/{team_id}/labels/{label_id}", {}, {}),
    ("POST /saved", {}, {"name": "Roofs", "query": "roof -label:gear", "of": "{z_force}", "shared": "on"}),
    ("PUT /saved/{saved_id}", {}, {"name": "Roofing", "query": "roof"}),
    ("POST /saved/{saved_id}/precedence", {}, {}),
    ("DELETE /saved/{saved_id}/precedence", {}, {}),
    ("DELETE /saved/{saved_id}", {}, {}),
    ("POST /teams/{team_id}/roster", {}, {"names": "Silver Fox\nBlack Cat", "role": "member"}),
    ("PUT /teams/{team_id}/roster/{hero_id}", {}, {"role": "guest", "before": "member"}),
    ("DELETE /teams/{team_id}/roster/{hero_id}", {"hero_id": "tarantula"}, {}),
    ("PUT /heroes/{hero_id}", {}, {"name": "Rusty", "handle": "rusty", "time_zone": "UTC"}),
    ("DELETE /heroes/{hero_id}/picture", {}, {}),
    ("POST /heroes/{hero_id}/invitation", {}, {}),
    ("POST /teams/{team_id}/invitations", {}, {"role": "guest", "uses": "", "days": "30"}),
    ("DELETE /teams/{team_id}/invitations/{link_id}", {}, {}),
    ("POST /invitations/{token}/membership", {"token": "away"}, {}),
    ("DELETE /todos/{todo_id}", {}, {}),
    ("POST /trash/{step}/restoration", {"step": "last"}, {}),
    ("DELETE /todos/{todo_id}", {"todo_id": "rope"}, {}),
    ("DELETE /trash/{step}", {"step": "last"}, {}),
    ("POST /heroes/{hero_id}/cover", {}, {"stand_in": "{deadpond}", "until": "2030-01-01"}),
    ("DELETE /heroes/{hero_id}/cover", {}, {"stand_in": "{deadpond}"}),
    ("POST /heroes/{hero_id}/handover", {}, {"leave": "{z_force}", "step": "do"}),
    ("POST /undo", {}, {}),
    ("POST /heroes/{hero_id}/merger", {}, {"into": "{deadpond}"}),
    ("POST /undo", {}, {}),
    ("POST /teams/{team_id}/merger", {}, {"into": "{other_team_id}"}),
    ("POST /undo", {}, {}),
    ("DELETE /heroes/{hero_id}", {}, {}),
    ("POST /teams", {}, TEAM | {"name": "Choir"}),
    ("PUT /teams/{team_id}", {}, TEAM | {"name": "X-Force", "headquarters": "Faro"}),
    ("PUT /settings/profile", {}, {"name": "Dead", "handle": "dead", "time_zone": "UTC", "locale": "en"}),
    ("PUT /settings/theme", {}, {"theme": "dark"}),
    ("PUT /settings/keys", {}, {}),
    ("POST /teams/{team_id}/duplicate", {}, {"name": "Again", "take": ["todos", "heroes", "labels"], "step": "make"}),
    ("POST /teams/{team_id}/archival", {}, {}),
    ("DELETE /teams/{team_id}/archival", {}, {}),
    ("DELETE /teams/{team_id}", {}, {}),
    ("DELETE /trash", {}, {}),
]
AT_THE_DOOR = {
    "DELETE /heroes/{hero_id}/second-factor",
    "DELETE /heroes/{hero_id}/invitation",
    "POST /heroes/{hero_id}/rights",
    "DELETE /heroes/{hero_id}/rights",
    "POST /heroes/{hero_id}/reset",
    "POST /heroes/{hero_id}/deactivation",
    "DELETE /heroes/{hero_id}/deactivation",
    "DELETE /sign-in",
    "DELETE /sign-ins",
    "DELETE /sign-ins/{sign_in_id}",
    "POST /invitations/{token}",
    "POST /join/{token}",
    "POST /join/{token}/membership",
    "POST /login",
    "POST /login/code",
    "POST /login/forgotten",
    "POST /login/passkey",
    "POST /login/passkey/challenge",
    "POST /settings/passkeys",
    "PUT /settings/passkeys",
    "PUT /settings/passkeys/{passkey_id}",
    "DELETE /settings/passkeys/{passkey_id}",
    "POST /heroes/{hero_id}/invitation/mail",
    "POST /heroes/{hero_id}/reset/mail",
    "POST /teams/{team_id}/invitations/{link_id}/mail",
    "POST /welcome",
    "PUT /settings/email",
    "PUT /settings/password",
    "POST /settings/second-factor",
    "PUT /settings/second-factor",
    "DELETE /settings/second-factor",
    "POST /settings/second-factor/codes",
}
"""Who may come in: told by their own tests, and the same with a script and without."""

WITH_A_FILE = {"PUT /heroes/{hero_id}/picture"}
"""Sent in the one way that browsers have for files; told by their own tests."""

STEPS = {"id", "change_set_id", "trashed_by", "undone_by"}
"""Columns that may hold the id of a step."""

Client = Callable[..., TestClient]


def plain(value: object) -> object:
    """Moments differ between two tellings, and the ids of steps begin with one."""
    return "then" if isinstance(value, datetime) else value


def seen(engine: sa.Engine) -> dict[str, Any]:
    """What is in the database, without what the clock and chance put there."""
    tables = dump(engine)
    steps = {
        key[0]: number for number, key in enumerate(sorted(tables["change_set"], key=lambda key: int(str(key[0]))))
    }
    known: dict[str, Any] = {}
    for name, rows in tables.items():
        known[name] = [
            {
                column: steps.get(value, value) if column in STEPS else plain(value)
                for column, value in row.items()
                if column not in {"before", "after", "token_digest"}
            }
            for _, row in sorted(rows.items())
        ]
    return known


def ids_now(engine: sa.Engine, ids: World) -> World:
    """The ids by name, with those of the last step and of the last comment."""
    with engine.connect() as connection:
        last = connection.scalar(sa.text("SELECT max(id) FROM change_set"))
        mine = connection.scalar(sa.text("SELECT max(id) FROM comment"))
    return ids | {"last": last or 0, "mine": mine or 0}


def filled(value: Any, known: World) -> Any:
    """A value, or several, with the ids that their braces name."""
    if isinstance(value, list):
        return [filled(one, known) for one in value]
    return value.format(**known) if "{" in value else value


def told_on(browser: TestClient, engine: sa.Engine, ids: World) -> Iterator[str]:
    """Do the whole story, one step at a time: the route of what was done last."""
    for route, address, typed in STORY:
        known = ids_now(engine, ids)
        method, path = route.format(**known | {name: known[there] for name, there in address.items()}).split()
        body = {name: filled(value, known) for name, value in typed.items()}
        answer = browser.request(method, path, data=body or None)
        assert answer.status_code in {200, 303}, f"{method} {path}: {answer.status_code}"
        yield route


@pytest.fixture
def told(engine: sa.Engine, client: Client) -> Callable[[bool], list[dict[str, Any]]]:
    """Tells the story to a new world, with a script or without."""

    def tell_it(htmx: bool) -> list[dict[str, Any]]:
        empty(engine)
        with transaction(engine) as session:
            cast: Cast = build(session)
        ids = vars(cast) | furnished(engine, cast)
        return [seen(engine) for _ in told_on(client(cast.deadpond, htmx=htmx), engine, ids)]

    return tell_it


def test_the_story_has_every_form(app: FastAPI) -> None:
    forms = {route.name for route in routes(app) if route.method != "GET"}
    assert {route for route, _, _ in STORY} == forms - AT_THE_DOOR - WITH_A_FILE


def test_with_a_script_and_without_one_the_same_happens(told: Callable[[bool], list[dict[str, Any]]]) -> None:
    without, with_script = told(False), told(True)
    for number, ((route, _, _), one, other) in enumerate(zip(STORY, without, with_script, strict=True)):
        assert one == other, f"step {number}: {route}"


def test_every_step_of_the_story_changes_something(told: Callable[[bool], list[dict[str, Any]]]) -> None:
    after = told(False)
    same = [route for (route, _, _), (one, other) in zip(STORY[1:], pairwise(after), strict=True) if one == other]
    assert same == []
