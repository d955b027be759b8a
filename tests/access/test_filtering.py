"""What a filter lets through, for whom, in which order and under which headings; on both databases alike."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.access import Access
from app.access.listing import NONE, Listing, listing_of, total
from app.clock import now
from app.filtering.model import Group, Sort
from app.filtering.text import read_text
from app.models import TodoCreate
from app.models.order import ranks_after
from app.models.todo import Todo
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.fixture
def mine(cast: Cast, access: Reach) -> Access:
    """What Rusty-Man, a member, reaches, in a team with something of every kind."""
    deadpond = access(cast.deadpond)
    team = deadpond.team(cast.z_force)
    today = now().date()
    facts: dict[str, dict[str, Any]] = {
        "Late bill": {"due_on": today - timedelta(days=3), "priority": "urgent"},
        "Tea today": {"due_on": today, "priority": "low"},
        "Next week": {"due_on": today + timedelta(days=9), "priority": "high", "notes": "Bring the roofing nails"},
        "At noon": {"due_at": now() + timedelta(days=2)},
    }
    ranks = ranks_after(deadpond.last_rank(team, None, None), len(facts))
    for (title, values), rank in zip(facts.items(), ranks, strict=True):
        data = TodoCreate.model_validate({"title": title} | values)
        made = Todo.add(team, data, rank=rank, by=deadpond.hero)
        deadpond.add(made)
        if title == "Tea today":
            made.wait_for(deadpond.todo(cast.roof), by=deadpond.hero, behind=())
    deadpond.todo(cast.rope).close(by=deadpond.hero)
    return access(cast.rusty_man)


@pytest.fixture
def listed(mine: Access, cast: Cast) -> Callable[..., list[str]]:
    """`listed("assignee:me")` are the titles that Z-Force's list shows."""

    def titles(text: str, *, done: bool = False) -> list[str]:
        listing = _listing(mine, cast, text, done=done)
        return [line.title for _key, line in mine.first_lines(listing)]

    return titles


def _listing(mine: Access, cast: Cast, text: str, *, done: bool = False) -> Listing:
    team = mine.team(cast.z_force)
    return listing_of(mine.narrowing(read_text(text), team), team, done=done)


SHOWN: dict[str, set[str]] = {
    "assignee:me": {"Call the roofer"},
    "assignee:rusty-man": {"Call the roofer"},
    'assignee:"Deadpond Wilson"': {"Call the roofer"},
    "assignee:deadpond,tarantula": {"Call the roofer", "Order rope"},
    "assignee:deadpond assignee:tarantula": set(),
    "assignee:anyone -assignee:me": {"Order rope"},
    "assignee:nobody due:any": {"Late bill", "Tea today", "Next week", "At noon"},
    "label:HOUSE": {"Call the roofer"},
    "label:gear": set(),
    "-label:none": {"Call the roofer"},
    "section:backlog state:open": {"Call the roofer"},
    "-section:none": {"Call the roofer", "Order rope"},
    "blocked:yes": {"Tea today"},
    "-blocked:no": {"Tea today"},
    "blocked:no due:<=today": {"Late bill"},
    "priority:urgent,high": {"Late bill", "Next week"},
    "-priority:normal": {"Late bill", "Tea today", "Next week"},
    "-priority:medium": {"Late bill", "Tea today", "Next week"},
    "due:late": {"Late bill"},
    "due:today": {"Tea today"},
    "due:<=today": {"Late bill", "Tea today"},
    "due:7d": {"Tea today", "At noon"},
    "due:<7d": {"Late bill", "Tea today", "At noon"},
    "due:>7d": {"Next week"},
    "due:..2000-01-01": set(),
    "due:2000-01-01..": {"Late bill", "Tea today", "Next week", "At noon"},
    "-due:any -label:any state:open": {"Clean the gutters", "Borrow a ladder"},
    "state:done": {"Order rope"},
    "closed:7d": {"Order rope"},
    "closed:today": {"Order rope"},
    "closed:..2000-01-01": set(),
    "closed:any label:none": {"Order rope"},
    "by:me": set(),
    "by:deadpond due:today": {"Tea today"},
    "team:z-force due:today": {"Tea today"},
    "team:preventers": set(),
    "roof": {"Call the roofer", "Next week"},
    "roof -call": {"Next week"},
    '"order rope"': {"Order rope"},
    "gutter": {"Clean the gutters"},
}
MISREAD: dict[str, list[tuple[str, str, str]]] = {
    "label:hose": [("label", "hose", "no_name")],
    "-label:hose": [("label", "hose", "no_name")],
    "label:sticky": [("label", "sticky", "no_name")],
    "assignee:spider-boy": [("assignee", "spider-boy", "no_name")],
    "priority:hgih": [("priority", "hgih", "no_word")],
    "due:someday": [("due", "someday", "no_word")],
    "closed:late": [("closed", "late", "no_word")],
    "closed:none": [("closed", "none", "no_word")],
    "sort:colour": [("q", "sort:colour", "no_word")],
    "!!!": [("q", "!!!", "no_word")],
}


def test_a_filter_lets_through_what_it_says(listed: Callable[..., list[str]]) -> None:
    assert {text: set(listed(text)) for text in SHOWN} == SHOWN


def test_what_says_nothing_is_told(mine: Access, cast: Cast, listed: Callable[..., list[str]]) -> None:
    for text, misread in MISREAD.items():
        found = mine.narrowing(read_text(text), mine.team(cast.z_force)).misread
        assert [one[:3] for one in found] == misread
        assert bool(listed(text)) is text.startswith("-"), text


def test_orders_and_headings(mine: Access, cast: Cast, listed: Callable[..., list[str]]) -> None:
    assert listed("group:none sort:title due:any") == ["At noon", "Late bill", "Next week", "Tea today"]
    assert listed("group:none sort:due due:any") == ["Late bill", "Tea today", "At noon", "Next week"]
    assert listed("group:none sort:priority due:any")[:2] == ["Late bill", "Next week"]
    assert listed("group:none sort:newest due:any")[0] == "At noon"
    for group, keys in (
        (Group.SECTION, [(NONE, "", 4), (cast.backlog, "Backlog", 2)]),
        (Group.ASSIGNEE, [(cast.rusty_man, "Rusty-Man", 1), (cast.tarantula, "Tarantula", 1), (NONE, "", 4)]),
        (Group.LABEL, [(cast.house, "house", 1), (NONE, "", 5)]),
        (Group.PRIORITY, [(1, "", 1), (2, "", 1), (3, "", 3), (4, "", 1)]),
        (Group.DUE, [(1, "", 1), (2, "", 1), (3, "", 1), (4, "", 1), (NONE, "", 2)]),
        (Group.TEAM, [(cast.z_force, "Z-Force", 6)]),
        (Group.NONE, [(NONE, "", 6)]),
    ):
        listing = _listing(mine, cast, f"group:{group.value}")
        assert [one[:3] for one in mine.headings(listing)] == keys, group
        assert total(listing, mine.headings(listing)) == 6
        shown = [key for key, _line in mine.first_lines(listing)]
        assert list(dict.fromkeys(shown)) == [key for key, _name, _count in keys], group


def test_pages_follow_one_another(mine: Access, cast: Cast) -> None:
    ways = [(group, Sort.OWN) for group in Group] + [(Group.LABEL, sort) for sort in Sort]
    for group, sort in ways:
        listing = _listing(mine, cast, f"group:{group.value} sort:{sort.value} state:all")
        whole = [(key, line.id) for key, line in mine.first_lines(listing)]
        for heading in mine.headings(listing):
            ids: list[int] = []
            while page := mine.more_lines(listing, heading.key, ids[-1] if ids else None):
                ids.append(page[0].id)
            assert ids == [todo_id for key, todo_id in whole if key == heading.key], (group, sort)
            assert len(ids) == heading.todos


def test_names_become_ids_and_ids_the_names_of_today(mine: Access, access: Reach, cast: Cast) -> None:
    team = mine.team(cast.z_force)
    told = read_text('label:house -assignee:"Rusty-Man" section:doing due:<7d roof label:gone')
    anchored = mine.narrowing(told, team).anchored()
    assert f"label:#{cast.house}" in [f"{one.field}:{one.values[0]}" for one in anchored.conditions]
    deadpond = access(cast.deadpond)
    deadpond.label(team, cast.house).edit({"name": "none"}, by=deadpond.hero)
    deadpond.section(team, cast.doing).edit({"name": "On it"}, by=deadpond.hero)
    named = mine.narrowing(anchored, team).named()
    assert named == read_text(f'label:#{cast.house} -assignee:Rusty-Man section:"On it" due:<7d roof label:gone')


def test_all_teams_are_those_that_somebody_is_on(mine: Access, access: Reach, cast: Cast) -> None:
    for hero_id, titles in ((cast.rusty_man, {"Z-Force"}), (cast.spider_boy, {"Preventers"}), (cast.north, set())):
        theirs = access(hero_id)
        lines = theirs.first_lines(listing_of(theirs.narrowing(read_text("state:all")), None))
        assert {line.team.name for _key, line in lines} == titles


def test_days_are_those_of_the_team(mine: Access, access: Reach, cast: Cast) -> None:
    deadpond = access(cast.deadpond)
    team = deadpond.team(cast.z_force)
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        team.time_zone = zone
        listing = listing_of(mine.narrowing(read_text("due:yesterday"), team), team)
        ahead = now().astimezone(ZoneInfo(zone)).date() > now().date()
        assert [line.title for _key, line in mine.first_lines(listing)] == (["Tea today"] if ahead else [])
