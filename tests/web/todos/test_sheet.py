"""A todo beside a list: what is answered where a script says that it is open there."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def _beside(cast: Cast, client: Client) -> TestClient:
    """Deadpond's browser, the roof open beside the list of Z-Force."""
    browser = client(cast.deadpond, htmx=True)
    address = f"http://localhost/todos/{cast.roof}"
    browser.headers |= {"Beside": f"/teams/{cast.z_force}", "HX-Current-URL": address, "Referer": address}
    return browser


def test_a_page_about_a_todo_comes_as_a_panel_and_any_other_as_ever(cast: Cast, client: Client) -> None:
    browser = _beside(cast, client)
    for path in ("", "/edit", "/move"):
        answer = browser.get(f"/todos/{cast.roof}{path}")
        assert answer.text.count('<aside class="sheet" id="sheet"') == 1
        assert f'data-address="/todos/{cast.roof}{path}"' in answer.text
        assert 'id="todo-title"' in answer.text
        assert "<main" not in answer.text
        assert "Beside" in answer.headers["Vary"]
    assert '<main class="page selectable" id="main"' in browser.get(f"/teams/{cast.z_force}").text
    assert '<article class="sheet full"' in client(cast.deadpond).get(f"/todos/{cast.roof}").text


def test_what_is_saved_there_is_shown_there_with_its_row(cast: Cast, client: Client) -> None:
    form = {"title": "Call her", "priority": "high", "section": str(cast.backlog), "save": "on"}
    answer = _beside(cast, client).put(f"/todos/{cast.roof}", data=form)
    assert '<hx-partial hx-target="#sheet" hx-swap="outerHTML">' in answer.text
    assert f'data-address="/todos/{cast.roof}"' in answer.text
    assert f'<hx-partial hx-target="#todo-{cast.roof}" hx-swap="outerHTML">' in answer.text
    assert "hx-redirect" not in answer.headers


def test_what_moves_to_another_section_leads_there(cast: Cast, client: Client) -> None:
    form = {"title": "Call her", "priority": "high", "section": str(cast.doing), "save": "on"}
    answer = _beside(cast, client).put(f"/todos/{cast.roof}", data=form)
    assert answer.headers["hx-redirect"].startswith(f"/todos/{cast.roof}?did=")
    toast = _beside(cast, client).get(answer.headers["hx-redirect"]).text
    assert '<hx-partial hx-target="#toasts" hx-swap="beforeend">' in toast


def test_a_form_that_needs_another_look_takes_the_place_of_the_panel(cast: Cast, client: Client) -> None:
    answer = _beside(cast, client).put(f"/todos/{cast.roof}/place", data={"section": "999999", "end": "nowhere"})
    assert answer.status_code == 422
    assert answer.headers["hx-retarget"] == "#sheet"
    assert "data-address" not in answer.text


def test_what_is_deleted_there_leaves_the_list_and_the_panel(cast: Cast, client: Client) -> None:
    answer = _beside(cast, client).delete(f"/todos/{cast.roof}")
    assert f'<hx-partial hx-target="#todo-{cast.roof}" hx-swap="delete">' in answer.text
    assert '<aside id="sheet" hidden></aside>' in answer.text
    assert f'hx-target="#group-{cast.backlog}-count"' in answer.text
    other = _beside(cast, client)
    other.headers["HX-Current-URL"] = f"http://localhost/todos/{cast.gutters}"
    assert "<aside" not in other.delete(f"/todos/{cast.rope}").text


def test_one_fact_that_changes_is_told_where_the_todo_is_open(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond, htmx=True)
    answer = browser.post("/todos/selection", data={"todos": str(cast.roof), "priority": "urgent"}).text
    for place in (f"facts-{cast.roof}", f"todo-{cast.roof}", f"sub-{cast.roof}", f"story-{cast.roof}"):
        assert f'hx-target="#{place}"' in answer
    said = browser.post(f"/todos/{cast.roof}/comments", data={"body": "Soon."}).text
    assert f'<hx-partial hx-target="#todo-{cast.roof}" hx-swap="outerHTML">' in said


def test_a_guest_is_offered_no_due_date_and_no_priority(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/todos/{cast.roof}").text
    assert 'action="/todos/selection"' not in page
    assert "Change the priority" in client(cast.deadpond).get(f"/todos/{cast.roof}").text
