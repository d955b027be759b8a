"""An archived team is there to read: whatever writes is refused in it, and no page offers to."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import ChangeSet, Hero, InvitationCreate, Team
from tests.cast import Cast
from tests.dump import dump
from tests.permissions.callers import ask
from tests.permissions.table import TABLE
from tests.world import World, furnished

Client = Callable[..., TestClient]
SENTENCE = "“Z-Force” is archived. An owner can bring it back: Deadpond. Nothing was changed."
STILL = {
    "POST /teams/{team_id}/duplicate",
    "POST /teams/{team_id}/archival",
    "DELETE /teams/{team_id}/archival",
    "DELETE /teams/{team_id}",
}
"""What may be done to it nevertheless."""
WRITES = [route for route in TABLE if not route.startswith("GET ") and route not in STILL]
IN_IT = [
    route
    for route in WRITES
    if re.search(r"/(teams/\{|todos|comments|saved/\{|calendar|trash/\{)", route) or route == "POST /"
]
"""All the rest is about heroes, their sign-ins and what they set for themselves."""


@pytest.fixture
def world(cast: Cast, engine: sa.Engine) -> World:
    """As for the table of who may go where, with the team archived."""
    places = furnished(engine, cast)
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        session.info["actor_id"] = hero.id
        Access(session, hero).team(cast.z_force).archive(by=hero)
    return places


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_whatever_writes_in_it_is_refused(
    role: str, cast: Cast, world: World, engine: sa.Engine, client: Client
) -> None:
    browser = client(cast.deadpond if role == "owner" else cast.north)
    before = dump(engine)
    refused = {route: ask(browser, route, world) for route in IN_IT}
    assert refused == dict.fromkeys(IN_IT, 403)
    assert dump(engine) == before


def test_what_does_not_belong_to_it_goes_on(cast: Cast, world: World, client: Client) -> None:
    browser = client(cast.deadpond)
    others = [
        "PUT /settings/theme",
        "POST /teams",
        "PUT /heroes/{hero_id}",
        "POST /saved",
    ]
    assert {route: ask(browser, route, world) for route in others} == dict.fromkeys(others, 303)


def test_the_refusal_says_who_can_bring_it_back(cast: Cast, world: World, client: Client) -> None:
    answer = client(cast.rusty_man).post(f"/todos/{cast.roof}/closure")
    assert (answer.status_code, SENTENCE in answer.text) == (403, True)
    assert "This team is archived" in answer.text
    assert f'href="/teams/{cast.z_force}"' in answer.text


def test_older_steps_stay_done_and_the_archiving_comes_undone(
    cast: Cast, world: World, engine: sa.Engine, client: Client
) -> None:
    browser = client(cast.deadpond)
    with engine.connect() as connection:
        steps = sa.select(col(ChangeSet.id)).where(col(ChangeSet.actor_id) == cast.deadpond).order_by(col(ChangeSet.id))
        *older, archiving = connection.scalars(steps).all()
    before = dump(engine)
    refusals = [browser.post(f"/changes/{step}/undo") for step in older]
    assert older
    # One of them reached another team, too: it is asked about, and what is archived stays as it is.
    assert {answer.status_code for answer in refusals} <= {403, 409}
    assert all(SENTENCE in answer.text for answer in refusals)
    assert dump(engine) == before
    assert "Undo" not in browser.get(f"/changes/{older[-1]}").text.partition("<main")[2]
    offered = re.findall(r'action="/changes/(\d+)/undo"', browser.get("/changes").text)
    assert offered == [str(archiving)]
    assert browser.post(f"/changes/{archiving}/undo").status_code == 303
    assert browser.post(f"/todos/{cast.roof}/closure", data={"subs": "leave"}).status_code == 303


@pytest.mark.parametrize("who", ["deadpond", "rusty_man", "tarantula", "north"])
def test_no_page_of_it_offers_to_change_anything(
    who: str, cast: Cast, world: World, engine: sa.Engine, client: Client
) -> None:
    """To keep a view of it for oneself changes nothing in it."""
    browser = client(getattr(cast, who))
    pages = [
        route for route in TABLE if route.startswith(("GET /teams/{team_id}", "GET /todos/{todo_id}", "GET /saved"))
    ]
    with engine.connect() as connection:
        archiving = connection.scalar(sa.select(sa.func.max(ChangeSet.id)))
    offered, shown = set(), 0
    for route in pages:
        answer = browser.get(route.removeprefix("GET ").format(**world))
        shown += answer.status_code == 200
        main = answer.text.partition("<main")[2].partition("</main")[0] if answer.status_code == 200 else ""
        offered |= set(re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', main))
    address = f"/teams/{cast.z_force}"
    copies = {f"{address}/duplicate"}
    leads = {f"{address}/archival?_method=DELETE", f"{address}?_method=DELETE", f"/changes/{archiving}/undo"}
    assert shown > 8
    assert offered - {"/saved"} - copies == (leads if who in {"deadpond", "north"} else set())


@pytest.mark.parametrize("who", ["deadpond", "rusty_man", "tarantula"])
def test_no_link_of_it_leads_to_a_refusal(who: str, cast: Cast, world: World, client: Client) -> None:
    browser = client(getattr(cast, who))
    places = ("", "/board", "/calendar", "/roster", "/labels", "/activity", "/history", "/sections", "/invitations")
    pages = [f"/teams/{cast.z_force}{place}" for place in places]
    pages += [f"/todos/{cast.roof}", f"/todos/{cast.roof}/history", "/teams", "/search?q=roofer"]
    shown = {page: answer for page in pages if (answer := browser.get(page)).status_code == 200}
    assert len(shown) > 9
    links = {
        link
        for answer in shown.values()
        for link in re.findall(r'<a [^>]*href="([^"#]*)"', answer.text.partition("<main")[2].partition("</main")[0])
    }
    refused = {link for link in links if link.startswith("/") and browser.get(unescape(link)).status_code == 403}
    assert refused == set()


def test_whoever_is_on_it_still_reads_it(cast: Cast, world: World, client: Client) -> None:
    for who in (cast.deadpond, cast.rusty_man, cast.tarantula):
        page = client(who).get(f"/teams/{cast.z_force}").text
        assert "Call the roofer" in page
        assert "Archived since" in page
    assert client(cast.spider_boy).get(f"/teams/{cast.z_force}").status_code == 404


def test_no_link_lets_anybody_in(cast: Cast, world: World, engine: sa.Engine, client: Client) -> None:
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        team = session.get_one(Team, cast.z_force)
        team.unarchive(by=hero)
        _, path = Access(session, hero).invite(team, InvitationCreate())
        team.archive(by=hero)
    stranger = client(cast.spider_boy)
    assert stranger.get(path).status_code == 410
    assert stranger.post(f"{path}/membership").status_code == 410


OVERVIEWS = ("/", "/todos", "/board", "/calendar?undated=on", "/heroes", "/heroes/{deadpond}")


@pytest.mark.parametrize("address", OVERVIEWS)
def test_it_is_out_of_the_way(address: str, cast: Cast, engine: sa.Engine, client: Client) -> None:
    browser, address = client(cast.deadpond), address.format(deadpond=cast.deadpond)
    assert re.search("Call the roofer|Z-Force", browser.get(address).text)
    browser.post(f"/teams/{cast.z_force}/archival")
    assert not re.search("Call the roofer|Z-Force", browser.get(address).text)


def test_search_finds_it_with_a_mark(cast: Cast, world: World, client: Client) -> None:
    browser = client(cast.rusty_man)
    for words, found in (("roofer", "Call the roofer"), ("z-force", "Z-Force"), ("soon", "Call the roofer")):
        page = browser.get(f"/search?q={words}").text.partition("<main")[2]
        assert "archived</span>" in page
        assert found in re.sub("<[^>]*>", "", page)
    assert "archived" in browser.get("/search/palette?q=roofer", headers={"hx-request": "true"}).text
