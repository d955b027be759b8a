"""What somebody typed outlives whatever became of the thing that they typed it for."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Comment, CommentCreate, Hero, Todo
from tests.cast import Cast
from tests.forms import form_on, forms_on

Client = Callable[..., TestClient]
Happens = Callable[[Access, Cast], object]
TYPED = "An hour\nof work"


def _trash_todo(access: Access, cast: Cast) -> None:
    access.trash_todo(access.todo(cast.rope))


def _move_away(access: Access, cast: Cast) -> None:
    own = next(link.team for link in access.hero.memberships if link.team.is_private)
    access.todo(cast.rope).transfer(own, None, "a0", by=access.hero, branch=[])


def _off_the_team(access: Access, cast: Cast) -> None:
    access.membership_with_work(access.team(cast.z_force), cast.rusty_man).end(by=access.hero)


def _trash_team(access: Access, cast: Cast) -> None:
    access.team(cast.z_force).trash(by=access.hero)


HAPPENINGS = {"trashed": _trash_todo, "moved": _move_away, "off the team": _off_the_team, "team trashed": _trash_team}


@pytest.fixture
def meanwhile(cast: Cast, engine: sa.Engine) -> Callable[[Happens], None]:
    """Deadpond does something."""

    def run(happens: Happens) -> None:
        with transaction(engine) as session:
            session.info["actor_id"] = cast.deadpond
            happens(Access(session, session.get_one(Hero, cast.deadpond)), cast)

    return run


@pytest.fixture
def comment(cast: Cast, engine: sa.Engine) -> int:
    """A comment by Rusty-Man about the rope."""
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.rusty_man))
        said = Comment.write(mine.todo(cast.rope), CommentCreate(body="Soon."), by=mine.hero)
        mine.add(said)
        return said.id


def _sent(cast: Cast, comment: int) -> dict[str, tuple[str, str, dict[str, str]]]:
    return {
        "edit": ("PUT", f"/todos/{cast.rope}", {"title": "Order rope", "priority": "low", "notes": TYPED}),
        "comment": ("POST", f"/todos/{cast.rope}/comments", {"body": TYPED}),
        "other words": ("PUT", f"/comments/{comment}", {"body": TYPED, "version": "1"}),
    }


@pytest.mark.parametrize("form", ["edit", "comment", "other words"])
@pytest.mark.parametrize("happens", HAPPENINGS)
def test_it_is_shown_to_be_copied(
    cast: Cast, client: Client, comment: int, meanwhile: Callable[[Happens], None], happens: str, form: str
) -> None:
    meanwhile(HAPPENINGS[happens])
    method, path, data = _sent(cast, comment)[form]
    answer = client(cast.rusty_man).request(method, path, data=data)
    assert answer.status_code == 404
    assert f"{TYPED}</textarea>" in answer.text
    assert 'data-copy="typed-1"' in answer.text
    assert ("Restore it and save" in answer.text) is (happens == "trashed" and form == "edit")


@pytest.mark.parametrize("happens", HAPPENINGS)
def test_with_a_script_the_box_is_left_alone(
    cast: Cast, client: Client, comment: int, meanwhile: Callable[[Happens], None], happens: str
) -> None:
    meanwhile(HAPPENINGS[happens])
    method, path, data = _sent(cast, comment)["comment"]
    answer = client(cast.rusty_man, htmx=True).request(method, path, data=data)
    assert answer.status_code == 404
    assert answer.text.startswith('<hx-partial hx-target="#toasts" hx-swap="beforeend">')
    assert answer.text.count("<hx-partial") == 1


def _refused(cast: Cast, browser: TestClient, comment: int) -> Any:
    method, path, data = _sent(cast, comment)["edit"]
    return browser.request(method, path, data=data)


def test_one_that_was_trashed_is_restored_and_saved_in_one_step(
    cast: Cast, client: Client, engine: sa.Engine, comment: int, meanwhile: Callable[[Happens], None]
) -> None:
    member = client(cast.rusty_man)
    meanwhile(_trash_todo)
    page = _refused(cast, member, comment).text
    again = form_on(page, f"/todos/{cast.rope}")
    action = next(given["action"] for given, fields in forms_on(page) if fields == again)
    assert member.post(action, data=again).status_code == 303
    with transaction(engine) as session:
        todo = session.get_one(Todo, cast.rope)
        assert (todo.trashed, todo.notes, todo.priority) == (False, TYPED, "low")
    assert member.post(action, data=again).status_code in (303, 409)


def test_below_one_in_the_trash_both_come_back(
    cast: Cast, client: Client, meanwhile: Callable[[Happens], None]
) -> None:
    member = client(cast.rusty_man)
    meanwhile(lambda access, cast: access.trash_todo(access.todo(cast.ladder)))
    meanwhile(lambda access, cast: access.trash_todo(access.todo(cast.roof)))
    answer = member.put(f"/todos/{cast.ladder}?restore=on", data={"title": "Buy a ladder", "priority": "normal"})
    assert answer.status_code == 303
    assert [member.get(f"/todos/{todo}").status_code for todo in (cast.roof, cast.gutters, cast.ladder)] == [200] * 3
    assert "Buy a ladder" in member.get(f"/todos/{cast.ladder}").text


def test_who_may_not_restore_it_is_not_offered_to(
    cast: Cast, client: Client, comment: int, meanwhile: Callable[[Happens], None]
) -> None:
    meanwhile(_trash_todo)
    guest = client(cast.tarantula)
    assert "Restore it and save" not in _refused(cast, guest, comment).text
    method, path, data = _sent(cast, comment)["edit"]
    assert guest.request(method, f"{path}?restore=on", data=data).status_code == 403
    assert guest.get(path).status_code == 404


def test_a_text_that_is_too_long_stays_in_its_box(cast: Cast, client: Client, comment: int) -> None:
    for htmx in (False, True):
        answer = client(cast.rusty_man, htmx=htmx).post(f"/todos/{cast.rope}/comments", data={"body": "y" * 20_001})
        assert answer.status_code == 422
        assert "y" * 20_001 in answer.text


@pytest.mark.parametrize("path", ["/todos/{rope}/edit", "/todos/{rope}", "/teams/new", "/teams/{z_force}", "/settings"])
def test_a_page_with_a_form_may_be_kept_for_the_back_button(cast: Cast, client: Client, path: str) -> None:
    answer = client(cast.rusty_man).get(path.format(**vars(cast)))
    assert "no-store" not in answer.headers["cache-control"]
