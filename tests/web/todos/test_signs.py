"""Signs in the title of a todo that is there, and of a sub-todo; and what repeats."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from app.access import Access
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]
NORMAL = {"priority": "normal"}


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_typed_newly_into_a_title_goes_to_its_fields(
    cast: Cast, client: Client, access: Reach, htmx: bool
) -> None:
    member = client(cast.deadpond, htmx=htmx)
    form = NORMAL | {"title": "Order rope 2030-06-03 #gear #fresh @rusty !high every monday /doing", "section": "none"}
    answer = member.put(f"/todos/{cast.rope}", data=form)
    url = answer.headers["hx-redirect" if htmx else "location"]
    told = "“Order rope” saved for Mon 3 June 2030, every Monday, to Tarantula and Rusty-Man, #fresh and #gear"
    assert told in unescape(client(cast.deadpond).get(url).text)
    todo = access(cast.deadpond).todo(cast.rope)
    assert (todo.title, todo.priority, todo.section_id) == ("Order rope", "high", cast.doing)
    assert (todo.due_on, todo.recurrence) == (date(2030, 6, 3), "FREQ=WEEKLY;BYDAY=MO")
    assert {link.label.name for link in todo.label_links} == {"gear", "fresh"}
    assert {link.hero_id for link in todo.assignments} == {cast.tarantula, cast.rusty_man}


def test_what_the_title_said_before_stays_in_it(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.deadpond)
    member.put(f"/todos/{cast.rope}", data=NORMAL | {"title": r"Sing \tomorrow and \#hum"})
    member.put(f"/todos/{cast.rope}", data=NORMAL | {"title": "Sing loud tomorrow and #hum", "version": "2"})
    todo = access(cast.deadpond).todo(cast.rope)
    assert (todo.title, todo.due_on, todo.label_links) == ("Sing loud tomorrow and #hum", None, [])


def test_a_slip_in_a_title_is_asked_about(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond).put(f"/todos/{cast.rope}", data=NORMAL | {"title": "Order rope #hosue"})
    assert answer.status_code == 422
    assert "Did you mean #house?" in answer.text
    assert "Order rope #hosue" in answer.text


def test_a_guest_who_has_it_may_say_when_but_not_who(cast: Cast, client: Client, access: Reach) -> None:
    answer = client(cast.tarantula).put(
        f"/todos/{cast.rope}", data=NORMAL | {"title": "Order rope @rusty #gear 2030-06-03"}
    )
    assert answer.status_code == 303
    todo = access(cast.deadpond).todo(cast.rope)
    assert (todo.title, todo.due_on) == ("Order rope @rusty #gear", date(2030, 6, 3))


def test_a_sub_todo_says_it_all_too_but_where_it_stands(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.deadpond)
    answer = member.post(f"/todos/{cast.rope}/subs", data={"title": "Measure 2030-06-03 @rusty #gear /doing"})
    sub = access(cast.deadpond).todo(int(answer.headers["location"].partition("#sub-")[2]))
    assert (sub.title, sub.due_on, sub.parent_id) == ("Measure /doing", date(2030, 6, 3), cast.rope)
    assert [link.hero_id for link in sub.assignments] == [cast.rusty_man]
    slip = member.post(f"/todos/{cast.rope}/subs", data={"title": "Measure #hosue"})
    assert (slip.status_code, "Did you mean #house?" in slip.text) == (422, True)


def test_a_repeat_is_written_shown_kept_and_ended(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.deadpond)
    form = NORMAL | {"title": "Order rope", "due_day": "2030-01-31"}
    page = member.put(f"/todos/{cast.rope}", data=form | {"repeat": "every month"}).headers["location"]
    text = unescape(member.get(page).text)
    assert "<dd>every month on the 31st</dd>" in text
    assert "set the repeat to <b>every month on the 31st</b>" in text
    assert 'title="Repeats every month on the 31st"' in member.get(f"/teams/{cast.z_force}").text
    assert 'value="every month on the 31st"' in member.get(f"/todos/{cast.rope}/edit").text
    member.put(
        f"/todos/{cast.rope}", data=form | {"title": "Rope", "repeat": "every month on the 31st", "version": "2"}
    )
    assert access(cast.deadpond).todo(cast.rope).recurrence == "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
    wrong = member.put(f"/todos/{cast.rope}", data=form | {"repeat": "now and then"})
    assert (wrong.status_code, "This is not a repeat that we know." in wrong.text) == (422, True)
    member.put(f"/todos/{cast.rope}", data=form | {"repeat": "", "version": "3"})
    assert "ended the repeat" in member.get(f"/todos/{cast.rope}").text


@pytest.mark.parametrize("htmx", [False, True])
def test_done_it_tells_when_it_comes_again(cast: Cast, client: Client, htmx: bool) -> None:
    form = NORMAL | {"title": "Order rope", "due_day": "2030-06-03", "repeat": "every monday"}
    client(cast.deadpond).put(f"/todos/{cast.rope}", data=form)
    member = client(cast.deadpond, htmx=htmx)
    answer = member.post(f"/todos/{cast.rope}/closure")
    text = answer.text if htmx else member.get(answer.headers["location"]).text
    assert "Done: “Order rope”. Next one on Mon 10 June 2030." in text
    if htmx:
        assert f'hx-target="#todo-{cast.rope}" hx-swap="beforebegin"><li class="row new"' in text
