"""Taking a step back: by whom, how often, and what is asked where somebody else was there since."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.history import RecordedSession
from app.models import ChangeSet, Hero, Role, Team, Todo
from tests.cast import Cast
from tests.visible import visible

Client = Callable[..., TestClient]
FORM = {"title": "Call the plumber", "priority": "normal"}


def step_of(answer: Any) -> str:
    return str(re.findall(r"did=(\d+)", answer.headers["location"])[0])


def undo(browser: TestClient, step: str, **data: Any) -> Any:
    return browser.post(f"/changes/{step}/undo", data=data)


def keys(page: str) -> list[str]:
    return sorted(set(re.findall(r'name="choices\[([^\]]+)\]"', unescape(page))))


def test_a_toast_takes_back_what_it_tells_of_and_the_next_one_does_it_again(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    member, before = client(cast.rusty_man), visible(engine)
    page = member.get(member.put(f"/todos/{cast.roof}", data=FORM).headers["location"]).text
    after = visible(engine)
    path = re.findall(r"/changes/\d+/undo", page)[0]
    undone = member.post(path)
    assert visible(engine) == before
    told = member.get(undone.headers["location"]).text
    assert "Undone: “Call the plumber” saved." in told
    assert "Redo" in told
    redone = member.post(re.findall(r"/changes/\d+/undo", told)[0])
    assert visible(engine) == after
    assert "“Call the plumber” saved." in member.get(redone.headers["location"]).text


def test_pressed_twice_it_is_undone_once(cast: Cast, client: Client, session: RecordedSession) -> None:
    member = client(cast.rusty_man)
    step = step_of(member.put(f"/todos/{cast.roof}", data=FORM))
    answers = [undo(member, step) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert session.get_one(Todo, cast.roof).title == "Call the roofer"
    assert session.get_one(ChangeSet, int(step)).undone_by == int(step_of(answers[0]))


def test_one_comes_back_to_the_page_where_the_button_was(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = step_of(member.put(f"/todos/{cast.roof}", data=FORM))
    here = {"Referer": f"http://localhost/teams/{cast.z_force}?done=on&did=12"}
    answer = member.post(f"/changes/{step}/undo", headers=here)
    assert re.fullmatch(rf"/teams/{cast.z_force}\?done=on&did=\d+#todo-{cast.roof}", answer.headers["location"])


def test_what_was_made_goes_to_the_trash_and_one_is_not_left_on_its_page(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = step_of(member.post(f"/teams/{cast.z_force}/todos", data={"text": "Buy a hose"}))
    made = re.findall(r'href="/todos/(\d+)"[^>]*>Buy a hose', member.get(f"/teams/{cast.z_force}").text)[0]
    answer = member.post(f"/changes/{step}/undo", headers={"Referer": f"http://localhost/todos/{made}"})
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?did=")
    page = member.get(answer.headers["location"]).text
    assert "Undone: Added “Buy a hose”." in page
    assert member.get(f"/todos/{made}").status_code == 404
    assert "Buy a hose" in member.get("/trash").text


def test_others_steps_are_undone_by_owners_alone(cast: Cast, client: Client, session: RecordedSession) -> None:
    step = step_of(client(cast.rusty_man).put(f"/todos/{cast.roof}", data=FORM))
    assert undo(client(cast.spider_boy), step).status_code == 404
    refused = undo(client(cast.tarantula), step)
    assert refused.status_code == 403
    assert "Ask Deadpond" in refused.text
    assert undo(client(cast.deadpond), step).status_code == 303
    assert session.get_one(Todo, cast.roof).title == "Call the roofer"


def test_ones_own_step_needs_the_right_that_its_inverse_takes(cast: Cast, client: Client) -> None:
    guest, owner = client(cast.tarantula), client(cast.deadpond)
    step = step_of(guest.put(f"/todos/{cast.rope}", data={"title": "Order ropes", "priority": "normal"}))
    owner.delete(f"/todos/{cast.rope}/assignments/{cast.tarantula}")
    assert undo(guest, step).status_code == 403
    assert "Order ropes" in owner.get(f"/todos/{cast.rope}").text


@pytest.mark.parametrize("who", ["rusty_man", "tarantula"])
def test_who_left_a_team_by_mistake_takes_that_back(cast: Cast, client: Client, engine: sa.Engine, who: str) -> None:
    hero_id = getattr(cast, who)
    hero, before = client(hero_id), visible(engine)
    assert any(link["hero_id"] == hero_id for link in before["assignment"].values())
    step = step_of(hero.delete(f"/teams/{cast.z_force}/roster/{hero_id}"))
    assert hero.get(f"/teams/{cast.z_force}").status_code == 404
    left = visible(engine)
    for there in (before, left, before):
        answer = undo(hero, step)
        assert answer.status_code == 303
        step = step_of(answer)
        assert visible(engine) == there


def test_a_guest_whom_others_had_back_is_given_nothing_by_undo(cast: Cast, client: Client, engine: sa.Engine) -> None:
    guest = client(cast.tarantula)
    step = step_of(guest.delete(f"/teams/{cast.z_force}/roster/{cast.tarantula}"))
    with transaction(engine) as session:
        hero, owner = session.get_one(Hero, cast.tarantula), session.get_one(Hero, cast.deadpond)
        session.get_one(Team, cast.z_force).enlist(hero, Role.GUEST, by=owner)
    assert guest.get(f"/teams/{cast.z_force}").status_code == 200
    before = visible(engine)
    assert undo(guest, step).status_code == 403
    assert visible(engine) == before


def test_a_guest_without_their_place_is_given_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    guest = client(cast.tarantula)
    step = step_of(guest.delete(f"/teams/{cast.z_force}/roster/{cast.tarantula}"))
    before = visible(engine)
    with engine.connect() as connection:
        place = connection.scalar(sa.text("SELECT max(id) FROM change WHERE entity = 'membership'"))
    refused = undo(guest, step, **{f"choices[{place}-row-]": "leave", f"choices[{place}-role-]": "leave"})
    assert refused.status_code == 409
    assert "is not on Z-Force" in refused.text
    assert visible(engine) == before


def test_who_left_a_team_and_went_on_does_not_come_back_by_themselves(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = step_of(member.delete(f"/teams/{cast.z_force}/roster/{cast.rusty_man}"))
    member.put("/settings/theme", data={"theme": "dark"})
    assert undo(member, step).status_code == 409
    assert member.get(f"/teams/{cast.z_force}").status_code == 404


def test_an_owner_who_stepped_down_steps_up_again(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    owner.put(f"/teams/{cast.z_force}/roster/{cast.rusty_man}", data={"role": "owner", "before": "member"})
    before = visible(engine)
    down = {"role": "guest", "before": "owner"}
    step = step_of(owner.put(f"/teams/{cast.z_force}/roster/{cast.deadpond}", data=down))
    assert undo(owner, step).status_code == 303
    assert visible(engine) == before


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_changed_since_is_asked_and_nothing_is_written_meanwhile(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    member, owner = client(cast.rusty_man, htmx=htmx), client(cast.deadpond)
    step = step_of(client(cast.rusty_man).put(f"/todos/{cast.roof}", data=FORM | {"priority": "high"}))
    owner.put(f"/todos/{cast.roof}", data={"title": "Call the tinker", "priority": "high", "version": "2"})
    before = visible(engine)
    asked = undo(member, step)
    assert asked.status_code == 409
    assert re.search(r'role="alert">.*?Nothing is undone yet', asked.text, re.DOTALL)
    assert "Call the tinker" in asked.text
    assert "Call the roofer" in asked.text
    assert visible(engine) == before


@pytest.mark.parametrize(("choice", "title"), [("undo", "Call the roofer"), ("leave", "Call the tinker")])
def test_the_choice_is_done_with_all_else(
    cast: Cast, client: Client, session: RecordedSession, choice: str, title: str
) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    step = step_of(member.put(f"/todos/{cast.roof}", data=FORM | {"priority": "high"}))
    owner.put(f"/todos/{cast.roof}", data={"title": "Call the tinker", "priority": "high", "version": "2"})
    (key,) = keys(undo(member, step).text)
    assert undo(member, step, **{f"choices[{key}]": choice}).status_code == 303
    todo = session.get_one(Todo, cast.roof)
    assert (todo.title, todo.priority) == (title, "normal")


def test_what_changes_while_one_chooses_is_asked_again(cast: Cast, client: Client) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    step = step_of(member.put(f"/todos/{cast.roof}", data=FORM))
    owner.put(f"/todos/{cast.roof}", data={"title": "Call the tinker", "priority": "normal", "version": "2"})
    (key,) = keys(undo(member, step).text)
    owner.put(f"/todos/{cast.roof}", data={"title": "Call the tailor", "priority": "normal", "version": "3"})
    again = undo(member, step, **{f"choices[{key}]": "undo"})
    assert again.status_code == 409
    assert "Call the tailor" in again.text


def test_what_others_have_worked_on_does_not_go_unasked(cast: Cast, client: Client, session: RecordedSession) -> None:
    member, owner = client(cast.rusty_man), client(cast.deadpond)
    step = step_of(member.post(f"/teams/{cast.z_force}/todos", data={"text": "Buy a hose"}))
    made = int(re.findall(r'href="/todos/(\d+)"[^>]*>Buy a hose', member.get(f"/teams/{cast.z_force}").text)[0])
    owner.post(f"/todos/{made}/comments", data={"body": "A long one."})
    (key,) = keys(undo(member, step).text)
    assert undo(member, step, **{f"choices[{key}]": "leave"}).status_code == 303
    assert not session.get_one(Todo, made).trashed


def test_what_cannot_be_as_it_was_is_named_and_the_rest_can_be_undone(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    owner = client(cast.deadpond)
    form = {"title": "Call again", "priority": "normal", "heroes_before": [cast.rusty_man, cast.deadpond]}
    step = step_of(owner.put(f"/todos/{cast.roof}", data=form | {"heroes": [cast.deadpond]}))
    owner.delete(f"/teams/{cast.z_force}/roster/{cast.rusty_man}")
    asked = undo(owner, step)
    assert asked.status_code == 409
    assert "Rusty-Man is not on Z-Force." in unescape(asked.text)
    left = {f"choices[{key}]": "leave" for key in keys(asked.text)}
    assert undo(owner, step, **left).status_code == 303
    assert session.get_one(Todo, cast.roof).title == "Call the roofer"


def test_one_change_of_a_step_is_put_back_alone(cast: Cast, client: Client, session: RecordedSession) -> None:
    owner = client(cast.deadpond)
    step = step_of(owner.post(f"/todos/{cast.roof}/closure", data={"subs": "close"}))
    only = session.connection().scalar(
        sa.text("SELECT id FROM change WHERE change_set_id = :step AND row_key = :key"),
        {"step": int(step), "key": str(cast.gutters)},
    )
    assert undo(owner, step, only=only).status_code == 303
    session.rollback()
    closed = {todo: session.get_one(Todo, todo).closed for todo in (cast.roof, cast.gutters, cast.ladder)}
    assert closed == {cast.roof: True, cast.gutters: False, cast.ladder: True}
    assert session.get_one(ChangeSet, int(step)).undone_by is None


def test_nonsense_is_refused_in_words(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = step_of(member.put(f"/todos/{cast.roof}", data=FORM))
    assert undo(member, step, **{"choices[1-title-2]": "perhaps"}).status_code == 422
    assert undo(member, step, only="first").status_code == 422
    assert undo(member, "123").status_code == 404
    assert undo(member, step, only=999_999).status_code == 404
