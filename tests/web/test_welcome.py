"""The first account of a Sidekick where nobody is yet."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access.guest import Guest
from app.database import transaction
from tests.cast import Cast
from tests.conftest import HTMX, SAME_ORIGIN

ACCOUNT = {"name": "Mira Lindqvist", "email": "mira@example.org", "password": "green tomato soup"}


@pytest.fixture
def here(app: FastAPI, engine: sa.Engine) -> TestClient:
    """A browser on the machine that Sidekick runs on."""
    return _browser(app)


def _browser(app: FastAPI) -> TestClient:
    return TestClient(
        app,
        base_url="http://localhost",
        headers=SAME_ORIGIN,
        client=("127.0.0.1", 50000),
        follow_redirects=False,
    )


@pytest.mark.parametrize("path", ["/teams/1", "/settings", "/login"])
def test_every_page_leads_to_the_welcome(here: TestClient, path: str) -> None:
    answer = here.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/welcome")
    assert here.get(path, headers=HTMX).headers.get("hx-redirect") == "/welcome"


def test_there_is_nobody_to_sign_in_as(here: TestClient) -> None:
    answer = here.post("/login", data={"email": "a@b", "password": "x"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/welcome")


def test_the_first_one_becomes_admin_and_looks_around_in_the_sample_team(here: TestClient) -> None:
    assert "Create your account" in here.get("/welcome").text
    answer = here.post("/welcome", data=ACCOUNT | {"sample": "on", "time_zone": "Europe/Lisbon"})
    assert answer.status_code == 303
    assert answer.headers["set-cookie"].startswith("sidekick=")
    page = here.get(answer.headers["location"])
    assert page.status_code == 200
    for words in ("Kitchen Garden", "Fix the drip line", "2 days late", "Hana Novák", "My own", "Mira Lindqvist"):
        assert words in page.text


def test_without_the_sample_there_is_one_private_team(here: TestClient) -> None:
    answer = here.post("/welcome", data=ACCOUNT)
    assert answer.headers["location"] == "/"
    assert here.get("/teams/1").status_code == 200
    assert here.get("/teams/2").status_code == 404


def test_what_was_typed_stays_but_the_password(here: TestClient) -> None:
    answer = here.post("/welcome", data=ACCOUNT | {"email": "mira", "password": "short"})
    assert answer.status_code == 422
    assert "This does not look like an email address." in answer.text
    assert 'value="Mira Lindqvist"' in answer.text
    assert 'value="short"' not in answer.text


def test_once_somebody_is_here_the_welcome_is_the_sign_in(cast: Cast, here: TestClient) -> None:
    for answer in (here.get("/welcome"), here.post("/welcome", data=ACCOUNT)):
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_from_elsewhere_it_takes_the_link(app: FastAPI, anonymous: TestClient, engine: sa.Engine) -> None:
    assert anonymous.get("/welcome").status_code == 403
    assert anonymous.get("/welcome?token=guessed").status_code == 403
    assert anonymous.post("/welcome", data=ACCOUNT | {"token": "guessed"}).status_code == 403
    with transaction(engine) as session:
        link = str(Guest(session).open_house())
    page = anonymous.get(link)
    token = link.partition("=")[2]
    assert f'name="token" value="{token}"' in page.text
    assert anonymous.post("/welcome", data=ACCOUNT | {"token": token}).status_code == 303


@pytest.mark.parametrize("headers", [{"X-Forwarded-For": "203.0.113.5"}, {"Host": "127.0.0.1.example.org"}])
def test_behind_a_proxy_nobody_is_at_this_machine(here: TestClient, headers: dict[str, str]) -> None:
    assert here.get("/welcome", headers=headers).status_code in {400, 403, 421}


def test_of_two_at_once_one_becomes_the_first(app: FastAPI, engine: sa.Engine) -> None:
    def found(number: int) -> str:
        data = ACCOUNT | {"name": f"Hero {number}", "email": f"{number}@example.org"}
        return _browser(app).post("/welcome", data=data).headers["location"]

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(found, range(4))) == ["/", "/login", "/login", "/login"]
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM hero").scalar() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM login").scalar() == 1


def test_that_somebody_is_here_is_asked_once(here: TestClient, cast: Cast, queries: object) -> None:
    here.get("/login")
    with queries() as sent:  # type: ignore[operator]  # a context manager's maker
        here.get("/login")
    assert sent == []
