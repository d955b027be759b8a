"""Who asks, and how: the roles on the team of the cast, and browsers whose sign-in counts no more."""

from collections.abc import Callable

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import Hero, SignIn
from tests.cast import Cast
from tests.world import BODIES, World

ROLES = ("anonymous", "stranger", "guest", "member", "owner", "admin")
CALLERS = (*ROLES, "deactivated", "revoked")


def hero_of(cast: Cast, caller: str) -> int:
    """Whose browser it is; the last two, and whoever nobody knows, would be the owner."""
    known = {"stranger": cast.spider_boy, "guest": cast.tarantula, "member": cast.rusty_man, "admin": cast.north}
    return known.get(caller, cast.deadpond)


def browser_of(
    caller: str, cast: Cast, engine: sa.Engine, client: Callable[[int], TestClient], anonymous: TestClient
) -> TestClient:
    """A browser of this caller, in a world that is furnished already."""
    if caller == "anonymous":
        return anonymous
    hero_id = hero_of(cast, caller)
    browser = client(hero_id)
    with transaction(engine) as session:
        if caller == "deactivated":
            session.execute(sa.update(Hero).where(sa.column("id") == hero_id).values(deactivated_at=now()))
        if caller == "revoked":
            session.execute(sa.delete(SignIn).where(sa.column("hero_id") == hero_id))
    return browser


def ask(browser: TestClient, route: str, world: World) -> int:
    """The status of the answer; whatever that does to the browser's cookies is forgotten."""
    if "/join/" in route:
        world = world | {"token": world["join"]}
    method, path = route.format_map(world).split()
    body = {name: value.format_map(world) for name, value in BODIES.get(route, {}).items()}
    kept = list(browser.cookies.jar)
    status = browser.request(method, path, data=body or None).status_code
    browser.cookies.clear()
    for cookie in kept:
        browser.cookies.jar.set_cookie(cookie)
    return status
