"""What goes wrong is said in one plain sentence, with its real status: as a page, or beside the page with a script."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.errors import AppError, Conflict, TooMany, Unavailable, Unprocessable
from app.main import create_app
from app.middleware.security_headers import HEADERS
from app.models import Todo
from app.settings import Settings
from app.web.errors import TITLES
from tests.cast import Cast
from tests.conftest import HTMX, SAME_ORIGIN

Client = Callable[..., TestClient]
RAISED = [
    Conflict("Somebody was faster."),
    Unprocessable("That is no day."),
    TooMany("Wait a minute.", retry_after=60),
    Unavailable("Try again soon."),
]
SECRET = "the password is hunter22"


def check_page(text: str, status: int, sentence: str) -> None:
    """A whole page of ours: its title, the sentence once, the status, and a way back."""
    assert text.startswith("<!doctype html>")
    assert TITLES[status] in text
    assert text.count(sentence) == 1
    assert f"Error {status}" in text
    assert 'href="/"' in text


def check_toast(text: str, sentence: str) -> None:
    """One region, which is the toast: the row that was clicked stays as it is."""
    assert re.findall(r'hx-target="([^"]+)"', text) == ["#toasts"]
    assert sentence in text
    assert "<html" not in text


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """From here on nothing can be marked done."""

    def by(error: Exception) -> None:
        def close(self: Todo, by: object, along_with: object = ()) -> None:
            raise error

        monkeypatch.setattr(Todo, "reopen", close)

    return by


@pytest.mark.parametrize("error", RAISED, ids=lambda error: str(error.status))
def test_a_refusal_is_a_page_and_a_toast(
    error: AppError, cast: Cast, client: Client, refuse: Callable[[Exception], None]
) -> None:
    refuse(error)
    for htmx in (False, True):
        answer = client(cast.deadpond, htmx=htmx).delete(f"/todos/{cast.roof}/closure")
        assert answer.status_code == error.status
        # What is long enough to be made smaller depends on what the browser takes, too.
        assert answer.headers["vary"].removesuffix(", Accept-Encoding") == "HX-Request, HX-Request-Type, Beside"
        assert answer.headers.get("retry-after") == {429: "60", 503: "5"}.get(error.status)
        if htmx:
            check_toast(answer.text, error.message)
        else:
            check_page(answer.text, error.status, error.message)


def test_what_is_not_reached_does_not_exist(cast: Cast, client: Client) -> None:
    sentence = "The address is wrong, or what was here has been deleted"
    stranger = client(cast.spider_boy)
    others, nobodys = stranger.get(f"/todos/{cast.roof}"), stranger.get("/todos/999999999")
    assert others.status_code == nobodys.status_code == 404
    assert strip_ids(others.text) == strip_ids(nobodys.text)
    check_page(others.text, 404, sentence)
    check_toast(client(cast.spider_boy, htmx=True).post(f"/todos/{cast.roof}/closure").text, sentence)


def strip_ids(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{16}\b", "", text)


def test_an_address_that_leads_nowhere_is_404(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    for path in ("/nowhere", "/teams/x", "/todos/0", "/todos/-1", "/todos/1/nowhere", "/todos/%00", "/teams/%ff"):
        answer = browser.get(path)
        assert answer.status_code == 404
        check_page(answer.text, 404, "If it went in the last 30 days, it is in the trash.")


def test_a_slash_at_the_end_is_forgiven(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond).get("/teams/")
    assert (answer.status_code, answer.headers["location"]) == (307, "http://localhost/teams")


def test_a_guest_is_told_who_can_help(cast: Cast, client: Client) -> None:
    sentence = "Ask Deadpond to make you a member. Nothing was changed."
    plain = client(cast.tarantula).post(f"/todos/{cast.roof}/closure")
    assert plain.status_code == 403
    check_page(plain.text, 403, sentence)
    check_toast(client(cast.tarantula, htmx=True).post(f"/todos/{cast.roof}/closure").text, sentence)


def test_a_method_that_an_address_has_no_use_for_is_405(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    for method in ("PATCH", "TRACE", "CONNECT", "BREW"):
        answer = browser.request(method, "/teams")
        assert answer.status_code == 405
        assert answer.headers["allow"]
        check_page(answer.text, 405, "this is not what it is for")


# A crash


@pytest.mark.parametrize("htmx", [False, True])
def test_a_crash_says_nothing_of_the_inside(
    htmx: bool, app: FastAPI, cast: Cast, client: Client, refuse: Callable[[Exception], None]
) -> None:
    refuse(ZeroDivisionError(SECRET))
    known = client(cast.deadpond, htmx=htmx)
    browser = TestClient(
        app,
        base_url="http://localhost",
        headers=dict(known.headers),
        cookies=known.cookies,
        raise_server_exceptions=False,
    )
    answer = browser.delete(f"/todos/{cast.roof}/closure")
    assert answer.status_code == 500
    assert answer.headers["x-request-id"]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    for word in (SECRET, "ZeroDivisionError", "Traceback", "/app/"):
        assert word not in answer.text
    if htmx:
        check_toast(answer.text, "It is not your fault.")
    else:
        check_page(answer.text, 500, "It is not your fault.")
        assert answer.headers["x-request-id"] in answer.text


def test_after_a_crash_the_next_request_works(cast: Cast, client: Client, refuse: Callable[[Exception], None]) -> None:
    refuse(ZeroDivisionError(SECRET))
    browser = client(cast.deadpond)
    with pytest.raises(ZeroDivisionError):
        browser.delete(f"/todos/{cast.roof}/closure")
    assert browser.get(f"/todos/{cast.roof}").status_code == 200


# The database is away


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Sidekick on a database where nobody answers."""
    url = "postgresql://nobody@127.0.0.1:1/nowhere"
    return create_app(Settings(database_url=url, data_dir=tmp_path_factory.mktemp("data")))


@pytest.mark.parametrize(
    "route", ["GET /teams", "GET /login", "POST /teams/1/todos", "DELETE /todos/1", "GET /healthz"]
)
def test_without_its_database_it_asks_to_try_again(route: str, away: FastAPI) -> None:
    method, path = route.split()
    for htmx in (False, True):
        headers = SAME_ORIGIN | (HTMX if htmx else {})
        browser = TestClient(away, base_url="http://localhost", headers=headers, cookies={"sidekick": "x"})
        answer = browser.request(method, path, follow_redirects=False)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        if htmx:
            check_toast(answer.text, "The database does not answer right now.")
        else:
            check_page(answer.text, 503, "The database does not answer right now.")


def test_pages_without_the_database_still_have_their_looks(away: FastAPI) -> None:
    page = TestClient(away, base_url="http://localhost").get("/login").text
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert TestClient(away, base_url="http://localhost").get(sheet).status_code == 200


# Headers, and what is not a page


STATUSES = {
    "GET /teams": 303,
    "GET /login": 200,
    "GET /nowhere": 404,
    "GET /static/nowhere.css": 404,
    "PATCH /teams": 405,
    "POST /teams": 401,
    "POST /teams?_method=BREW": 400,
    "GET /healthz": 200,
}


def test_every_answer_carries_the_headers(cast: Cast, anonymous: TestClient) -> None:
    for route, status in STATUSES.items():
        answer = anonymous.request(*route.split())
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert len(answer.headers["x-request-id"]) == 16
        assert answer.headers["cache-control"]


def test_a_form_from_another_site_is_refused(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond).post(f"/todos/{cast.roof}/closure", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    check_page(answer.text, 403, "This form was sent from another site, so nothing was changed.")


def test_nothing_is_kept_of_a_page_by_anybody_between(cast: Cast, client: Client) -> None:
    assert "private" in client(cast.deadpond).get(f"/teams/{cast.z_force}").headers["cache-control"]


def test_a_head_is_its_get_without_a_body(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    for path in ("/teams", "/login", "/nowhere", "/healthz", "/static/favicon.svg", f"/todos/{cast.spider_web}"):
        head, got = browser.head(path), browser.get(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers.get("content-type") == got.headers.get("content-type")


def test_asking_what_an_address_is_for_does_no_harm(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond).options("/teams")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


# Nobody is signed in


def test_without_a_sign_in_pages_lead_to_the_door_and_back(cast: Cast, anonymous: TestClient) -> None:
    answer = anonymous.get(f"/teams/{cast.z_force}?done=on")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/login?next=/teams/{cast.z_force}%3Fdone%3Don"


def test_without_a_sign_in_a_form_gets_the_door_with_what_was_typed(cast: Cast, anonymous: TestClient) -> None:
    answer = anonymous.post(f"/teams/{cast.z_force}/todos", data={"text": "Remember me"})
    assert answer.status_code == 401
    assert "Remember me" in answer.text


def test_without_a_sign_in_a_script_goes_to_the_door(cast: Cast, anonymous: TestClient) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": f"http://localhost/todos/{cast.roof}"}
    answer = anonymous.post(f"/todos/{cast.roof}/closure", headers=here)
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["hx-redirect"] == f"/login?next=/todos/{cast.roof}"


@pytest.mark.parametrize("header", ["Referer", "HX-Current-URL"])
def test_an_address_that_is_none_breaks_nothing(cast: Cast, client: Client, anonymous: TestClient, header: str) -> None:
    bad = {header: "http://["}
    for htmx in (False, True):
        path = f"/teams/{cast.z_force}/labels/{cast.gear}"
        assert client(cast.deadpond, htmx=htmx).delete(path, headers=bad).status_code in (200, 303)
    assert anonymous.get("/teams", headers=HTMX | bad).headers["hx-redirect"] == "/login?next="
