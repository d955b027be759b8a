"""A team's list, page by page."""

import re
from collections.abc import Callable

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, HeroCreate, Role, Team
from tests.cast import Cast

Client = Callable[..., TestClient]


def paste(member: TestClient, cast: Cast, count: int) -> None:
    lines = "\n".join(f"Todo {number}" for number in range(1, count + 1))
    member.post(f"/teams/{cast.z_force}/todos", data={"text": f"# Long\n{lines}", "step": "add"})


def rest_of(text: str) -> str:
    found = re.search(r'href="([^"]*part=[^"]*)"', text)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_the_rest_of_a_section_is_a_page_of_its_own(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    paste(member, cast, 120)
    first = rest_of(member.get(f"/teams/{cast.z_force}").text)
    page = member.get(first)
    assert ">Todo 49<" in page.text
    assert ">Todo 98<" in page.text
    assert ">Todo 99<" not in page.text
    last = member.get(rest_of(page.text))
    assert ">Todo 120<" in last.text
    assert "Show more" not in last.text


def test_with_a_script_the_rest_comes_to_the_end_of_its_section(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    paste(member, cast, 60)
    answer = member.get(rest_of(client(cast.rusty_man).get(f"/teams/{cast.z_force}").text))
    assert re.search(r'hx-target="#group-\d+-rows" hx-swap="beforeend"><li class="row"', answer.text)
    assert re.search(r'hx-target="#group-\d+-more" hx-swap="outerHTML"', answer.text)
    assert "Back to the top of this section" in answer.text
    assert answer.text.count('class="row"') == 12
    assert "<html" not in answer.text


def test_what_was_done_long_ago_shows_on_request(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    page = member.get(f"/teams/{cast.z_force}?done=on&into={cast.doing}")
    assert 'aria-current="true">' in page.text
    assert f"?into={cast.backlog}&amp;done=on#add" in page.text
    assert '<input type="hidden" name="done" value="on">' in page.text


def test_a_guest_sees_the_list_without_the_box(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}")
    assert "Order rope" in page.text
    assert 'id="add"' not in page.text


def test_a_section_of_another_team_is_not_there(cast: Cast, client: Client) -> None:
    assert client(cast.rusty_man).get(f"/teams/{cast.z_force}?into={cast.web_section}").status_code == 404


def test_the_head_names_the_first_four_heroes_and_counts_the_rest(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        owner, team = session.get_one(Hero, cast.deadpond), session.get_one(Team, cast.z_force)
        for name in ("Ana", "Ben", "Zoe"):
            hero = Hero.introduce(HeroCreate(name=name), handle=name.lower())
            Access(session, owner).add(hero)
            team.enlist(hero, Role.GUEST, by=owner)
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}").text
    assert "Roster: Ana, Ben, Deadpond, Rusty-Man and 2 more" in page
