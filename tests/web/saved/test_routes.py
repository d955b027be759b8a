"""/saved: filters under a name."""

import re
from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def save(browser: TestClient, cast: Cast, **values: str) -> str:
    """Save a view of Z-Force's list. Returns its id."""
    data = {"name": "Roofs", "query": "label:house assignee:me", "of": str(cast.z_force)} | values
    answer = browser.post("/saved", data=data)
    found = re.match(rf"/teams/{cast.z_force}\?view=(\d+)", answer.headers["location"])
    assert found is not None, answer.text
    return found[1]


def test_a_shared_view_is_there_for_the_team_and_a_private_one_for_oneself(cast: Cast, client: Client) -> None:
    member, guest = client(cast.rusty_man), client(cast.tarantula)
    shared, private = save(member, cast, shared="on"), save(member, cast, name="Mine alone")
    page = unescape(member.get(f"/teams/{cast.z_force}?view={shared}").text)
    assert 'value="label:house assignee:me"' not in page
    assert 'value="assignee:me label:house"' in page
    assert "View: Roofs" in page
    assert "Mine alone" in page
    assert "Call the roofer" in page
    assert "Order rope" not in page
    theirs = guest.get(f"/teams/{cast.z_force}?view={shared}").text
    assert "View: Roofs" in theirs
    assert "Mine alone" not in theirs
    for browser in (guest, client(cast.north), client(cast.deadpond)):
        assert browser.get(f"/teams/{cast.z_force}?view={private}").status_code == 404
        assert browser.get(f"/saved/{private}/edit").status_code == 404
    assert guest.post("/saved", data={"name": "No", "of": cast.z_force, "shared": "on"}).status_code == 403
    assert "Mine alone" not in client(cast.deadpond).get(f"/teams/{cast.z_force}/activity").text


def test_a_view_goes_on_meaning_the_same_when_names_change(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    saved = save(member, cast, shared="on")
    member.put(f"/teams/{cast.z_force}/labels/{cast.house}", data={"name": "home", "colour": "rose"})
    page = unescape(member.get(f"/teams/{cast.z_force}?view={saved}").text)
    assert 'value="assignee:me label:home"' in page
    assert "Call the roofer" in page
    assert 'value="assignee:me label:home"' in unescape(member.get(f"/saved/{saved}/edit").text)
    member.delete(f"/teams/{cast.z_force}/labels/{cast.house}")
    page = unescape(member.get(f"/teams/{cast.z_force}?view={saved}").text)
    assert "A label of this filter is not there any more." in page
    assert "Call the roofer" not in page


def test_it_is_changed_and_deleted_and_comes_back(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    saved = save(member, cast, shared="on")
    version = re.search(r'name="version" value="(\d+)"', member.get(f"/saved/{saved}/edit").text)
    assert version is not None
    typed = {"name": "Rope", "query": "rope", "version": version[1]}
    assert member.put(f"/saved/{saved}", data=typed).status_code == 303
    assert "Order rope" in member.get(f"/teams/{cast.z_force}?view={saved}").text
    late = client(cast.deadpond).put(f"/saved/{saved}", data=typed | {"query": "label:house"})
    assert late.status_code == 409
    assert "Rusty-Man changed the filter while you were editing" in unescape(late.text)
    assert member.put(f"/saved/{saved}", data={"name": " "}).status_code == 422
    gone = member.delete(f"/saved/{saved}")
    assert "View “Rope” deleted. The todos stay." in unescape(member.get(gone.headers["location"]).text)
    assert member.get(f"/saved/{saved}").status_code == 404
    assert "View in Z-Force" in member.get("/trash").text
    back = member.post("/undo")
    assert "View “Rope” is back." in unescape(member.get(back.headers["location"], follow_redirects=True).text)
    assert member.get(f"/saved/{saved}").headers["location"] == f"/teams/{cast.z_force}?view={saved}"


def test_all_teams_have_views_too_and_a_bad_form_is_asked_again(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post("/saved", data={"name": "Everywhere", "query": "label:house group:none"})
    page = unescape(member.get(answer.headers["location"]).text)
    assert "View: Everywhere" in page
    assert "Call the roofer" in page
    again = member.post("/saved", data={"name": "", "query": "label:house"})
    assert again.status_code == 422
    assert 'value="label:house"' in again.text
