"""Who may go where: every route for everybody, in one table. Whoever is refused has changed nothing."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

import app.request
from app.history import RecordedSession
from app.models import SignIn
from tests.cast import Cast
from tests.dump import dump
from tests.routes import routes
from tests.world import BODIES, World, furnished

ROLES = ("anonymous", "stranger", "guest", "member", "owner", "admin")
REFUSED = frozenset({401, 403, 404})

# fmt: off
TABLE = {
    # route                                                of: anonymous, stranger, guest, member, owner, admin
    "GET /gallery":                                        "200  200  200  200  200  200",
    "GET /healthz":                                        "200  200  200  200  200  200",
    "GET /":                                               "303  200  200  200  200  200",
    "POST /":                                              "401  404  403  303  303  303",
    "GET /reading":                                        "303  200  200  200  200  200",
    "GET /welcome":                                        "303  303  303  303  303  303",
    "POST /welcome":                                       "303  303  303  303  303  303",
    "GET /login":                                          "200  303  303  303  303  303",
    "POST /login":                                         "422  422  422  422  422  422",
    "GET /login/code":                                     "303  303  303  303  303  303",
    "POST /login/code":                                    "303  303  303  303  303  303",
    "GET /login/forgotten":                                "303  303  303  303  303  303",
    "POST /login/forgotten":                               "404  404  404  404  404  404",
    "POST /login/passkey":                                 "422  422  422  422  422  422",
    "POST /login/passkey/challenge":                       "200  200  200  200  200  200",
    "GET /join/{token}":                                   "404  404  404  404  404  404",
    "POST /join/{token}":                                  "404  404  404  404  404  404",
    "GET /invitations/{token}":                            "410  410  410  410  410  410",
    "POST /invitations/{token}":                           "410  303  303  303  303  303",
    "POST /invitations/{token}/membership":                "401  410  410  410  410  410",
    "DELETE /sign-in":                                     "401  303  303  303  303  303",
    "DELETE /sign-ins":                                    "401  303  303  303  303  303",
    "DELETE /sign-ins/{sign_in_id}":                       "401  303  303  303  303  303",
    "GET /search":                                         "303  200  200  200  200  200",
    "GET /search/palette":                                 "303  200  200  200  200  200",
    "GET /help/keys":                                      "303  200  200  200  200  200",
    "GET /settings":                                       "303  200  200  200  200  200",
    "PUT /settings/profile":                               "401  303  303  303  303  303",
    "PUT /settings/theme":                                 "401  303  303  303  303  303",
    "PUT /settings/keys":                                  "401  303  303  303  303  303",
    "PUT /settings/email":                                 "401  404  404  404  404  404",
    "PUT /settings/password":                              "401  404  404  404  404  404",
    "GET /settings/second-factor":                         "303  404  404  404  404  404",
    "POST /settings/second-factor":                        "401  404  404  404  404  404",
    "PUT /settings/second-factor":                         "401  404  404  404  404  404",
    "DELETE /settings/second-factor":                      "401  404  404  404  404  404",
    "GET /settings/second-factor/deletion":                "303  404  404  404  404  404",
    "POST /settings/second-factor/codes":                  "401  404  404  404  404  404",
    "GET /settings/passkeys":                              "303  404  404  404  404  404",
    "POST /settings/passkeys":                             "401  404  404  404  404  404",
    "PUT /settings/passkeys":                              "401  404  404  404  404  404",
    "PUT /settings/passkeys/{passkey_id}":                 "401  404  404  404  404  404",
    "GET /settings/passkeys/{passkey_id}/deletion":        "303  404  404  404  404  404",
    "DELETE /settings/passkeys/{passkey_id}":              "401  404  404  404  404  404",
    "GET /help/adding":                                    "303  200  200  200  200  200",
    "GET /teams":                                          "303  200  200  200  200  200",
    "GET /teams/new":                                      "303  200  200  200  200  200",
    "POST /teams":                                         "401  303  303  303  303  303",
    "GET /teams/{team_id}/edit":                           "303  404  403  403  200  200",
    "PUT /teams/{team_id}":                                "401  404  403  403  303  303",
    "GET /teams/{team_id}":                                "303  404  200  200  200  200",
    "GET /teams/{team_id}/board":                          "303  404  200  200  200  200",
    "GET /board":                                          "303  200  200  200  200  200",
    "POST /teams/{team_id}/todos":                         "401  404  403  303  303  303",
    "GET /teams/{team_id}/reading":                        "303  404  403  200  200  200",
    "GET /teams/{team_id}/names":                          "303  404  303  303  303  303",
    "GET /teams/{team_id}/sections":                       "303  404  200  200  200  200",
    "POST /teams/{team_id}/sections":                      "401  404  403  303  303  303",
    "GET /teams/{team_id}/text":                           "303  404  200  200  200  200",
    "GET /teams/{team_id}/sections/{section_id}/text":     "303  404  200  200  200  200",
    "GET /teams/{team_id}/sections/{section_id}/edit":     "303  404  403  200  200  200",
    "PUT /teams/{team_id}/sections/{section_id}":          "401  404  403  303  303  303",
    "PUT /teams/{team_id}/sections/{section_id}/place":    "401  404  403  303  303  303",
    "GET /teams/{team_id}/audience":                       "303  404  200  200  200  200",
    "GET /todos/{todo_id}/audience":                       "303  404  200  200  200  200",
    "GET /teams/{team_id}/load":                           "303  404  200  200  200  200",
    "GET /teams/{team_id}/roster":                         "303  404  200  200  200  200",
    "PUT /teams/{team_id}/roster/{hero_id}":               "401  404  403  403  303  303",
    "GET /teams/{team_id}/roster/{hero_id}/departure":     "303  404  403  200  200  200",
    "DELETE /teams/{team_id}/roster/{hero_id}":            "401  404  403  303  303  303",
    "POST /teams/{team_id}/roster":                        "401  404  403  403  303  303",
    "GET /teams/{team_id}/invitations":                    "303  404  403  403  200  200",
    "POST /teams/{team_id}/invitations":                   "401  404  403  403  200  200",
    "POST /teams/{team_id}/invitations/{link_id}/mail":    "401  404  403  403  404  404",
    "DELETE /teams/{team_id}/invitations/{link_id}":       "401  404  403  403  303  303",
    "GET /teams/{team_id}/labels":                         "303  404  200  200  200  200",
    "POST /teams/{team_id}/labels":                        "401  404  403  303  303  303",
    "GET /teams/{team_id}/labels/{label_id}":              "303  404  200  200  200  200",
    "GET /teams/{team_id}/labels/{label_id}/edit":         "303  404  403  200  200  200",
    "PUT /teams/{team_id}/labels/{label_id}":              "401  404  403  303  303  303",
    "GET /help/filtering":                                 "303  200  200  200  200  200",
    "POST /saved":                                         "401  404  303  303  303  303",
    "GET /saved/{saved_id}":                               "303  404  303  303  303  303",
    "GET /saved/{saved_id}/edit":                          "303  404  403  200  200  200",
    "PUT /saved/{saved_id}":                               "401  404  403  303  303  303",
    "DELETE /saved/{saved_id}":                            "401  404  403  303  303  303",
    "POST /saved/{saved_id}/precedence":                   "401  404  403  403  303  303",
    "DELETE /saved/{saved_id}/precedence":                 "401  404  403  403  303  303",
    "GET /teams/{team_id}/labels/{label_id}/merger":       "303  404  403  200  200  200",
    "POST /teams/{team_id}/labels/{label_id}/merger":      "401  404  403  303  303  303",
    "GET /heroes":                                         "303  200  200  200  200  200",
    "GET /heroes/{hero_id}":                               "303  404  200  200  200  200",
    "GET /heroes/{hero_id}/edit":                          "303  404  403  200  200  200",
    "PUT /heroes/{hero_id}":                               "401  404  403  303  303  303",
    "GET /heroes/{hero_id}/merger":                         "303  404  403  403  200  200",
    "POST /heroes/{hero_id}/merger":                        "401  404  403  403  303  303",
    "GET /heroes/{hero_id}/handover":                      "303  404  403  200  200  200",
    "POST /heroes/{hero_id}/handover":                     "401  404  403  303  303  303",
    "GET /heroes/{hero_id}/deactivation":                  "303  404  403  403  403  200",
    "POST /heroes/{hero_id}/deactivation":                 "401  404  403  403  403  303",
    "DELETE /heroes/{hero_id}/deactivation":               "401  404  403  403  403  303",
    "POST /heroes/{hero_id}/invitation":                   "401  404  403  403  200  200",
    "POST /heroes/{hero_id}/invitation/mail":              "401  404  403  403  404  404",
    "GET /heroes/{hero_id}/second-factor/deletion":        "303  404  403  403  403  404",
    "DELETE /heroes/{hero_id}/second-factor":              "401  404  403  403  403  404",
    "POST /todos/{todo_id}/closure":                       "401  404  403  200  200  200",
    "DELETE /todos/{todo_id}/closure":                     "401  404  403  303  303  303",
    "GET /teams/{team_id}/duplicate":                      "303  404  200  200  200  200",
    "POST /teams/{team_id}/duplicate":                     "401  404  303  303  303  303",
    "GET /teams/{team_id}/archival":                       "303  404  403  403  200  200",
    "POST /teams/{team_id}/archival":                      "401  404  403  403  303  303",
    "DELETE /teams/{team_id}/archival":                    "401  404  403  403  303  303",
    "GET /teams/{team_id}/deletion":                       "303  404  403  403  200  200",
    "DELETE /teams/{team_id}":                             "401  404  403  403  303  303",
    "GET /heroes/{hero_id}/deletion":                      "303  404  403  403  200  200",
    "DELETE /heroes/{hero_id}":                            "401  404  403  403  303  303",
    "GET /teams/{team_id}/sections/{section_id}/deletion": "303  404  403  200  200  200",
    "DELETE /teams/{team_id}/sections/{section_id}":       "401  404  403  303  303  303",
    "GET /teams/{team_id}/labels/{label_id}/deletion":     "303  404  403  200  200  200",
    "DELETE /teams/{team_id}/labels/{label_id}":           "401  404  403  303  303  303",
    "GET /todos/{todo_id}/deletion":                       "303  404  403  200  200  200",
    "DELETE /todos/{todo_id}":                             "401  404  403  303  303  303",
    "POST /undo":                                          "401  409  409  409  409  409",
    "POST /redo":                                          "401  409  409  409  409  409",
    "GET /changes":                                        "303  200  200  200  200  200",
    "GET /changes/{step}":                                 "303  404  200  200  200  200",
    "GET /todos/{todo_id}/history":                        "303  404  200  200  200  200",
    "GET /teams/{team_id}/history":                        "303  404  200  200  200  200",
    "GET /teams/{team_id}/activity":                       "303  404  200  200  200  200",
    "GET /heroes/{hero_id}/history":                       "303  404  200  200  200  200",
    "POST /changes/{step}/undo":                           "401  404  403  403  303  303",
    "GET /trash":                                          "303  200  200  200  200  200",
    "POST /trash/{step}/restoration":                      "401  404  403  303  303  303",
    "GET /trash/deletion":                                 "303  200  200  200  200  200",
    "GET /trash/{step}/deletion":                          "303  404  404  200  200  200",
    "DELETE /trash":                                       "401  303  303  303  303  303",
    "DELETE /trash/{step}":                                "401  303  403  303  303  303",
    "GET /todos":                                          "303  200  200  200  200  200",
    "GET /todos/{todo_id}":                                "303  404  200  200  200  200",
    "GET /todos/{todo_id}/edit":                           "303  404  403  200  200  200",
    "PUT /todos/{todo_id}":                                "401  404  403  303  303  303",
    "PUT /todos/{todo_id}/labels":                         "401  404  403  303  303  303",
    "POST /todos/{todo_id}/assignments":                   "401  404  403  303  303  303",
    "DELETE /todos/{todo_id}/assignments/{hero_id}":       "401  404  403  303  303  303",
    "POST /todos/{todo_id}/comments":                      "401  404  303  303  303  303",
    "GET /comments/{comment_id}/edit":                     "303  404  403  200  403  403",
    "PUT /comments/{comment_id}":                          "401  404  403  303  403  403",
    "DELETE /comments/{comment_id}":                       "401  404  403  303  303  303",
    "GET /calendar":                                       "303  200  200  200  200  200",
    "POST /calendar":                                      "401  404  403  303  303  303",
    "GET /teams/{team_id}/calendar":                       "303  404  200  200  200  200",
    "GET /todos/{todo_id}/due":                            "303  404  403  200  200  200",
    "PUT /todos/{todo_id}/due":                            "401  404  403  303  303  303",
    "GET /todos/{todo_id}/move":                           "303  404  403  200  200  200",
    "PUT /todos/{todo_id}/place":                          "401  404  403  303  303  303",
    "GET /todos/{todo_id}/text":                           "303  404  200  200  200  200",
    "GET /todos/{todo_id}/copy":                           "303  404  403  200  200  200",
    "POST /todos/{todo_id}/copy":                          "401  404  403  303  303  303",
    "GET /todos/{todo_id}/relations":                      "303  404  403  200  200  200",
    "POST /todos/{todo_id}/relations":                     "401  404  403  303  303  303",
    "DELETE /todos/{todo_id}/relations/{other_id}":        "401  404  403  303  303  303",
    "POST /todos/{todo_id}/subs":                          "401  404  403  303  303  303",
    "POST /todos/selection":                               "401  404  403  303  303  303",
    "DELETE /todos/selection":                             "401  404  403  303  303  303",
}
# fmt: on


@pytest.fixture
def world(cast: Cast, engine: sa.Engine) -> World:
    """What the braces in the addresses stand for."""
    return furnished(engine, cast)


@pytest.fixture
def role(
    request: pytest.FixtureRequest, cast: Cast, client: Callable[..., TestClient], anonymous: TestClient
) -> TestClient:
    """The browser of somebody in that role."""
    heroes = {
        "stranger": cast.spider_boy,
        "guest": cast.tarantula,
        "member": cast.rusty_man,
        "owner": cast.deadpond,
        "admin": cast.north,
    }
    return client(heroes[request.param]) if request.param in heroes else anonymous


def expected(name: str) -> dict[str, int]:
    place = ROLES.index(name)
    return {route: int(statuses.split()[place]) for route, statuses in TABLE.items()}


def ask(browser: TestClient, route: str, world: World) -> int:
    method, path = route.format(**world).split()
    body = {name: value.format(**world) for name, value in BODIES.get(route, {}).items()}
    return browser.request(method, path, data=body or None).status_code


def test_the_table_has_every_route(app: FastAPI) -> None:
    assert sorted(TABLE) == sorted(route.name for route in routes(app))


@pytest.mark.parametrize("role", ROLES, indirect=True)
def test_everybody_gets_where_they_may_and_nowhere_else(
    role: TestClient,
    world: World,
    engine: sa.Engine,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = expected(request.node.callspec.params["role"])
    with engine.begin() as connection:
        world["sign_in_id"] = connection.scalar(sa.select(sa.func.max(SignIn.id))) or 1
    before = dump(engine)
    refused = {route: ask(role, route, world) for route, status in wanted.items() if status in REFUSED}
    assert dump(engine) == before
    # What is allowed is done and then taken back, so that each of them starts from the same world.
    monkeypatch.setattr(app.request, "commit", RecordedSession.flush)
    allowed = {route: ask(role, route, world) for route, status in wanted.items() if status not in REFUSED}
    assert refused | allowed == wanted
    assert dump(engine) == before
