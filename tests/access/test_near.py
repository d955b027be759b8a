"""What may have been meant."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.access.search import State
from app.grammar.search import read_query
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
