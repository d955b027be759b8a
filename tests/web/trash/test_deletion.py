"""What goes for good is previewed too, and goes only by those who may."""

from collections.abc import Callable
from typing import Any

from sqlmodel import select
from starlette.testclient import TestClient

from app.history import RecordedSession
from app.models import ChangeSet, Team, Todo
from tests.cast import Cast

Client = Callable[..., TestClient]


def deleted(browser: TestClient, path: str) -> str:
    """Delete what is at the path. Returns the step that did it."""
    return str(browser.post(f"{path}?_method=DELETE").headers["location"].split("did=")[1])


def test_the_preview_counts_what_lay_in_the_trash_before(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    deleted(member, f"/todos/{cast.ladder}")
    step = deleted(member, f"/todos/{cast.roof}")
    page = member.get(f"/trash/{step}/deletion")
    assert "Delete “Call the roofer” for good?" in page.text
    assert '<span class="num">2</span><span>sub-todos' in page.text
    assert "Nobody can bring it back after this." in page.text


def test_with_a_script_the_preview_is_a_dialog(cast: Cast, client: Client) -> None:
    step = deleted(client(cast.rusty_man), f"/todos/{cast.roof}")
    answer = client(cast.rusty_man, htmx=True).get(f"/trash/{step}/deletion")
    assert "<dialog" in answer.text
    assert "<html" not in answer.text


def test_what_is_dropped_is_gone_and_that_is_recorded(cast: Cast, client: Client, session: RecordedSession) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/todos/{cast.roof}")
    answer = member.post(f"/trash/{step}?_method=DELETE")
    assert "“Call the roofer” is gone for good." in member.get(answer.headers["location"]).text
    assert session.get(Todo, cast.roof) is None
    assert session.get(Todo, cast.ladder) is None
    last = session.exec(select(ChangeSet).order_by(ChangeSet.id.desc())).first()  # type: ignore[attr-defined]  # a column at run time
    assert last is not None
    assert (last.actor_id, last.counts) == (cast.rusty_man, {"todo.purged": 3})
    assert member.post(f"/trash/{step}/restoration").status_code == 404


def test_dropping_twice_is_harmless(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/todos/{cast.roof}")
    answers = [member.post(f"/trash/{step}?_method=DELETE") for _ in range(2)]
    assert answers[1].headers["location"] == "/trash"


def test_emptying_takes_what_one_may_restore_and_leaves_the_rest(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    owner, stranger, member = client(cast.deadpond), client(cast.spider_boy), client(cast.rusty_man)
    deleted(member, f"/todos/{cast.roof}")
    deleted(member, f"/teams/{cast.z_force}/labels/{cast.gear}")
    deleted(stranger, f"/teams/{cast.preventers}")
    page = owner.get("/trash/deletion")
    assert "Empty the trash?" in page.text
    assert '<span class="num">1</span><span>todo<' in page.text
    assert '<span class="num">1</span><span>label<' in page.text
    assert owner.post("/trash?_method=DELETE").headers["location"] == "/trash"
    assert "Nothing in the trash" in owner.get("/trash").text
    assert session.get(Todo, cast.roof) is None
    assert session.get(Team, cast.preventers) is not None


def test_guests_may_not_and_strangers_change_nothing(cast: Cast, client: Client, session: RecordedSession) -> None:
    step = deleted(client(cast.deadpond), f"/todos/{cast.roof}")
    for hero, status in ((cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).get(f"/trash/{step}/deletion").status_code == status
        client(hero).post("/trash?_method=DELETE")
    assert client(cast.tarantula).post(f"/trash/{step}?_method=DELETE").status_code == 403
    client(cast.spider_boy).post(f"/trash/{step}?_method=DELETE")
    assert session.get(Todo, cast.roof) is not None


def test_emptying_a_full_trash_takes_no_more_statements_than_one_that_is_not(
    cast: Cast, client: Client, session: RecordedSession, queries: Callable[[], Any]
) -> None:
    member, counts = client(cast.rusty_man), []
    for full in (3, 30):
        for _number in range(full):
            member.post(f"/teams/{cast.z_force}/todos", data={"text": "Old"})
        for todo in session.exec(select(Todo.id).where(Todo.title == "Old")).all():
            deleted(member, f"/todos/{todo}")
        session.rollback()
        with queries() as sent:
            assert member.delete("/trash").status_code == 303
        assert session.exec(select(Todo.id).where(Todo.title == "Old")).all() == []
        session.rollback()
        counts.append(len(sent))
    assert counts[0] == counts[1]
