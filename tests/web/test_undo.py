"""Undo of the last step in this browser, and of the one before, and redo."""

from collections.abc import Callable

import sqlalchemy as sa
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.visible import visible

Client = Callable[..., TestClient]


def test_step_by_step_back_and_step_by_step_forth(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member, seen = client(cast.rusty_man), [visible(engine)]
    for version, title in enumerate(("Call the plumber", "Call the tinker", "Call the tailor"), start=1):
        member.put(f"/todos/{cast.roof}", data={"title": title, "priority": "normal", "version": str(version)})
        seen.append(visible(engine))
    for there in reversed(seen[:-1]):
        assert member.post("/undo").status_code == 303
        assert visible(engine) == there
    assert member.post("/undo").status_code == 409
    for there in seen[1:]:
        assert member.post("/redo").status_code == 303
        assert visible(engine) == there
    assert member.post("/redo").status_code == 409
    member.post("/undo")
    assert visible(engine) == seen[2]


def test_what_was_done_in_another_browser_stays(cast: Cast, client: Client, engine: sa.Engine) -> None:
    at_the_desk, on_the_phone = client(cast.rusty_man), client(cast.rusty_man, htmx=True)
    at_the_desk.put(f"/todos/{cast.roof}", data={"title": "Call the plumber", "priority": "normal"})
    on_the_phone.delete(f"/todos/{cast.rope}")
    at_the_desk.post("/undo")
    rows = visible(engine)["todo"]
    assert rows[cast.roof,]["title"] == "Call the roofer"
    assert (cast.rope,) not in rows


def test_the_same_form_twice_undoes_one_step(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    for version, title in enumerate(("Call the plumber", "Call the tinker"), start=1):
        member.put(f"/todos/{cast.roof}", data={"title": title, "priority": "normal", "version": str(version)})
    answers = [member.post("/undo", data={"_key": "once"}) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert visible(engine)["todo"][cast.roof,]["title"] == "Call the plumber"


def test_with_nothing_to_undo_a_script_is_told_in_a_toast(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).post("/undo")
    assert answer.status_code == 409
    assert 'hx-target="#toasts"' in answer.text
    assert "nothing left to undo" in answer.text
