"""What is refused of a selection, what happens once however often it is sent, and what hundreds cost."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.models import Change, ChangeSet
from tests.cast import Cast
from tests.dump import dump
from tests.web.todos.picking import ADDRESS, pick, words

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def refusals(cast: Cast) -> Iterator[tuple[int, dict[str, Any], int, str]]:
    yield cast.deadpond, pick(close="on"), 422, "No todo is selected. Nothing was changed."
    yield cast.deadpond, pick(cast.rope), 422, "Choose what to do with them. Nothing was changed."
    yield cast.deadpond, pick(cast.rope, due="given"), 422, "Choose a day first. Nothing was changed."
    yield cast.deadpond, pick(cast.rope, due="2026-02-30"), 422, "This is not a day or time we know."
    yield cast.deadpond, pick(cast.rope, priority="huge"), 422, "Choose one from the list."
    yield cast.deadpond, pick(cast.rope, close="on", back="/teams") | {"todos": ["x"]}, 422, "Choose one from the list."
    yield cast.deadpond, pick(cast.rope, label=cast.web_label), 404, "The address is wrong"
    yield cast.deadpond, pick(cast.rope, section=cast.web_section), 404, "The address is wrong"
    yield cast.deadpond, pick(cast.rope, team=cast.preventers), 404, "The address is wrong"
    yield cast.deadpond, pick(cast.rope, assign=cast.spider_boy), 404, "The address is wrong"
    yield cast.north, pick(cast.rope, assign=cast.spider_boy), 422, "Spider-Boy is not on Z-Force."
    yield cast.north, pick(cast.rope, label=cast.web_label), 422, "“sticky” is not one of Z-Force."
    yield cast.north, pick(cast.rope, section=cast.web_section), 422, "“Web” is not one of Z-Force."
    yield cast.tarantula, pick(cast.rope, section=cast.doing), 403, "Guests cannot do that. Ask Deadpond"
    yield cast.tarantula, pick(cast.rope, delete="on"), 403, "Guests cannot do that. Ask Deadpond"
    yield cast.tarantula, pick(cast.roof, close="on"), 403, "Guests cannot do that. Ask Deadpond"
    yield cast.spider_boy, pick(cast.roof, cast.rope, close="on"), 404, "2 todos are not there any more. Nothing was"
    too_many = "600 todos are selected, and 500 can be changed at once. Select fewer. Nothing was changed."
    yield cast.deadpond, pick(*range(1, 601), close="on"), 422, too_many


@pytest.mark.parametrize("htmx", [False, True])
def test_each_refusal_has_its_sentence_and_changes_nothing(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    before = dump(engine, {"sign_in"})
    for hero_id, body, status, sentence in refusals(cast):
        answer = client(hero_id, htmx=htmx).post(ADDRESS, data=body)
        assert (answer.status_code, sentence in words(answer)) == (status, True), (sentence, words(answer)[-300:])
    assert dump(engine, {"sign_in"}) == before


def test_what_lies_in_the_trash_already_is_refused(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    first, same = (member.request("DELETE", ADDRESS, data=pick(cast.rope, _key="once")) for _time in range(2))
    assert same.headers["location"] == first.headers["location"]
    again = member.request("DELETE", ADDRESS, data=pick(cast.rope))
    assert again.status_code == 404
    assert "“Order rope” lies in the trash. Nothing was changed." in words(again)


def test_the_same_form_twice_counts_once(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    member.post(f"/teams/{cast.z_force}/todos", data={"text": "Last", "section": cast.doing})
    sent = pick(cast.roof, cast.rope, section=cast.doing, _key="once")
    first = member.post(ADDRESS, data=sent)
    before = dump(engine, {"sign_in"})
    assert member.post(ADDRESS, data=sent).headers["location"] == first.headers["location"]
    assert dump(engine, {"sign_in"}) == before


def _many(member: TestClient, cast: Cast, engine: sa.Engine, count: int) -> list[int]:
    text = "\n".join(f"- Todo {number} of {count}\n  - below" for number in range(count))
    member.post(f"/teams/{cast.z_force}/todos", data={"text": text, "section": cast.backlog, "step": "add"})
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT id, title FROM todo WHERE title LIKE :words"), {"words": f"Todo % of {count}"}
        )
        return [row.id for row in rows]


@pytest.mark.parametrize(
    "verb",
    [
        {"close": "on"},
        {"assign": "{rusty_man}"},
        {"label": "{gear}"},
        {"due": "2026-05-29"},
        {"section": "{doing}"},
        {"team": "{preventers}"},
        {"delete": "on"},
        {},
    ],
    ids=str,
)
def test_hundreds_cost_no_more_selects_than_a_few(
    cast: Cast, client: Client, engine: sa.Engine, queries: Any, both_teams: None, verb: dict[str, str]
) -> None:
    member, costs = client(cast.deadpond, htmx=True), []
    filled = {name: value.format(**vars(cast)) for name, value in verb.items()}
    for count in (10, 50):
        ids = _many(member, cast, engine, count)
        member.post(ADDRESS, data=pick(*ids, label=cast.house))
        member.post(ADDRESS, data=pick(*ids, assign=cast.tarantula))
        with queries() as sent:
            answer = member.request("POST" if verb else "DELETE", ADDRESS, data=pick(*ids, **filled))
        assert answer.status_code == 200
        costs.append([one for one in sent if one.startswith(("SELECT", "WITH"))])
    assert len(costs[0]) == len(costs[1]) <= 30, [one for one in costs[1] if costs[1].count(one) > 1][:3]


def test_five_hundred_are_asked_about_and_deleted_without_a_script(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    member = client(cast.deadpond)
    ids = _many(member, cast, engine, 500)
    asked = member.post(ADDRESS, data=pick(*ids, delete="on"))
    assert "Delete 500 todos?" in asked.text
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', asked.text)
    body: dict[str, list[str]] = {}
    for name, value in fields:
        body.setdefault(name, []).append(unescape(value))
    gone = member.request("DELETE", ADDRESS, data=body)
    assert gone.status_code == 303
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Change).where(Change.kind == "trashed")) == 1000  # type: ignore[arg-type]  # a column at run time
        assert connection.scalar(sa.select(sa.func.max(ChangeSet.id))) == int(gone.headers["location"].split("did=")[1])
