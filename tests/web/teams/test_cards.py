"""All teams as cards."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.database import transaction
from app.models import Hero, Role, Team, TeamCreate, Todo
from tests.cast import Cast

Client = Callable[..., TestClient]


def put_off(engine: sa.Engine, todo_id: int, days: int) -> None:
    with transaction(engine) as session:
        session.get_one(Todo, todo_id).due_on = (now() + timedelta(days=days)).date()


def test_a_card_says_how_things_stand(cast: Cast, client: Client, engine: sa.Engine) -> None:
    put_off(engine, cast.roof, -4)
    put_off(engine, cast.rope, 1)
    page = client(cast.deadpond).get("/teams").text
    assert "2 open, 1 late. You own it" in page
    assert page.index("Call the roofer") < page.index("4 days late") < page.index("Order rope") < page.index("Tomorrow")
    assert "In Porto it is" in page
    assert page.index("My own") < page.index("Z-Force")


@pytest.mark.parametrize(("who", "role"), [("rusty_man", "Member"), ("tarantula", "Guest")])
def test_a_card_says_the_role(cast: Cast, client: Client, who: str, role: str) -> None:
    assert f"2 open. {role}" in client(getattr(cast, who)).get("/teams").text


def test_a_stranger_sees_no_card(cast: Cast, client: Client) -> None:
    assert "Z-Force" not in client(cast.spider_boy).get("/teams").text


def test_nobody_sees_cards_without_signing_in(cast: Cast, anonymous: TestClient) -> None:
    assert "Z-Force" not in anonymous.get("/teams").text


def test_an_admin_sees_the_teams_of_others_but_not_their_own_ones(cast: Cast, client: Client) -> None:
    page = client(cast.north).get("/teams").text
    others = page[page.index("Other teams of this Sidekick") :]
    assert "Preventers" in others
    assert "Z-Force" in others
    assert page.count("Only you see this") == 1


def test_alone_there_is_a_word_of_company(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        team = session.get_one(Team, cast.preventers)
        team.trash(by=session.get_one(Hero, cast.spider_boy))
    assert "It is just you here" in client(cast.spider_boy).get("/teams").text


def test_the_other_teams_come_fifty_a_page(cast: Cast, client: Client, engine: sa.Engine) -> None:
    more_teams(engine, cast, 60)
    admin = client(cast.north)
    first = admin.get("/teams").text
    assert "Team 48" in first
    assert "Team 49" not in first
    last = first[first.index("/teams?after=") :].split('"')[0]
    page = admin.get(last).text
    assert "Team 49" in page
    assert "Z-Force" in page
    assert "Team 48" not in page


def test_the_cards_cost_the_same_for_two_teams_and_for_twenty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    member = client(cast.rusty_man)
    costs = []
    for count in (0, 20):
        more_teams(engine, cast, count)
        with queries() as sent:  # type: ignore[attr-defined]
            assert member.get("/teams").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6


def more_teams(engine: sa.Engine, cast: Cast, count: int) -> None:
    """Teams of Spider-Boy, on which Rusty-Man is a member."""
    with transaction(engine) as session:
        owner, member = (session.get_one(Hero, who) for who in (cast.spider_boy, cast.rusty_man))
        for number in range(count):
            team = Team.add(TeamCreate(name=f"Team {number:02}"), by=owner)
            Access(session, owner).add(team)
            team.enlist(member, Role.MEMBER, by=owner)
