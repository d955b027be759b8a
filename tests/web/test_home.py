"""Home."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast


def test_home_is_where_the_teams_are(cast: Cast, client: Callable[..., TestClient]) -> None:
    assert client(cast.deadpond).get("/").headers["location"] == "/teams"


def test_nobody_gets_home_without_signing_in(cast: Cast, anonymous: TestClient) -> None:
    assert anonymous.get("/").headers["location"].startswith("/login")
