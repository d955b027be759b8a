"""What may have been meant."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.access.search import State
from app.grammar.search import read_query
from app.history import RecordedSession
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rooofer", "roofer"),
        ("rofoer", "roofer"),
        ("Call rooofer", "call roofer"),
        ("tarantual", "tarantula"),
        ("rusti man", "rusty man"),
        ("hippopotamus", ""),
        ("ro", ""),
        ("x", ""),
        ("", ""),
    ],
)
def test_a_slip_or_two_are_seen_through(typed: str, meant: str, cast: Cast, access: Reach) -> None:
    assert access(cast.deadpond).near_miss(read_query(typed)) == meant


def test_no_word_is_offered_from_where_somebody_does_not_reach(cast: Cast, access: Reach) -> None:
    assert access(cast.spider_boy).near_miss(read_query("rooofer")) == ""
    assert access(cast.spider_boy).near_miss(read_query("tarantual")) == ""
    assert access(cast.north).near_miss(read_query("rooofer")) == "roofer"


def test_only_what_is_found_is_offered(cast: Cast, access: Reach) -> None:
    mine = access(cast.north)
    assert mine.near_miss(read_query("rooofer"), state=State.DONE) == ""
    assert mine.near_miss(read_query("rooofer"), team=mine.team(cast.preventers)) == ""
    assert mine.near_miss(read_query("rooofer webb")) == ""


@pytest.mark.parametrize("secret", ["todo", "hero", "team"])
def test_no_word_from_elsewhere_comes_between(secret: str, cast: Cast, access: Reach, session: RecordedSession) -> None:
    """It would be nearer, and nothing found by it."""
    theirs = access(cast.deadpond)
    if secret == "todo":
        theirs.todo(cast.roof).title = "Zanzibar"
    elif secret == "hero":
        theirs.known_hero(cast.rusty_man).name = "Zanzibar"
    else:
        theirs.team(cast.z_force).name = "Zanzibar"
    mine = access(cast.spider_boy)
    mine.todo(cast.spider_web).edit({"title": "Zanzibas"}, by=mine.hero)
    session.flush()
    assert mine.near_miss(read_query("zanzibaar")) == "zanzibas"
