"""The roster shows who is on a team, changes roles, and lets people go."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.clock import now
from app.database import transaction
from app.models import Assignment, Hero, Membership, Role, Todo
from app.wording import today
from tests.cast import Cast

Client = Callable[..., TestClient]


def roster(cast: Cast) -> str:
    return f"/teams/{cast.z_force}/roster"


def role_of(engine: sa.Engine, cast: Cast, hero_id: int) -> Role | None:
    with transaction(engine) as session:
        link = session.get(Membership, (hero_id, cast.z_force))
        return None if link is None else link.role


@pytest.mark.parametrize("htmx", [False, True])
def test_everybody_on_the_team_sees_who_is_on_it_and_what_they_carry(cast: Cast, client: Client, htmx: bool) -> None:
    for hero in (cast.deadpond, cast.rusty_man, cast.tarantula):
        page = client(hero, htmx=htmx).get(roster(cast))
        assert page.status_code == 200
        rows = page.text.split("<tbody>")[1].split("</tbody>")[0]
        assert rows.index("Deadpond Wilson") < rows.index("Rusty-Man") < rows.index("Tarantula")
        assert rows.count("1 open") == 3
        assert rows.count("(you)") == 1


def test_open_work_tells_late_from_today_and_leaves_out_what_is_done(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        tarantula = mine.known_hero(cast.tarantula)
        for todo_id, due in ((cast.roof, -1), (cast.gutters, 0), (cast.ladder, 1)):
            todo = mine.todo(todo_id)
            todo.edit({"due_on": today() + timedelta(days=due)}, by=mine.hero)
            todo.assign(tarantula, by=mine.hero)
        mine.todo(cast.rope).close(by=mine.hero)
    page = client(cast.deadpond).get(roster(cast))
    row = page.text.split(f'id="hero-{cast.tarantula}"')[1]
    assert "3 open, 1 today" in row
    assert "1 late" in row


def test_an_instant_that_has_passed_is_late_on_its_own_day(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.todo(cast.rope).edit({"due_at": now() - timedelta(seconds=5)}, by=mine.hero)
        assert mine.loads([cast.tarantula])[cast.tarantula] == (1, 0, 0)


def test_work_in_teams_that_the_viewer_does_not_share_is_not_counted(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        theirs = Access(session, session.get_one(Hero, cast.spider_boy))
        rusty = session.get_one(Hero, cast.rusty_man)
        theirs.add(theirs.team(cast.preventers).enlist(rusty, Role.MEMBER, by=theirs.hero))
        session.refresh(rusty)
        theirs.todo(cast.spider_web).assign(rusty, by=theirs.hero)
        theirs.add()
        assert theirs.loads([cast.rusty_man])[cast.rusty_man].open == 1
        assert Access(session, rusty).loads([cast.rusty_man])[cast.rusty_man].open == 2


def test_only_owners_and_admins_find_anything_to_change(cast: Cast, client: Client) -> None:
    for hero, changes in ((cast.deadpond, True), (cast.north, True), (cast.rusty_man, False), (cast.tarantula, False)):
        text = client(hero).get(roster(cast)).text
        assert (f"/roster/{cast.rusty_man}?_method=PUT" in text) is changes
        assert ("Add to team" in text) is changes
    assert "Ask Deadpond Wilson." in client(cast.rusty_man).get(roster(cast)).text


def test_a_stranger_gets_404_and_nobody_is_asked_to_sign_in(cast: Cast, client: Client, anonymous: TestClient) -> None:
    assert client(cast.spider_boy).get(roster(cast)).status_code == 404
    assert anonymous.get(roster(cast)).headers["location"].startswith("/login")


def test_an_owner_gives_another_role(cast: Cast, client: Client, engine: sa.Engine) -> None:
    answer = client(cast.deadpond).put(f"{roster(cast)}/{cast.tarantula}", data={"role": "member", "before": "guest"})
    assert answer.status_code == 303
    assert "has another role now" in client(cast.deadpond).get(answer.headers["location"]).text
    assert role_of(engine, cast, cast.tarantula) is Role.MEMBER


def test_with_a_script_only_the_row_comes_back(cast: Cast, client: Client, engine: sa.Engine) -> None:
    answer = client(cast.deadpond, htmx=True).put(
        f"{roster(cast)}/{cast.tarantula}", data={"role": "owner", "before": "guest"}
    )
    assert f'hx-target="#hero-{cast.tarantula}"' in answer.text
    assert '<option value="owner" selected>' in answer.text
    assert "Rusty-Man" not in answer.text
    assert role_of(engine, cast, cast.tarantula) is Role.OWNER


def test_nobody_else_gives_a_role(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for hero, status in ((cast.rusty_man, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        answer = client(hero).put(f"{roster(cast)}/{cast.rusty_man}", data={"role": "owner", "before": "member"})
        assert answer.status_code == status
    assert role_of(engine, cast, cast.rusty_man) is Role.MEMBER


def test_an_unknown_role_changes_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    answer = client(cast.deadpond).put(f"{roster(cast)}/{cast.rusty_man}", data={"role": "king"})
    assert answer.status_code == 422
    assert role_of(engine, cast, cast.rusty_man) is Role.MEMBER


@pytest.mark.parametrize("htmx", [False, True])
def test_the_last_owner_neither_steps_down_nor_leaves(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    owner = client(cast.deadpond, htmx=htmx)
    for answer in (
        owner.put(f"{roster(cast)}/{cast.deadpond}", data={"role": "guest", "before": "owner"}),
        owner.delete(f"{roster(cast)}/{cast.deadpond}"),
    ):
        assert answer.status_code == 409
        assert "Make somebody else an owner first" in answer.text
    assert role_of(engine, cast, cast.deadpond) is Role.OWNER
    assert f'href="{roster(cast)}/{cast.deadpond}/departure"' in owner.get(roster(cast)).text
    says = owner.get(f"{roster(cast)}/{cast.deadpond}/departure").text
    assert (
        "You are the only owner of Z-Force. Make somebody else an owner first, or archive or delete the team." in says
    )
    for way in ("roster", "archival", "deletion"):
        assert f'href="/teams/{cast.z_force}/{way}"' in says


def test_the_refusal_leads_to_the_roster(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    answer = owner.delete(f"{roster(cast)}/{cast.deadpond}")
    assert "Choose another owner" in answer.text
    assert f'href="{roster(cast)}"' in answer.text


def test_alone_on_a_team_one_adds_somebody_first(cast: Cast, client: Client) -> None:
    stranger, address = client(cast.spider_boy), f"/teams/{cast.preventers}/roster"
    says = stranger.get(f"{address}/{cast.spider_boy}/departure").text
    assert "Nobody but you is on Preventers." in says
    assert "Add heroes" in says
    admin = client(cast.north).get(f"{address}/{cast.spider_boy}/departure").text
    assert "Nobody but Spider-Boy is on Preventers." in admin


def test_two_owners_who_leave_at_the_same_moment_leave_one_behind(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    owners = (cast.deadpond, cast.rusty_man)
    browsers = [(client(hero), f"{roster(cast)}/{hero}") for hero in owners]
    for _round in range(5):
        with transaction(engine) as session:
            admin = Access(session, session.get_one(Hero, cast.north))
            for hero in owners:
                link = admin.team(cast.z_force).enlist(session.get_one(Hero, hero), Role.OWNER, by=admin.hero)
                link.change_role(Role.OWNER, by=admin.hero)
        with ThreadPoolExecutor(2) as pool:
            leave = [pool.submit(browser.delete, address) for browser, address in browsers]
        assert sorted(one.result().status_code for one in leave) == [303, 409]
        assert Role.OWNER in {role_of(engine, cast, hero) for hero in owners}


def test_an_owner_who_steps_down_sees_a_page_without_buttons(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond, htmx=True)
    owner.put(f"{roster(cast)}/{cast.rusty_man}", data={"role": "owner", "before": "member"})
    answer = owner.put(f"{roster(cast)}/{cast.deadpond}", data={"role": "member", "before": "owner"})
    assert answer.headers["hx-redirect"].startswith(roster(cast))
    assert "Add to team" not in client(cast.deadpond).get(roster(cast)).text


def test_before_somebody_goes_one_reads_what_is_left_behind(cast: Cast, client: Client) -> None:
    address = f"{roster(cast)}/{cast.tarantula}/departure"
    page = client(cast.deadpond).get(address).text
    assert "Remove Tarantula from Z-Force?" in page
    assert page.count('<span class="num">1</span>') == 2
    dialog = client(cast.deadpond, htmx=True).get(address).text
    assert dialog.startswith('<hx-partial hx-target="#dialogs"')
    assert "<dialog" in dialog
    shared = client(cast.deadpond).get(f"{roster(cast)}/{cast.rusty_man}/departure").text
    assert '<span class="num">0</span>' in shared


def test_who_is_removed_has_none_of_the_teams_todos(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    answer = owner.delete(f"{roster(cast)}/{cast.tarantula}")
    assert answer.status_code == 303
    page = owner.get(answer.headers["location"]).text
    assert "Tarantula left Z-Force." in page
    assert f'id="hero-{cast.tarantula}"' not in page
    assert role_of(engine, cast, cast.tarantula) is None
    with transaction(engine) as session:
        assert session.get(Assignment, (cast.rope, cast.tarantula)) is None
        assert session.get(Todo, cast.rope) is not None
    assert owner.delete(f"{roster(cast)}/{cast.tarantula}").status_code == 303


def test_one_leaves_a_team_and_twice_is_harmless(cast: Cast, client: Client, engine: sa.Engine) -> None:
    guest = client(cast.tarantula)
    assert "Leave Z-Force?" in guest.get(f"{roster(cast)}/{cast.tarantula}/departure").text
    for _again in range(2):
        answer = guest.delete(f"{roster(cast)}/{cast.tarantula}")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/teams")
    assert role_of(engine, cast, cast.tarantula) is None
    assert guest.get(roster(cast)).status_code == 404


def test_nobody_but_an_owner_removes_others(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for hero, status in ((cast.rusty_man, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        address = f"{roster(cast)}/{cast.deadpond}"
        assert client(hero).get(f"{address}/departure").status_code == status
        assert client(hero).delete(address).status_code == status
    assert client(cast.rusty_man).delete(f"{roster(cast)}/{cast.north}").status_code == 403
    assert role_of(engine, cast, cast.deadpond) is Role.OWNER


def test_a_private_team_offers_nobody_a_place(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        links = session.get_one(Hero, cast.deadpond).memberships
        own = next(link.team_id for link in links if link.team.is_private)
    page = client(cast.deadpond).get(f"/teams/{own}/roster").text
    assert "nobody can join it" in page
    assert "Add to team" not in page
    assert (
        client(cast.deadpond).post(f"/teams/{own}/roster", data={"names": "Ana", "role": "member"}).status_code == 409
    )
    assert client(cast.north).get(f"/teams/{own}/roster").status_code == 404


def test_the_roster_is_paged_by_name_and_costs_the_same_for_three_and_for_fifty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    owner = client(cast.deadpond)
    costs = []
    for names in ([], [f"Zoe {number:02}" for number in range(50)]):
        owner.post(f"/teams/{cast.z_force}/roster", data={"names": "\n".join(names), "role": "member"})
        with queries() as sent:  # type: ignore[attr-defined]
            page = owner.get(roster(cast))
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 12
    assert "Zoe 46" in page.text.split("Add heroes")[-2]
    with transaction(engine) as session:
        last = session.execute(sa.select(col(Hero.id)).where(col(Hero.name) == "Zoe 46")).scalar_one()
    assert f"{roster(cast)}?after={last}" in page.text
    rest = owner.get(f"{roster(cast)}?after={last}").text
    assert [f"<bdi>Zoe {number}</bdi></a>" in rest for number in (46, 47, 49)] == [False, True, True]


def test_removing_somebody_costs_the_same_with_one_todo_and_with_forty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    owner = client(cast.deadpond)
    owner.post(
        f"/teams/{cast.z_force}/todos",
        data={"text": "\n".join(f"Todo {number}" for number in range(40)), "step": "add"},
    )
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        tarantula = mine.known_hero(cast.tarantula)
        for todo in session.scalars(sa.select(Todo).where(col(Todo.title).startswith("Todo "))):
            todo.assign(tarantula, by=mine.hero)
    costs = []
    for hero in (cast.rusty_man, cast.tarantula):
        with queries() as sent:  # type: ignore[attr-defined]
            assert owner.delete(f"{roster(cast)}/{hero}").status_code == 303
        costs.append(len([statement for statement in sent if statement.lstrip().startswith("SELECT")]))
    assert costs[0] == costs[1]
