"""No value in any field of any form, no id and no query breaks anything: never a 500, and nothing half done."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

import app.request
from app.grammar.limits import NOTES_MAX
from app.history import RecordedSession, history_of
from tests.cast import Cast
from tests.routes import Route, routes
from tests.world import BODIES, World, furnished

Client = Callable[..., TestClient]
RTL = "\u200f\u202e\u2067"
IDS = ("0", "-1", str(2**31), str(2**63 - 1), str(2**63), str(2**64), "9" * 5000, "1.5", "x", "%00", "%ff", "%ED%A0%80")
HOSTILE = (
    "",
    " \t\r\n",
    "\0",
    "a\0b",
    RTL,
    "-1",
    "0",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 5000,
    "x" * (NOTES_MAX + 1),
    "<script>alert(1)</script>{{ 7 * 7 }}",
    "'; DROP TABLE todo; --",
    "😀" * 81,
)
WORST = ("a\0b", RTL, str(2**63), "x" * 5000)
"""What each field gets alone, among others that are right."""
RAW = (b"%ED%A0%80", b"%FF%FE", b"%", b"%zz", b"%00", b"\xff\xfe", b"\xed\xa0\x80")


@pytest.fixture
def world(cast: Cast, engine: sa.Engine) -> World:
    """What the braces in the addresses stand for."""
    return furnished(engine, cast)


class Commits(list[int]):
    """How many rows each request would have written."""


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Commits:
    """From here on every request is done and then taken back."""
    noted = Commits()

    def flush(session: RecordedSession) -> None:
        session.flush()
        noted.append(len(history_of(session).changes))

    monkeypatch.setattr(app.request, "commit", flush)
    return noted


def writes(app: FastAPI) -> Iterator[Route]:
    yield from (route for route in routes(app) if route.method != "GET")


def ask(browser: TestClient, route: Route, world: World, body: bytes) -> int:
    method, path = route.name.format(**world).split()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return browser.request(method, path, content=body, headers=form).status_code


def check_all(browser: TestClient, commits: Commits, world: World, asked: Iterator[tuple[Route, str, bytes]]) -> None:
    """Each is answered with a status that is not our fault, and what is refused writes nothing."""
    for route, what, body in asked:
        commits.clear()
        status = ask(browser, route, world, body)
        assert status < 500, f"{route.name} {what}"
        assert status < 400 or sum(commits) == 0, f"{route.name} {what} wrote something and answered {status}"


def shaped(app: FastAPI) -> Iterator[tuple[Route, list[str]]]:
    """Routes that take a form, and the names of its fields."""
    for route in writes(app):
        if route.shape is not None:
            yield route, [*route.shape.model_fields, "_key", "version"]


def valid(route: Route, world: World) -> dict[str, str]:
    return {name: value.format(**world) for name, value in BODIES.get(route.name, {}).items()}


def test_no_value_in_any_field_of_any_form_breaks_anything(
    app: FastAPI, cast: Cast, world: World, client: Client, commits: Commits
) -> None:
    def asked() -> Iterator[tuple[Route, str, bytes]]:
        for route, fields in shaped(app):
            for number, value in enumerate(HOSTILE):
                yield route, f"all hostile {number}", urlencode(dict.fromkeys(fields, value)).encode()
            for name in fields:
                for value in WORST:
                    yield route, f"{name}={value!r}", urlencode(valid(route, world) | {name: value}).encode()

    check_all(client(cast.deadpond), commits, world, asked())


def test_no_garbled_body_breaks_anything(
    app: FastAPI, cast: Cast, world: World, client: Client, commits: Commits
) -> None:
    def asked() -> Iterator[tuple[Route, str, bytes]]:
        for route, fields in shaped(app):
            for raw in RAW:
                yield route, repr(raw), b"&".join(name.encode() + b"=" + raw for name in fields)
            twice = [(name, value) for name, value in valid(route, world).items()] * 2
            yield route, "everything twice", urlencode(twice).encode()
            yield route, "strange names", b"=&&==&__proto__=1&%00=1&_method=DELETE"

    check_all(client(cast.deadpond), commits, world, asked())


def test_an_id_that_no_record_can_have_is_404(app: FastAPI, cast: Cast, world: World, client: Client) -> None:
    browser, numbers = client(cast.deadpond), [name for name in world if name not in {"token"}]
    for route in routes(app):
        asked_for = re.findall(r"{(\w+)}", route.path)
        for wrong in IDS if set(asked_for) & set(numbers) else ():
            path = route.path.format(**world | dict.fromkeys(asked_for, wrong))
            status = browser.request(route.method, path).status_code
            # What is gone for good already stays so.
            assert status == 404 or (route.name == "DELETE /trash/{step}" and status == 303), (
                f"{route.method} {path[:80]}"
            )


def test_nothing_in_a_query_breaks_a_page(app: FastAPI, cast: Cast, world: World, client: Client) -> None:
    browser = client(cast.deadpond)
    names = (
        "after",
        "before",
        "did",
        "done",
        "into",
        "section",
        "next",
        "token",
        "team",
        "hero",
        "kind",
        "to",
        "_method",
        "q",
    )
    for route in routes(app):
        if route.method == "GET":
            for value in ("-1", str(2**63), "9" * 4000, "%00", "%ff", "a0," + "9" * 18, "%00,1", "a%27--,1", "none"):
                query = "&".join(f"{name}={value}" for name in names)
                assert browser.get(f"{route.path.format(**world)}?{query}").status_code < 500, (
                    f"{route.name} {value[:40]}"
                )


# One by one, with their sentences
