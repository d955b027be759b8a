"""Each mistake that people make gets the right status and one plain sentence, and what was typed comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from app.grammar.limits import TITLE_MAX
from app.history import RecordedSession
from app.models import Todo
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]
RTL = "\u200f\u202e\u2067"


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
NORMAL = {"priority": "normal"}
TEAM = {"time_zone": "UTC", "colour": "sky"}
CASES = {
    "a todo without a title": Case(
        "PUT /todos/{roof}", NORMAL | {"title": " ", "notes": "Mind me"}, 422, EMPTY, "Mind me"
    ),
    "a title too long": Case(
        "PUT /todos/{roof}", NORMAL | {"title": "x" * (TITLE_MAX + 1)}, 422, LONG.format(300), "x" * 301
    ),
    "notes too long": Case(
        "PUT /todos/{roof}",
        NORMAL | {"title": "T", "notes": "n" * 100_001},
        422,
        LONG.format(100000),
        "n" * 100_001,
    ),
    "a comment too long": Case(
        "POST /todos/{roof}/comments", {"body": "c" * 20_001}, 422, LONG.format(20000), "c" * 20_001
    ),
    "a comment of nothing": Case("POST /todos/{roof}/comments", {"body": f" \n{RTL}\n"}, 422, EMPTY),
    "a team's description too long": Case(
        "POST /teams", TEAM | {"name": "N", "description": "D" * 100_001}, 422, LONG.format(100_000), "D" * 100
    ),
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
        NORMAL | {"title": "Kept", "due_day": "2026-02-30"},
        422,
        "This is not a day or time we know.",
        "Kept",
    ),
    "somebody else's todo": Case("PUT /todos/{spider_web}", NORMAL | {"title": "Mine"}, 404, GONE),
    "somebody else's team": Case("POST /teams/{preventers}/todos", {"text": "Mine"}, 404, GONE),
    "another team's label in the address": Case("PUT /teams/{z_force}/labels/{web_label}", {"name": "x"}, 404, GONE),
    "another team's section in the address": Case(
        "PUT /teams/{z_force}/sections/{web_section}", {"name": "x"}, 404, GONE
    ),
    "another team's label in the form": Case("PUT /todos/{roof}/labels", {"labels": "{web_label}"}, 404, GONE),
    "another team's label among the fields": Case(
        "PUT /todos/{roof}", NORMAL | {"title": "T", "labels": "{web_label}"}, 404, GONE
    ),
    "another team's section in the form": Case(
        "PUT /todos/{roof}", NORMAL | {"title": "T", "section": "{web_section}"}, 404, GONE
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
    "nothing selected": Case("POST /todos/selection", {"close": "on"}, 422, "No todo is selected."),
    "nothing to do with what is selected": Case(
        "POST /todos/selection", {"todos": "{roof}"}, 422, "Choose what to do with them. Nothing was changed."
    ),
    "somebody else's todos selected": Case(
        "POST /todos/selection", {"todos": "{spider_web}", "close": "on"}, 404, "1 todo is not there any more."
    ),
    "another team's section for what is selected": Case(
        "POST /todos/selection", {"todos": "{roof}", "section": "{web_section}"}, 404, GONE
    ),
    "the last owner leaves": Case(
        "DELETE /teams/{z_force}/roster/{deadpond}", {}, 409, "Make somebody else an owner first. Nothing was changed."
    ),
    "the last owner is demoted": Case(
        "PUT /teams/{z_force}/roster/{deadpond}",
        {"role": "guest", "before": "owner"},
        409,
        "Make somebody else an owner first.",
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
    client(cast.deadpond).put(f"/todos/{cast.rope}", data=NORMAL | {"title": "Theirs", "version": "1"})
    before = dump(engine)
    answer = member.put(f"/todos/{cast.rope}", data=NORMAL | {"title": "Mine", "version": "1"})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert dump(engine) == before
