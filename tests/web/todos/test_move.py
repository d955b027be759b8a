"""Moving a todo, in its team and to another."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.models import Todo
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def _todo(cast: Cast, access: Reach, todo_id: int) -> Todo:
    mine = access(cast.north)
    mine._session.rollback()
    return mine.todo(todo_id)


@pytest.mark.parametrize("htmx", [False, True])
def test_it_goes_first_or_last_in_a_section(cast: Cast, client: Client, access: Reach, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    answer = member.put(f"/todos/{cast.rope}/place", data={"section": cast.backlog, "end": "first"})
    assert answer.headers["hx-redirect" if htmx else "location"].startswith(f"/todos/{cast.rope}?did=")
    roof, rope = _todo(cast, access, cast.roof), _todo(cast, access, cast.rope)
    assert (rope.section_id, rope.rank < roof.rank) == (cast.backlog, True)
    member.put(f"/todos/{cast.rope}/place", data={"section": cast.doing, "end": "last"})
    assert _todo(cast, access, cast.rope).section_id == cast.doing


def test_going_twice_to_the_same_place_changes_nothing_more(cast: Cast, client: Client, access: Reach) -> None:
    place = {"section": cast.doing, "end": "last"}
    for _time in range(2):
        answer = client(cast.rusty_man).put(f"/todos/{cast.rope}/place", data=place)
    assert "did=" not in answer.headers["location"]
    assert _todo(cast, access, cast.rope).version == 2


def test_it_goes_below_another_and_out_again(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.rusty_man)
    assert "Call the roofer</option>" in member.get(f"/todos/{cast.rope}/move").text
    member.put(f"/todos/{cast.rope}/place", data={"parent": cast.roof, "end": "last"})
    assert _todo(cast, access, cast.rope).parent_id == cast.roof
    member.put(f"/todos/{cast.rope}/place", data={"section": cast.doing, "end": "last"})
    assert (_todo(cast, access, cast.rope).parent_id, _todo(cast, access, cast.rope).section_id) == (None, cast.doing)


def test_its_own_sub_todos_are_not_offered_as_parents_and_are_refused(
    cast: Cast, client: Client, access: Reach
) -> None:
    page = client(cast.deadpond).get(f"/todos/{cast.roof}/move").text
    assert "Order rope</option>" in page
    assert "Borrow a ladder</option>" not in page
    for parent in (cast.roof, cast.ladder):
        answer = client(cast.deadpond).put(f"/todos/{cast.roof}/place", data={"parent": parent, "end": "last"})
        assert answer.status_code == 422
        assert "cannot be a sub-todo of itself" in answer.text
    assert _todo(cast, access, cast.roof).parent_id is None


def test_what_goes_along_and_what_does_not_is_said_first(cast: Cast, client: Client, both_teams: None) -> None:
    client(cast.deadpond).post(f"/todos/{cast.gutters}/comments", data={"body": "Wet."})
    page = client(cast.deadpond).get(f"/todos/{cast.roof}/move?team={cast.preventers}").text
    for words in ("to Preventers?", "2 sub-todos.", "1 comment.", "no longer assigned", "Rusty-Man", "house"):
        assert words in page
    assert 'name="join"' not in page
    assert 'name="make" value="house"' in page


def test_the_branch_moves_in_one_step(cast: Cast, client: Client, access: Reach, both_teams: None) -> None:
    place = {"team": cast.preventers, "section": cast.web_section, "end": "first", "make": ["house"]}
    answer = client(cast.deadpond).put(f"/todos/{cast.roof}/place", data=place)
    assert answer.status_code == 303
    roof = _todo(cast, access, cast.roof)
    assert (roof.team_id, roof.section_id) == (cast.preventers, cast.web_section)
    assert [link.hero_id for link in roof.assignments] == [cast.deadpond]
    assert [(link.label.name, link.label.team_id) for link in roof.label_links] == [("house", cast.preventers)]
    assert _todo(cast, access, cast.ladder).team_id == cast.preventers


def test_who_may_not_enlist_takes_nobody_along(cast: Cast, client: Client, access: Reach, both_teams: None) -> None:
    place = {"team": cast.preventers, "end": "last", "join": [cast.rusty_man]}
    assert client(cast.deadpond).put(f"/todos/{cast.roof}/place", data=place).status_code == 403
    assert _todo(cast, access, cast.roof).team_id == cast.z_force


def test_an_admin_takes_everybody_along(cast: Cast, client: Client, access: Reach) -> None:
    heroes = [cast.rusty_man, cast.deadpond]
    assert 'name="join"' in client(cast.north).get(f"/todos/{cast.roof}/move?team={cast.preventers}").text
    client(cast.north).put(f"/todos/{cast.roof}/place", data={"team": cast.preventers, "end": "last", "join": heroes})
    assert {link.hero_id for link in _todo(cast, access, cast.roof).assignments} == set(heroes)


def test_places_that_are_not_there_or_not_theirs_change_nothing(cast: Cast, client: Client, access: Reach) -> None:
    address, member = f"/todos/{cast.rope}/place", client(cast.rusty_man)
    for place in ({"section": cast.web_section}, {"parent": cast.spider_web}, {"team": cast.preventers}):
        assert member.put(address, data={"end": "last"} | place).status_code == 404
    assert member.put(address, data={"end": "middle"}).status_code == 422
    assert member.get(f"/todos/{cast.rope}/move?team=x").status_code == 404
    assert client(cast.tarantula).put(address, data={"end": "last"}).status_code == 403
    assert client(cast.tarantula).get(f"/todos/{cast.rope}/move").status_code == 403
    assert client(cast.spider_boy).put(address, data={"end": "last"}).status_code == 404
    rope = _todo(cast, access, cast.rope)
    assert (rope.section_id, rope.version) == (cast.backlog, 1)


def test_a_parent_is_searched_by_words_that_no_title_can_have(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/todos/{cast.roof}/move", params={"q": "ro\0pe"})
    assert page.status_code == 200
    assert "Order rope" in page.text


def test_what_could_come_back_below_it_counts_for_the_depth(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    above = cast.rope
    for _level in range(2, 5):
        member.post(f"/todos/{above}/subs", data={"title": "Deeper"})
        with engine.connect() as connection:
            above = connection.execute(sa.select(sa.func.max(Todo.id))).scalar_one()
    member.delete(f"/todos/{cast.gutters}")
    answer = member.put(f"/todos/{cast.roof}/place", data={"parent": above, "end": "last"})
    assert answer.status_code == 422
    assert "five levels deep" in answer.text


def test_no_section_for_what_stands_in_one_in_the_trash_leaves_it_there(
    cast: Cast, client: Client, access: Reach
) -> None:
    member = client(cast.rusty_man)
    member.delete(f"/teams/{cast.z_force}/sections/{cast.backlog}")
    for end in ("first", "last"):
        assert member.put(f"/todos/{cast.roof}/place", data={"section": "", "end": end}).status_code == 303
        assert _todo(cast, access, cast.roof).section_id == cast.backlog
    assert _todo(cast, access, cast.roof).rank > _todo(cast, access, cast.rope).rank


def test_out_of_its_section_it_is_said_to_be_in_none(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.rusty_man)
    answer = member.put(f"/todos/{cast.roof}/place", data={"section": "", "end": "last"})
    assert _todo(cast, access, cast.roof).section_id is None
    assert "“Call the roofer”: 1 of 1 without a section." in member.get(answer.headers["location"]).text
    assert "“Call the roofer” is in no section now." in member.get("/changes").text
    assert "took this out of Backlog" in member.get(f"/todos/{cast.roof}/history").text
