"""What undo asks: both versions in words, who was there since, and the harmless answer chosen beforehand."""

from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from app.grammar.limits import NOTES_MAX
from tests.cast import Cast
from tests.web.changes.test_undo import keys, step_of, undo

Client = Callable[..., TestClient]
FORM = {"title": "Call the plumber", "priority": "normal"}


def put(browser: TestClient, todo_id: int, version: int, **values: str) -> str:
    return step_of(browser.put(f"/todos/{todo_id}", data=FORM | values | {"version": str(version)}))


def test_it_shows_both_versions_and_who_was_there(cast: Cast, client: Client) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    step = put(member, cast.roof, 1, due_day="2031-05-29")
    put(owner, cast.roof, 2, title="Call the tinker", due_day="2031-06-02")
    asked = unescape(undo(member, step).text)
    for words in (
        "Call the tinker: Title",
        "Call the tinker: Due",
        "Deadpond changed this today",
        "Monday 2 June 2031",
        "nothing",
        "Call the roofer",
        "Leave everything as it is",
    ):
        assert words in asked
    assert asked.count('value="leave" checked') == 2


def test_a_long_text_is_shown_by_its_difference(cast: Cast, client: Client) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    notes = "The roof leaks over bay two. " * 20
    step = put(member, cast.roof, 1, notes=f"{notes}Soon.", title="Call the roofer")
    put(owner, cast.roof, 2, notes=f"{notes}Now.", title="Call the roofer")
    asked = unescape(undo(member, step).text)
    assert "<ins>" in asked
    assert len(asked) < NOTES_MAX / 2


def test_what_others_worked_on_is_kept_unless_one_says_otherwise(cast: Cast, client: Client) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    step = step_of(member.post(f"/todos/{cast.roof}/subs", data={"title": "Find the number"}))
    page = member.get(f"/todos/{cast.roof}").text
    made = page.partition(">Find the number<")[0].rpartition('href="/todos/')[2].partition('"')[0]
    owner.post(f"/todos/{made}/comments", data={"body": "Here it is."})
    asked = unescape(undo(member, step).text)
    assert "Delete it all the same" in asked
    assert "Others have worked on it since." in asked
    (key,) = keys(asked)
    assert undo(member, step, **{f"choices[{key}]": "undo"}).status_code == 303
    assert member.get(f"/todos/{made}").status_code == 404


def test_what_cannot_be_undone_says_why_and_stays(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    step = step_of(owner.delete(f"/teams/{cast.z_force}/labels/{cast.gear}"))
    owner.post(f"/teams/{cast.z_force}/labels", data={"name": "gear", "colour": "sky"})
    asked = unescape(undo(owner, step).text)
    assert "There is another label “gear” by now." in asked
    assert "It stays as it is." in asked
    assert "Undo the rest" in asked
    (key,) = keys(asked)
    assert undo(owner, step, **{f"choices[{key}]": "leave"}).status_code == 303
