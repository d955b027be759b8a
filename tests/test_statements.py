"""How many statements a page asks: few, and as many however much there is. Counted on every page, on both databases."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Comment, CommentCreate, Hero, HeroCreate, LabelCreate, Role, Team, TeamCreate
from tests.cast import Cast
from tests.crowd import crowd
from tests.routes import routes
from tests.world import World, furnished

AT_MOST = 22
"""Statements of a page, signing in included."""
FEW, MANY = 2, 8
"""Of each thing that hangs on a todo or a team."""

Client = Callable[..., TestClient]


def pages(app: FastAPI, world: World) -> dict[str, str]:
    """The addresses of all pages that stand in this world, by route."""
    return {
        route.name: route.path.format_map(world)
        for route in routes(app)
        if route.method == "GET" and "{token}" not in route.path
    }


def asked(browser: TestClient, addresses: dict[str, str], queries: Callable[[], Any]) -> dict[str, Sequence[str]]:
    """The statements of each page that answers, when it is not asked for the first time."""
    found = {}
    for name, address in addresses.items():
        if browser.get(address).status_code == 200:
            with queries() as sent:
                browser.get(address)
            found[name] = sent
    return found


def more_of_all(engine: sa.Engine, cast: Cast, number: int) -> None:
    """Make so many more of everything that a page can show a list of, and a hundred times as many todos."""
    crowd(engine, cast, number * 100)
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        team, roof = mine.team(cast.z_force), mine.todo(cast.roof)
        for name in (f"{number}-{one}" for one in range(number)):
            mine.add(hero := Hero.add(HeroCreate(name=f"Hero {name}"), handle=f"hero-{name}", by=mine.hero))
            team.enlist(hero, Role.MEMBER, by=mine.hero)
            roof.assign(hero, by=mine.hero)
            roof.put_label(mine.named_label(team, LabelCreate(name=f"label {name}")), by=mine.hero)
            mine.add(Team.add(TeamCreate(name=f"Team {name}"), by=mine.hero))
            mine.add(Comment.write(roof, CommentCreate(body=f"Said @hero-{name}."), by=mine.hero))


def test_every_page_asks_few_statements_and_as_many_however_much_there_is(
    app: FastAPI, cast: Cast, engine: sa.Engine, client: Client, queries: Callable[[], Any]
) -> None:
    addresses, browser = pages(app, vars(cast) | furnished(engine, cast)), client(cast.deadpond)
    more_of_all(engine, cast, FEW)
    few = asked(browser, addresses, queries)
    assert len(few) > 60
    more_of_all(engine, cast, MANY)
    many = asked(browser, addresses, queries)
    assert {name: (len(few[name]), len(sent)) for name, sent in many.items() if len(sent) > len(few[name])} == {}
    assert {name: len(sent) for name, sent in many.items() if len(sent) > AT_MOST} == {}
