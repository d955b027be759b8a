"""The form of a todo; and what happens when two people have it open."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access import Access
from app.history import RecordedSession, commit
from app.models import Todo
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def _form(page: str) -> dict[str, Any]:
    """What a browser would send of the edit form as it stands."""
    form: dict[str, Any] = {"save": "on"}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not (re.search(r'type="(checkbox|radio)"', tag) and " checked" not in tag):
            form.setdefault(name[1], []).append(value[1] if value else "")
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        form[name] = re.findall(r'value="(\w*)" selected', options)
    form |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n([^<]*)</textarea>', page))
    return form


def _open(browser: TestClient, todo_id: int) -> dict[str, Any]:
    return _form(browser.get(f"/todos/{todo_id}/edit").text)


def _todo(access: Reach, cast: Cast, todo_id: int) -> Todo:
    mine = access(cast.deadpond)
    mine._session.rollback()
    return mine.todo(todo_id)


def test_saving_it_as_it_opened_changes_nothing(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.rusty_man)
    answer = member.put(f"/todos/{cast.roof}", data=_open(member, cast.roof))
    assert answer.headers["location"] == f"/todos/{cast.roof}"
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.section_id, todo.version) == ("Call the roofer", cast.backlog, 1)
    assert {link.hero_id for link in todo.assignments} == {cast.rusty_man, cast.deadpond}
    assert [link.label_id for link in todo.label_links] == [cast.house]


@pytest.mark.parametrize("htmx", [False, True])
def test_every_field_is_saved(cast: Cast, client: Client, access: Reach, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    form = _open(client(cast.rusty_man), cast.roof) | {
        "title": "Call her",
        "notes": "Twice.\r\nAt least.",
        "due_day": "2031-05-29",
        "priority": "urgent",
        "section": str(cast.doing),
        "heroes": [cast.tarantula],
        "labels": [cast.gear],
        "new_label": "roofing",
    }
    answer = member.put(f"/todos/{cast.roof}", data=form)
    assert answer.headers["hx-redirect" if htmx else "location"].startswith(f"/todos/{cast.roof}?did=")
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.notes, todo.due_on, todo.due_at) == (
        "Call her",
        "Twice.\nAt least.",
        date(2031, 5, 29),
        None,
    )
    assert (todo.priority, todo.section_id) == ("urgent", cast.doing)
    assert [link.hero_id for link in todo.assignments] == [cast.tarantula]
    assert {link.label.name for link in todo.label_links} == {"gear", "roofing"}


@pytest.mark.parametrize(
    ("zone", "day", "time", "instant"),
    [
        ("Europe/Lisbon", "2026-05-29", "09:00", datetime(2026, 5, 29, 8, tzinfo=UTC)),
        ("Europe/Berlin", "2027-03-28", "02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("Europe/Berlin", "2026-10-25", "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
    ids=["usual", "skipped", "twice"],
)
def test_a_time_is_the_viewers(
    cast: Cast,
    client: Client,
    access: Reach,
    session: RecordedSession,
    zone: str,
    day: str,
    time: str,
    instant: datetime,
) -> None:
    mine = access(cast.rusty_man)
    mine.hero.edit({"time_zone": zone}, by=mine.hero)
    commit(session)
    member = client(cast.rusty_man)
    member.put(f"/todos/{cast.rope}", data=_open(member, cast.rope) | {"due_day": day, "due_time": time})
    assert _todo(access, cast, cast.rope).due_at == instant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "  "}, "This is still empty."),
        ({"title": "x" * 301}, "Use 300 characters or fewer."),
        ({"due_day": "31 June"}, "This is not a day or time we know."),
        ({"due_time": "09:00", "due_day": ""}, "A time needs a day."),
        ({"priority": "huge"}, "Choose one from the list."),
        ({"section": "x"}, "Choose one from the list."),
        ({"heroes": ["x"]}, "Choose one from the list."),
    ],
    ids=str,
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, client: Client, access: Reach, typed: dict[str, Any], sentence: str, htmx: bool
) -> None:
    form = _open(client(cast.rusty_man), cast.roof) | {"notes": "Typed with care."} | typed
    answer = client(cast.rusty_man, htmx=htmx).put(f"/todos/{cast.roof}", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Typed with care." in answer.text
    assert _todo(access, cast, cast.roof).version == 1


def test_a_hero_of_another_team_a_label_and_a_section_of_one_change_nothing(
    cast: Cast, client: Client, access: Reach
) -> None:
    member = client(cast.deadpond)
    for field, foreign in (("heroes", cast.spider_boy), ("labels", cast.web_label), ("section", cast.web_section)):
        form = _open(member, cast.roof) | {"title": "Changed", field: [str(foreign)]}
        assert member.put(f"/todos/{cast.roof}", data=form).status_code == 404
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.section_id) == ("Call the roofer", cast.backlog)


def test_changes_of_different_fields_both_stay(cast: Cast, client: Client, access: Reach) -> None:
    one, other = client(cast.rusty_man), client(cast.deadpond)
    first, second = _open(one, cast.roof), _open(other, cast.roof)
    one.put(f"/todos/{cast.roof}", data=first | {"title": "Call her", "labels": [cast.house, cast.gear]})
    answer = other.put(f"/todos/{cast.roof}", data=second | {"priority": "high", "labels": []})
    assert answer.status_code == 303
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.priority) == ("Call her", "high")
    assert [link.label_id for link in todo.label_links] == [cast.gear]


def _clash(cast: Cast, client: Client, htmx: bool = False) -> Any:
    mine = _open(client(cast.deadpond), cast.roof)
    theirs = _open(client(cast.rusty_man), cast.roof)
    theirs |= {"title": "Theirs now", "notes": "Their notes", "due_day": "2031-05-29", "section": str(cast.doing)}
    client(cast.rusty_man).put(f"/todos/{cast.roof}", data=theirs)
    mine |= {"title": "Mine now", "notes": "My notes", "priority": "high"}
    return client(cast.deadpond, htmx=htmx).put(f"/todos/{cast.roof}", data=mine)


@pytest.mark.parametrize("htmx", [False, True])
def test_the_same_field_changed_by_both_is_asked_about_and_nothing_is_saved(
    cast: Cast, client: Client, access: Reach, htmx: bool
) -> None:
    answer = _clash(cast, client, htmx)
    assert answer.status_code == 409
    for words in ("Rusty-Man changed the same things", "Which title?", "Theirs now", "Mine now", "Which notes?"):
        assert words in answer.text
    assert "Their notes\nMy notes</textarea>" in answer.text
    assert "Which due date?" not in answer.text
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.priority) == ("Theirs now", "normal")


@pytest.mark.parametrize(
    ("choice", "title", "notes"),
    [
        ({}, "Mine now", "Their notes\nMy notes"),
        ({"title_from": "theirs", "notes_from": "theirs"}, "Theirs now", "Their notes"),
        ({"notes_from": "mine", "title": "Edited further"}, "Edited further", "My notes"),
    ],
    ids=["as proposed", "theirs", "mine"],
)
def test_the_choice_is_saved_on_top_of_what_else_changed(
    cast: Cast, client: Client, access: Reach, choice: dict[str, str], title: str, notes: str
) -> None:
    form = _form(_clash(cast, client).text) | choice
    assert client(cast.deadpond).put(f"/todos/{cast.roof}", data=form).status_code == 303
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.notes, todo.priority) == (title, notes, "high")
    assert (todo.due_on, todo.section_id) == (date(2031, 5, 29), cast.doing)


def test_a_guest_edits_what_is_in_their_hands_but_not_who_and_where(cast: Cast, client: Client, access: Reach) -> None:
    guest = client(cast.tarantula)
    form = _open(guest, cast.rope)
    assert not form.keys() & {"heroes", "labels", "section", "new_label"}
    assert guest.put(f"/todos/{cast.rope}", data=form | {"title": "More rope"}).status_code == 303
    for sent in ({"heroes": [cast.rusty_man]}, {"labels": [cast.gear]}, {"section": "none"}, {"new_label": "x"}):
        assert guest.put(f"/todos/{cast.rope}", data=_open(guest, cast.rope) | sent).status_code == 403
    todo = _todo(access, cast, cast.rope)
    assert (todo.title, todo.section_id) == ("More rope", cast.backlog)


def test_who_may_not_edit_gets_no_form(cast: Cast, client: Client) -> None:
    assert client(cast.tarantula).get(f"/todos/{cast.roof}/edit").status_code == 403
    assert client(cast.tarantula).put(f"/todos/{cast.roof}", data={"title": "x"}).status_code == 403
    assert client(cast.spider_boy).get(f"/todos/{cast.roof}/edit").status_code == 404
    assert client(cast.spider_boy).put(f"/todos/{cast.roof}", data={"title": "x"}).status_code == 404


def test_looking_for_a_hero_saves_nothing_and_keeps_what_was_typed(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.deadpond)
    form = _open(member, cast.roof) | {"title": "Half typed", "search": "taran"}
    del form["save"]
    page = member.put(f"/todos/{cast.roof}", data=form)
    assert page.status_code == 200
    assert "Half typed" in page.text
    assert "Tarantula" in page.text
    assert set(_form(page.text)["heroes"]) == {str(cast.deadpond), str(cast.rusty_man)}
    assert _todo(access, cast, cast.roof).title == "Call the roofer"


def test_an_owner_adds_a_known_hero_to_the_team_and_assigns_them(cast: Cast, client: Client, access: Reach) -> None:
    admin = client(cast.north)
    page = admin.get(f"/todos/{cast.roof}/edit").text
    assert "Add to the team and assign" in page
    assert "Spider-Boy" in page
    admin.put(f"/todos/{cast.roof}", data=_form(page) | {"enlist": [cast.spider_boy]})
    todo = _todo(access, cast, cast.roof)
    assert cast.spider_boy in {link.hero_id for link in todo.assignments}
    assert access(cast.spider_boy).hero.role_in(cast.z_force) == "member"


def test_a_todo_deleted_meanwhile_gives_back_what_was_typed(
    cast: Cast, client: Client, access: Reach, session: RecordedSession
) -> None:
    member = client(cast.rusty_man)
    form = _open(member, cast.rope) | {"notes": "An hour\nof work"}
    mine = access(cast.deadpond)
    mine.todo(cast.rope).trash(by=mine.hero)
    commit(session)
    answer = member.put(f"/todos/{cast.rope}", data=form)
    assert answer.status_code == 404
    assert "An hour\nof work</textarea>" in answer.text


def test_a_section_in_the_trash_stays_its_section(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.rusty_man)
    member.delete(f"/teams/{cast.z_force}/sections/{cast.backlog}")
    form = _open(member, cast.roof) | {"title": "Call her"}
    assert form["section"] == ["none"]
    assert member.put(f"/todos/{cast.roof}", data=form).status_code == 303
    todo = _todo(access, cast, cast.roof)
    assert (todo.title, todo.section_id) == ("Call her", cast.backlog)
    member.put(f"/todos/{cast.roof}", data=_open(member, cast.roof) | {"section": cast.doing})
    assert _todo(access, cast, cast.roof).section_id == cast.doing
