"""The way to the pages for admins."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]
PLACES = ("/admin/heroes", "/admin/teams", "/admin/invitations", "/admin/sign-ins", "/admin/settings", "/admin/health")


def test_it_leads_to_the_heroes(cast: Cast, client: Client) -> None:
    assert client(cast.north).get("/admin").headers["location"] == "/admin/heroes"
    assert client(cast.north, htmx=True).get("/admin").headers["hx-redirect"] == "/admin/heroes"


def test_admins_find_the_way_and_others_do_not_see_it(cast: Cast, client: Client) -> None:
    for page in ("/", "/settings", "/search/palette?q=admin"):
        seen = [client(who, htmx="palette" in page).get(page).text for who in (cast.north, cast.deadpond)]
        assert ["/admin/heroes" in text for text in seen] == [True, False], page


@pytest.mark.parametrize("place", PLACES)
def test_others_hear_who_can_help(cast: Cast, client: Client, place: str) -> None:
    refused = client(cast.deadpond).get(place)
    assert refused.status_code == 403
    assert "Only an admin of this Sidekick can do that." in refused.text


@pytest.mark.parametrize("place", PLACES)
def test_each_of_them_leads_to_the_others(cast: Cast, client: Client, place: str) -> None:
    page = client(cast.north).get(place).text
    assert [f'href="{other}"' in page for other in PLACES] == [True] * len(PLACES)
    assert f'href="{place}" aria-current="page"' in page
