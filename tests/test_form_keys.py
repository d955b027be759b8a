"""The same form sent again gets the answer that it got the first time, and counts once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import form_keys
from app.clock import now
from app.database import transaction
from app.models import FormKey
from tests.cast import Cast
from tests.forms import forms_on
from tests.test_request import served

Client = Callable[..., TestClient]
TIMES = 32
BODIES = {
    "/teams/{z_force}/todos": ({"text": "Once"}, "todo"),
    "/teams/{z_force}/todos#many": ({"text": "# Attic\n- Sort boxes\n- Buy tape", "step": "add"}, "todo"),
    "/todos/{roof}/subs": ({"title": "Once"}, "todo"),
    "/todos/{roof}/comments": ({"body": "Once"}, "comment"),
    "/teams": ({"name": "Once", "time_zone": "UTC", "colour": "sky"}, "team"),
    "/teams/{z_force}/roster": ({"names": "Once\nTwice", "role": "member"}, "hero"),
    "/teams/{z_force}/sections": ({"name": "Once"}, "section"),
    "/teams/{z_force}/labels": ({"name": "once", "colour": "sky"}, "label"),
}
PAGES = (
    "/teams",
    "/teams/new",
    "/teams/{z_force}",
    "/teams/{z_force}/roster",
    "/teams/{z_force}/sections",
    "/teams/{z_force}/labels",
    "/todos/{roof}",
)
KEYLESS = {"assignments", "closure", "invitation", "restoration"}
"""What may be sent twice because it is the same twice; an invitation shows its link once, and the next is another."""


def rows(engine: sa.Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)


@pytest.mark.parametrize("path", BODIES)
def test_a_form_sent_32_times_at_once_counts_once_and_gets_32_equal_answers(
    app: FastAPI, cast: Cast, client: Client, engine: sa.Engine, path: str
) -> None:
    body, table = BODIES[path]
    before = rows(engine, table)
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(TIMES) as crowd:
        address = path.partition("#")[0].format(**vars(cast))

        def send(key: str) -> tuple[int, str, str]:
            answer = browser.post(address, data=body | {"_key": key})
            return answer.status_code, answer.headers.get("location", ""), answer.text

        answers = list(crowd.map(send, ["the-key"] * TIMES))
        added = rows(engine, table) - before
        assert len({*answers}) == 1
        assert answers[0][0] in (200, 303)
    assert added == sum(word in str(body) for word in ("Once", "Twice", "once", "boxes", "tape"))


def test_whoever_sends_it_with_htmx_gets_equal_answers_too(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    sent = {"body": "Once", "_key": "the-key"}
    first, second = (member.post(f"/todos/{cast.roof}/comments", data=sent) for _ in range(2))
    assert first.text == second.text
    assert member.get(f"/todos/{cast.roof}").text.count("Once") == 1


def test_every_form_that_adds_something_carries_a_key_of_its_own(cast: Cast, client: Client) -> None:
    owner, keys, without = client(cast.deadpond), [], set()
    for path in PAGES:
        for given, fields in forms_on(owner.get(path.format(**vars(cast))).text):
            address = given.get("action", "")
            if given.get("method") != "post" or "_method=" in address:
                continue
            keys.append(fields.get("_key", ""))
            if not keys[-1]:
                without.add(address.rpartition("/")[2])
    assert without <= KEYLESS
    given_keys = [key for key in keys if key]
    assert len(given_keys) == len({*given_keys}) >= len(PAGES) - 1


def test_the_pages_show_every_form_that_adds_something(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    shown = {
        given.get("action", "") for path in PAGES for given, _ in forms_on(owner.get(path.format(**vars(cast))).text)
    }
    assert {path.partition("#")[0].format(**vars(cast)) for path in BODIES} <= shown


def test_a_key_is_kept_for_a_day(cast: Cast, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        for hours in (23, 25):
            at = now() - timedelta(hours=hours)
            session.add(FormKey(hero_id=cast.deadpond, key=f"{hours}", created_at=at, status=303, headers={}, body=""))
        session.flush()
        form_keys.forget(session)
        assert list(session.connection().scalars(sa.text("SELECT key FROM form_key"))) == ["23"]
