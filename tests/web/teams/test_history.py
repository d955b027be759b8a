"""The history of a team: its own fields, who is on it, its sections and its labels."""

from collections.abc import Callable
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from app.history import RecordedSession
from app.models import Team
from tests.cast import Cast
from tests.web.todos.test_history import entries, put_back

Client = Callable[..., TestClient]
TEAM = {"headquarters": "Porto", "time_zone": "Europe/Lisbon", "colour": "sky", "version": "1"}


def test_it_tells_of_all_that_makes_a_team_and_of_no_todo(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    owner.put(f"/teams/{cast.z_force}", data=TEAM | {"name": "X-Force", "colour": "rose"})
    owner.put(f"/teams/{cast.z_force}/roster/{cast.rusty_man}", data={"role": "guest", "before": "member"})
    owner.put(f"/teams/{cast.z_force}/sections/{cast.backlog}", data={"name": "Later", "version": "1"})
    owner.put(f"/teams/{cast.z_force}/labels/{cast.house}", data={"name": "home", "colour": "rose", "version": "1"})
    owner.post(f"/todos/{cast.rope}/closure")
    told = " | ".join(entries(unescape(client(cast.tarantula).get(f"/teams/{cast.z_force}/history").text)))
    for words in (
        "Deadpond renamed the team <del>Z</del><ins>X</ins>-Force Deadpond changed the colour from Sky to Rose",
        "Deadpond changed the role of Rusty-Man on X-Force from Member to Guest",
        "Deadpond renamed a section <del>Backlog</del><ins>Later</ins>",
        "Deadpond renamed a label <del>house</del><ins>home</ins>",
        "put you on X-Force",
    ):
        assert words in told
    assert "Order rope" not in told
    assert "done" not in told


def test_one_field_of_it_is_put_back_by_who_may(cast: Cast, client: Client, session: RecordedSession) -> None:
    owner, address = client(cast.deadpond), f"/teams/{cast.z_force}/history"
    owner.put(f"/teams/{cast.z_force}", data=TEAM | {"name": "X-Force"})
    assert "Put “Z-Force” back" not in client(cast.rusty_man).get(address).text
    assert put_back(owner, owner.get(address).text, "Put “Z-Force” back").status_code == 303
    assert session.get_one(Team, cast.z_force).name == "Z-Force"


def test_its_description_is_compared_word_by_word_and_put_back(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    owner, address = client(cast.deadpond), f"/teams/{cast.z_force}/history"
    for version, words in enumerate(("We come when it burns.", "We come when it rains.", ""), start=1):
        owner.put(
            f"/teams/{cast.z_force}",
            data=TEAM | {"name": "Z-Force", "description": words, "version": str(version)},
        )
    page = owner.get(address).text
    told = " | ".join(entries(unescape(page)))
    assert "You wrote a description" in told
    assert "You changed the description We come when it <del>burns</del><ins>rains</ins>." in told
    assert "You took the description away" in told
    assert put_back(owner, page, "Put “We come when it rains.” back").status_code == 303
    assert session.get_one(Team, cast.z_force).description == "We come when it rains."


def test_who_left_is_named_and_can_be_had_back(cast: Cast, client: Client, session: RecordedSession) -> None:
    owner, address = client(cast.deadpond), f"/teams/{cast.z_force}/history"
    owner.delete(f"/teams/{cast.z_force}/roster/{cast.rusty_man}")
    page = owner.get(address).text
    assert "took <b>Rusty-Man</b> off Z-Force" in page
    put_back(owner, page, "Have Rusty-Man back")
    assert cast.rusty_man in [link.hero_id for link in session.get_one(Team, cast.z_force).memberships]


def test_a_stranger_finds_nothing_and_in_the_trash_only_owners_read_it(cast: Cast, client: Client) -> None:
    address = f"/teams/{cast.z_force}/history"
    assert client(cast.spider_boy).get(address).status_code == 404
    client(cast.deadpond).delete(f"/teams/{cast.z_force}")
    assert client(cast.rusty_man).get(address).status_code == 404
    assert "Bring it back" in client(cast.deadpond).get(address).text


def test_a_long_one_takes_as_many_statements_as_a_short_one(
    cast: Cast, client: Client, queries: Callable[[], Any]
) -> None:
    owner, sent = client(cast.deadpond), []
    for times in (2, 10):
        for number in range(times):
            owner.post(f"/teams/{cast.z_force}/labels", data={"name": f"{times} {number}", "colour": "rose"})
            owner.post(f"/teams/{cast.z_force}/sections", data={"name": f"{times} {number}"})
            owner.post(f"/teams/{cast.z_force}/roster", data={"names": f"Rope {times} {number}", "role": "member"})
        with queries() as statements:
            page = owner.get(f"/teams/{cast.z_force}/history").text
        sent.append(len(statements))
    assert "Rope 10 9" in page
    assert sent[1] <= sent[0] < 20
