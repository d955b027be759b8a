"""Giving a todo to somebody from its page."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.history import commit
from app.models import Hero, HeroCreate, Role
from app.web.todos.others import OTHERS
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def _hands(cast: Cast, access: Reach) -> set[int]:
    mine = access(cast.north)
    mine._session.rollback()
    return {link.hero_id for link in mine.todo(cast.rope).assignments}


@pytest.mark.parametrize("htmx", [False, True])
def test_it_is_given_and_taken_back_and_twice_is_harmless(
    cast: Cast, client: Client, access: Reach, htmx: bool
) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    for _time in range(2):
        answer = member.post(f"/todos/{cast.rope}/assignments", data={"hero": cast.rusty_man})
        assert answer.status_code == (200 if htmx else 303)
    assert _hands(cast, access) == {cast.tarantula, cast.rusty_man}
    if htmx:
        for place in (f"facts-{cast.rope}", f"todo-{cast.rope}", f"sub-{cast.rope}"):
            assert f'hx-target="#{place}"' in answer.text
    for _time in range(2):
        member.delete(f"/todos/{cast.rope}/assignments/{cast.rusty_man}")
    assert _hands(cast, access) == {cast.tarantula}


def test_one_who_is_not_on_the_team_joins_it_first_where_that_is_allowed(
    cast: Cast, client: Client, access: Reach
) -> None:
    admin = client(cast.north)
    assert admin.post(f"/todos/{cast.rope}/assignments", data={"hero": cast.spider_boy}).status_code == 422
    given = {"hero": cast.spider_boy, "enlist": "on"}
    assert admin.post(f"/todos/{cast.rope}/assignments", data=given).status_code == 303
    assert _hands(cast, access) == {cast.tarantula, cast.spider_boy}


def test_a_member_enlists_nobody(cast: Cast, client: Client, access: Reach) -> None:
    given = {"hero": cast.tarantula, "enlist": "on"}
    assert client(cast.rusty_man).post(f"/todos/{cast.roof}/assignments", data=given).status_code == 403


def test_unknown_heroes_guests_and_strangers_change_nothing(cast: Cast, client: Client, access: Reach) -> None:
    address, given = f"/todos/{cast.rope}/assignments", {"hero": cast.rusty_man}
    assert client(cast.rusty_man).post(address, data={"hero": cast.spider_boy}).status_code == 404
    assert client(cast.rusty_man).post(address, data={"hero": "x"}).status_code == 422
    assert client(cast.tarantula).post(address, data=given).status_code == 403
    for hero in (cast.tarantula, cast.rusty_man):  # who has it, and who does not
        assert client(cast.tarantula).delete(f"{address}/{hero}").status_code == 403
    assert client(cast.spider_boy).post(address, data=given).status_code == 404
    assert _hands(cast, access) == {cast.tarantula}


@pytest.fixture
def acquainted(cast: Cast, access: Reach) -> None:
    """Spider-Boy has Deadpond and Rusty-Man on his team too, so that they know each other."""
    his = access(cast.spider_boy)
    for hero_id in (cast.deadpond, cast.rusty_man):
        hero = his._session.get_one(Hero, hero_id)
        his.add(his.team(cast.preventers).enlist(hero, Role.MEMBER, by=his.hero))
    commit(his._session)  # type: ignore[arg-type]  # it is a recorded one


@pytest.mark.parametrize("page", ["", "/edit"])
def test_the_picker_shows_everybody_whom_one_knows(cast: Cast, client: Client, acquainted: None, page: str) -> None:
    shown = client(cast.deadpond).get(f"/todos/{cast.rope}{page}").text
    assert "Add to the team and assign" in shown
    assert "Spider-Boy" in shown.split("Add to the team and assign")[1]
    asked = client(cast.rusty_man).get(f"/todos/{cast.rope}{page}").text
    assert "Add to the team and assign" not in asked
    reason = "Not on the team. Ask Deadpond to add them."
    assert "Spider-Boy" in asked.split(reason)[1]


def test_nobody_is_sent_to_an_owner_who_cannot_come_in(
    cast: Cast, client: Client, engine: sa.Engine, acquainted: None
) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, cast.deadpond).deactivate(by=session.get_one(Hero, cast.north))
    shown = client(cast.rusty_man).get(f"/todos/{cast.rope}").text
    assert "Spider-Boy" in shown.split("Not on the team. An admin of this Sidekick can add them.")[1]
    asked = client(cast.tarantula).get(f"/heroes/{cast.tarantula}/handover").text
    assert "Guests cannot give todos to others. An admin of this Sidekick can." in asked


def test_who_does_not_fit_into_the_picker_is_searched_for(cast: Cast, client: Client, engine: sa.Engine) -> None:
    page = f"/todos/{cast.rope}"
    assert "Somebody else…" not in client(cast.north).get(page).text
    with transaction(engine) as session:
        for number in range(OTHERS):
            session.add(Hero.introduce(HeroCreate(name=f"Clone {number}"), handle=f"clone-{number}"))
    assert f'<a href="{page}/edit#search">' in client(cast.north).get(page).text
    assert 'id="search"' in client(cast.north).get(f"{page}/edit").text


def test_one_click_adds_to_the_team_and_assigns_and_one_takes_both_back(
    cast: Cast, client: Client, access: Reach, acquainted: None
) -> None:
    owner = client(cast.deadpond)
    shown = owner.get(f"/todos/{cast.rope}").text
    form = shown.split("Add to the team and assign")[1].partition("</form>")[0]
    assert 'name="enlist" value="on"' in form
    assert f'name="hero" value="{cast.spider_boy}"' in form
    given = owner.post(f"/todos/{cast.rope}/assignments", data={"hero": cast.spider_boy, "enlist": "on"})
    assert _hands(cast, access) == {cast.tarantula, cast.spider_boy}
    assert (
        owner.post(f"/changes/{given.headers['location'].split('did=')[1].partition('#')[0]}/undo").status_code == 303
    )
    assert _hands(cast, access) == {cast.tarantula}
    assert "Spider-Boy" not in owner.get(f"/teams/{cast.z_force}/roster").text.split("<tbody>")[1].split("</tbody>")[0]
