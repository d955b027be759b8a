"""/saved/{id}/precedence: the view that a team's list begins with."""

from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from tests.cast import Cast
from tests.web.saved.test_routes import save

Client = Callable[..., TestClient]


def test_the_list_begins_with_one_view_and_shows_everything_on_request(cast: Cast, client: Client) -> None:
    owner, member = client(cast.deadpond), client(cast.rusty_man)
    first = save(member, cast, shared="on", query="label:house")
    other = save(member, cast, shared="on", name="Ropes", query="rope")
    assert member.post(f"/saved/{first}/precedence").status_code == 403
    owner.post(f"/saved/{first}/precedence")
    owner.post(f"/saved/{other}/precedence")
    page = unescape(member.get(f"/teams/{cast.z_force}").text)
    assert "View: Ropes" in page
    assert "Order rope" in page
    assert "Call the roofer" not in page
    assert f'href="/teams/{cast.z_force}?view=all"' in page
    assert "Call the roofer" in member.get(f"/teams/{cast.z_force}?view=all").text
    assert "Call the roofer" in member.get(f"/teams/{cast.z_force}?label=house").text
    owner.post("/undo")
    assert "View: Roofs" in member.get(f"/teams/{cast.z_force}").text
    owner.delete(f"/saved/{first}/precedence")
    assert "View:" not in member.get(f"/teams/{cast.z_force}").text


def test_only_a_view_that_the_team_shares_can_lead(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    answer = owner.post(f"/saved/{save(owner, cast)}/precedence")
    assert answer.status_code == 422
    assert "does not share this view of its own list" in unescape(answer.text)
