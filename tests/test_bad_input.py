"""Whatever is sent: the right status, one plain sentence, the typed text kept, and nothing changed. Never a 500."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from starlette.testclient import TestClient

import app.request
from app.grammar.limits import NOTES_MAX, TITLE_MAX
from app.history import RecordedSession, history_of
from app.models import Todo
from app.request import cookie_name
from tests.cast import Cast
from tests.dump import dump
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
    names = ("after", "before", "did", "done", "into", "section", "next", "token", "team", "hero", "to", "_method", "q")
    for route in routes(app):
        if route.method == "GET":
            for value in ("-1", str(2**63), "9" * 5000, "%00", "%ff", "a0," + "9" * 18, "%00,1", "a%27--,1", "none"):
                query = "&".join(f"{name}={value}" for name in names)
                assert browser.get(f"{route.path.format(**world)}?{query}").status_code < 500, (
                    f"{route.name} {value[:40]}"
                )


# One by one, with their sentences


@dataclass(frozen=True)
class Case:
    """What is sent and what is answered. Braces name ids of the cast; `kept` must come back to be put right."""

    route: str
    body: dict[str, Any]
    status: int
    sentence: str
    kept: str = ""
    headers: dict[str, str] = field(default_factory=dict)


EMPTY, CHOOSE = "This is still empty. Write something here.", "Choose one from the list."
LONG = "Use {} characters or fewer."
UNWRITABLE = "This contains a character that cannot be stored. Remove it or paste as plain text."
GONE = "The address is wrong, or what was here has been deleted"
TODO = {"priority": "normal"}
TEAM = {"time_zone": "UTC", "colour": "sky"}
CASES = {
    "a todo without a title": Case(
        "PUT /todos/{roof}", TODO | {"title": " ", "notes": "Mind me"}, 422, EMPTY, "Mind me"
    ),
    "a title too long": Case(
        "PUT /todos/{roof}", TODO | {"title": "x" * (TITLE_MAX + 1)}, 422, LONG.format(300), "x" * 301
    ),
    "notes too long": Case(
        "PUT /todos/{roof}",
        TODO | {"title": "T", "notes": "n" * 100_001},
        422,
        LONG.format(100000),
        "n" * 100_001,
    ),
    "a comment too long": Case(
        "POST /todos/{roof}/comments", {"body": "c" * 20_001}, 422, LONG.format(20000), "c" * 20_001
    ),
    "a comment of nothing": Case("POST /todos/{roof}/comments", {"body": f" \n{RTL}\n"}, 422, EMPTY),
    "a team's name too long": Case("POST /teams", TEAM | {"name": "N" * 81}, 422, LONG.format(80), "N" * 81),
    "a team without a name": Case(
        "PUT /teams/{z_force}", TEAM | {"name": "", "headquarters": "Faro"}, 422, EMPTY, "Faro"
    ),
    "a team on no planet": Case(
        "POST /teams", TEAM | {"name": "N", "time_zone": "Mars/Olympus"}, 422, "This is not a time zone we know."
    ),
    "a label's name too long": Case(
        "POST /teams/{z_force}/labels",
        {"name": "l" * 81, "colour": "sky"},
        422,
        LONG.format(80),
        "l" * 81,
    ),
    "a section of marks that nobody sees": Case("POST /teams/{z_force}/sections", {"name": RTL}, 422, EMPTY),
    "a sub-todo with a NUL": Case("POST /todos/{roof}/subs", {"title": "a\0b"}, 422, UNWRITABLE),
    "a todo with a NUL": Case("POST /teams/{z_force}/todos", {"text": "a\0b"}, 422, UNWRITABLE),
    "a priority that there is not": Case(
        "PUT /todos/{roof}", {"title": "Kept", "priority": "huge"}, 422, CHOOSE, "Kept"
    ),
    "a day that there is not": Case(
        "PUT /todos/{roof}",
        TODO | {"title": "Kept", "due_day": "2026-02-30"},
        422,
        "This is not a day or time we know.",
        "Kept",
    ),
    "somebody else's todo": Case("PUT /todos/{spider_web}", TODO | {"title": "Mine"}, 404, GONE),
    "somebody else's team": Case("POST /teams/{preventers}/todos", {"text": "Mine"}, 404, GONE),
    "another team's label in the address": Case("PUT /teams/{z_force}/labels/{web_label}", {"name": "x"}, 404, GONE),
    "another team's section in the address": Case(
        "PUT /teams/{z_force}/sections/{web_section}", {"name": "x"}, 404, GONE
    ),
    "another team's label in the form": Case("PUT /todos/{roof}/labels", {"labels": "{web_label}"}, 404, GONE),
    "another team's label among the fields": Case(
        "PUT /todos/{roof}", TODO | {"title": "T", "labels": "{web_label}"}, 404, GONE
    ),
    "another team's section in the form": Case(
        "PUT /todos/{roof}", TODO | {"title": "T", "section": "{web_section}"}, 404, GONE
    ),
    "another team's section to add to": Case(
        "POST /teams/{z_force}/todos", {"text": "T", "section": "{web_section}"}, 404, GONE
    ),
    "another team's section to move to": Case(
        "PUT /todos/{roof}/place", {"section": "{web_section}", "end": "last"}, 404, GONE
    ),
    "another team's parent": Case("PUT /todos/{roof}/place", {"parent": "{spider_web}", "end": "last"}, 404, GONE),
    "a hero whom nobody knows here": Case("POST /todos/{roof}/assignments", {"hero": "{spider_boy}"}, 404, GONE),
    "a hero with an impossible id": Case(
        "POST /todos/{roof}/assignments", {"hero": str(2**63)}, 422, "This does not fit here."
    ),
    "a parent that is its own child": Case(
        "PUT /todos/{roof}/place", {"parent": "{roof}", "end": "last"}, 422, "A todo cannot be a sub-todo of itself."
    ),
    "a parent that is its child's child": Case(
        "PUT /todos/{roof}/place", {"parent": "{ladder}", "end": "last"}, 422, "A todo cannot be a sub-todo of itself."
    ),
    "the last owner leaves": Case(
        "DELETE /teams/{z_force}/roster/{deadpond}", {}, 409, "Make somebody else an owner first. Nothing was changed."
    ),
    "the last owner is demoted": Case(
        "PUT /teams/{z_force}/roster/{deadpond}", {"role": "guest"}, 409, "Make somebody else an owner first."
    ),
    "a role that there is not": Case("PUT /teams/{z_force}/roster/{rusty_man}", {"role": "king"}, 422, CHOOSE),
    "a verb that there is not": Case("POST /todos/{roof}?_method=BREW", {}, 400, "This form asks for something that"),
    "another site's form": Case(
        "POST /todos/{roof}/closure", {}, 403, "sent from another site", headers={"Sec-Fetch-Site": "cross-site"}
    ),
    "a name that is not ours": Case(
        "GET /teams", {}, 400, "does not answer to the name", headers={"Host": "evil.example"}
    ),
    "a name that nobody can read": Case("GET /teams", {}, 400, "cannot be read", headers={"Host": "a b/c@d"}),
}


def sent(browser: TestClient, case: Case, ids: dict[str, Any]) -> Any:
    method, path = case.route.format(**ids).split()
    body = {name: value.format(**ids) if value.startswith("{") else value for name, value in case.body.items()}
    return browser.request(method, path, data=body or None, headers=case.headers)


@pytest.mark.parametrize("htmx", [False, True])
def test_each_gets_its_status_and_its_sentence_keeps_what_was_typed_and_changes_nothing(
    htmx: bool, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    wrong = {}
    browser, before = client(cast.deadpond, htmx=htmx), dump(engine)
    for name, case in CASES.items():
        answer = sent(browser, case, vars(cast))
        text = unescape(answer.text)
        seen = (answer.status_code, case.sentence in text, case.kept in text)
        if seen != (case.status, True, True):
            wrong[name] = seen
        if dump(engine) != before:
            pytest.fail(f"{name}: something was changed")
    assert wrong == {}


def test_a_hero_who_is_there_already_stays_as_they_are(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    body = {"picking": "on", "heroes": str(cast.rusty_man), "role": "guest"}
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/roster", data=body)
    assert answer.status_code == 200
    assert "Rusty-Man" in answer.text
    assert dump(engine) == before


def test_a_double_click_does_it_once(cast: Cast, client: Client, session: RecordedSession) -> None:
    browser = client(cast.deadpond)
    answers = [browser.post(f"/todos/{cast.rope}/subs", data={"title": "Once", "_key": "k"}) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert len(session.exec(select(Todo).where(Todo.title == "Once")).all()) == 1


def test_doing_or_undoing_twice_is_harmless(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    for route in (
        "POST /todos/{rope}/closure",
        "DELETE /todos/{rope}/closure",
        "DELETE /todos/{rope}/assignments/{tarantula}",
    ):
        method, path = route.format(**vars(cast)).split()
        assert browser.request(method, path).status_code == 303
        before = dump(engine)
        assert browser.request(method, path).status_code == 303
        assert dump(engine) == before


def test_a_stale_form_gets_both_texts(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    client(cast.deadpond).put(f"/todos/{cast.rope}", data=TODO | {"title": "Theirs", "version": "1"})
    before = dump(engine)
    answer = member.put(f"/todos/{cast.rope}", data=TODO | {"title": "Mine", "version": "1"})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert dump(engine) == before


# What is no form at all


def test_a_paste_of_20_megabytes_is_too_much(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    huge = b"text=" + b"x" * 20_000_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (huge, iter([huge[:1_500_000], huge[1_500_000:]])):
        answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", content=content, headers=form)
        assert answer.status_code == 413
        assert "Split it and send the parts." in answer.text
    assert dump(engine) == before


TEXT = b'Content-Disposition: form-data; name="text"'
BODIES_OF_OTHER_KINDS = {
    "a multipart form without its end": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi',
        422,
    ),
    "a multipart form without its boundary": ("multipart/form-data", b"hi", 400),
    "a multipart form with another boundary": ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--", 400),
    "a file in place of words": (
        "multipart/form-data; boundary=x",
        b"--x\r\n" + TEXT + b'; filename="a.txt"\r\n\r\nhi\r\n--x--\r\n',
        400,
    ),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(2_001)), 400),
    "JSON": ("application/json", b'{"text": "hi"}', 422),
    "broken JSON": ("application/json", b"{", 422),
    "plain text": ("text/plain", b"text=hi", 422),
    "something without a kind": ("", b"text=hi", 422),
    "a form in a strange alphabet": ("application/x-www-form-urlencoded; charset=utf-7", b"text=%00", 422),
}


def test_what_is_no_form_is_refused(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before, browser = dump(engine), client(cast.deadpond)
    seen = {}
    for name, (kind, body, _status) in BODIES_OF_OTHER_KINDS.items():
        answer = browser.post(f"/teams/{cast.z_force}/todos", content=body, headers={"Content-Type": kind})
        seen[name] = answer.status_code
        assert "<h1" in answer.text or "<h2" in answer.text
    assert seen == {name: status for name, (_kind, _body, status) in BODIES_OF_OTHER_KINDS.items()}
    assert dump(engine) == before


def test_the_first_of_two_fields_with_one_name_counts_or_the_last_but_never_both(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", content=b"text=One&text=Two", headers=form)
    titles = session.exec(select(Todo.title).where(sa.column("title").in_(("One", "Two")))).all()
    assert len(titles) == 1


def test_a_cookie_that_nobody_gave_out_is_nobody(app: FastAPI, cast: Cast, anonymous: TestClient) -> None:
    name = cookie_name(app.state.settings)
    for value in ("", "x" * 8_000, "\xff\xfe", "a\tb", '"', ";;;=", "%00", "\u200f", "token-of-1-False\0"):
        cookie = f"{name}={value}".encode("utf-8", "replace")
        assert anonymous.get("/teams", headers={b"Cookie": cookie}).status_code == 303
        assert anonymous.post("/teams", data={"name": "New"}, headers={b"Cookie": cookie}).status_code == 401


# Free text comes back as it was typed

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def whole(form: str) -> str:
    """How a browser sends its lines, and how they are stored."""
    return form.replace("\r\n", "\n").replace("\r", "\n")


@given(title=WORDS, notes=WORDS)
@example(title=f"{RTL}abc", notes="\ufeff\r\n\r\n  x \u2028 y\t\n")
@example(title="é e\u0301 ﬁ İ ß 😀👩\u200d🚀", notes="\n\nfirst lines are empty\n")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_typed_is_what_is_stored(
    title: str, notes: str, cast: Cast, client: Client, session: RecordedSession
) -> None:
    assume("\0" not in title + notes)
    answer = client(cast.deadpond).put(f"/todos/{cast.rope}", data=TODO | {"title": title, "notes": notes})
    session.expire_all()
    todo = session.get_one(Todo, cast.rope)
    session.rollback()
    if any(letter.isprintable() and not letter.isspace() for letter in title):
        assert answer.status_code == 303
        assert (todo.title, todo.notes) == (" ".join(title.split()), whole(notes))
    else:
        assert answer.status_code == 422
