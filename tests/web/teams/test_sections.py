"""The sections of a team: added, renamed, moved."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Section
from tests.cast import Cast

Client = Callable[..., TestClient]


def names(engine: sa.Engine, cast: Cast) -> list[str]:
    with transaction(engine) as session:
        access = Access(session, session.get_one(Hero, cast.deadpond))
        return [section.name for section in access.sections(access.team(cast.z_force))]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_new_section_comes_last(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.post(f"/teams/{cast.z_force}/sections", data={"name": "Parked"})
    assert names(engine, cast) == ["Backlog", "Doing", "Parked"]
    text = answer.text if htmx else member.get(answer.headers["location"]).text
    assert text.index("Backlog") < text.index("Parked")
    assert "Section “Parked” added." in text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_section_needs_a_name(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    for name, sentence in (("  ", "This is still empty."), ("x" * 81, "Use 80 characters or fewer.")):
        answer = member.post(f"/teams/{cast.z_force}/sections", data={"name": name})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{name}"' in answer.text
    assert names(engine, cast) == ["Backlog", "Doing"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_section_is_renamed_in_its_place(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    address = f"/teams/{cast.z_force}/sections/{cast.backlog}"
    assert 'value="Backlog"' in member.get(f"{address}/edit").text
    answer = member.put(address, data={"name": "Up next", "version": "1"})
    assert answer.status_code == (200 if htmx else 303)
    assert names(engine, cast) == ["Up next", "Doing"]


def test_two_who_rename_at_once_are_asked(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    address = f"/teams/{cast.z_force}/sections/{cast.backlog}"
    member.put(address, data={"name": "Up next", "version": "1"})
    answer = member.put(address, data={"name": "Some day", "version": "1"})
    assert answer.status_code == 409
    assert "You changed the same in another window meanwhile" in answer.text
    assert 'value="Some day"' in answer.text
    assert names(engine, cast) == ["Up next", "Doing"]


def test_renaming_leaves_all_else_as_it_was(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Section, cast.doing).is_done_column = True
    member, address = client(cast.rusty_man), f"/teams/{cast.z_force}/sections/{cast.doing}"
    assert re.search(
        r'name="is_done_column"[^>]* checked|checked[^>]* name="is_done_column"', member.get(f"{address}/edit").text
    )
    member.put(address, data={"name": "Done", "is_done_column": "on", "version": "2"})
    with transaction(engine) as session:
        assert session.get_one(Section, cast.doing).is_done_column


@pytest.mark.parametrize("htmx", [False, True])
def test_a_section_moves_up_and_down(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    address = f"/teams/{cast.z_force}/sections"
    member.post(address, data={"name": "Parked"})
    answer = member.put(f"{address}/{cast.doing}/place", data={"before": cast.backlog})
    assert answer.status_code == (200 if htmx else 303)
    assert names(engine, cast) == ["Doing", "Backlog", "Parked"]
    member.put(f"{address}/{cast.doing}/place", data={"after": cast.backlog})
    assert names(engine, cast) == ["Backlog", "Doing", "Parked"]
    assert "Section “Doing” moved." in (answer.text if htmx else member.get(answer.headers["location"]).text)


def test_at_the_end_there_is_nowhere_to_move(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    assert member.put(f"/teams/{cast.z_force}/sections/{cast.doing}/place", data={}).status_code == 303
    assert names(engine, cast) == ["Backlog", "Doing"]
    page = member.get(f"/teams/{cast.z_force}/sections").text
    assert page.count('aria-disabled="true"') == 2


def test_nothing_lands_on_the_place_of_a_section_in_the_trash(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    address = f"/teams/{cast.z_force}/sections"
    member.post(address, data={"name": "Parked"})
    member.delete(f"{address}/{cast.doing}")
    assert member.put(f"{address}/{cast.backlog}/place", data={"after": cast.doing}).status_code == 404
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.rusty_man)
        access = Access(session, hero)
        doing, (backlog, parked) = session.get_one(Section, cast.doing), access.sections(access.team(cast.z_force))
        parked.move(access.rank_after(backlog), by=hero)
        assert backlog.rank < parked.rank < doing.rank


@pytest.mark.parametrize(
    ("who", "read", "write"), [("tarantula", 200, 403), ("spider_boy", 404, 404), ("north", 200, 303)]
)
def test_who_may_arrange_sections(cast: Cast, client: Client, who: str, read: int, write: int) -> None:
    hero = client(getattr(cast, who))
    address = f"/teams/{cast.z_force}/sections"
    page = hero.get(address)
    assert page.status_code == read
    assert ("Edit section" in page.text) is (write == 303)
    assert hero.post(address, data={"name": "Parked"}).status_code == write
    assert hero.put(f"{address}/{cast.backlog}", data={"name": "X", "version": "1"}).status_code == write
    assert hero.put(f"{address}/{cast.backlog}/place", data={"after": cast.doing}).status_code == write


def test_a_section_of_another_team_cannot_be_reached_through_this_one(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    address = f"/teams/{cast.z_force}/sections"
    assert member.put(f"{address}/{cast.web_section}", data={"name": "X"}).status_code == 404
    assert member.put(f"{address}/{cast.backlog}/place", data={"after": cast.web_section}).status_code == 404


def test_the_sections_cost_the_same_however_many(cast: Cast, client: Client, queries: Callable[..., object]) -> None:
    member = client(cast.rusty_man)
    costs = []
    for count in (0, 20):
        for number in range(count):
            member.post(f"/teams/{cast.z_force}/sections", data={"name": f"Section {number}"})
        with queries() as sent:  # type: ignore[attr-defined]
            member.get(f"/teams/{cast.z_force}/sections")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6


def test_a_section_is_there_as_text(cast: Cast, client: Client) -> None:
    guest, address = client(cast.tarantula), f"/teams/{cast.z_force}/sections/{cast.backlog}/text"
    assert guest.get(f"{address}?as=markdown").text.startswith("# Backlog\n\n- [ ] Call the roofer #house")
    assert "There is no todo here." in guest.get(f"/teams/{cast.z_force}/sections/{cast.doing}/text").text
