"""What two people changed at the same time is put together."""

import gc
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.merging import Clash, Hunk, joined, merge, merge_lines


def merge_text(base: str, theirs: str, mine: str) -> str:
    return joined(merge_lines(base, theirs, mine))


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Without the collector, which would look through all that other tests have left behind, many times over."""
    gc.disable()
    yield
    gc.enable()


BASE = {"title": "Rope", "notes": "60 m", "priority": "normal"}


def test_what_only_one_changed_merges() -> None:
    outcome = merge(BASE, BASE | {"title": "Static rope"}, BASE | {"notes": "80 m"})
    assert (outcome.values, outcome.clashes) == ({"notes": "80 m"}, {})


def test_what_both_changed_to_the_same_is_settled() -> None:
    outcome = merge(BASE, BASE | {"title": "Static rope"}, BASE | {"title": "Static rope"})
    assert (outcome.values, outcome.clashes) == ({}, {})


def test_what_both_changed_differently_clashes_and_is_not_written() -> None:
    outcome = merge(BASE, BASE | {"title": "Static rope"}, BASE | {"title": "Thin rope", "priority": "high"})
    assert outcome.values == {"priority": "high"}
    assert outcome.clashes == {"title": Clash("Rope", "Static rope", "Thin rope")}


def test_changes_of_different_lines_of_a_text_are_put_together() -> None:
    base = "Keys\nBay 1\nSiren\nRope"
    assert (
        merge_text(base, "Keys\nBay 2\nSiren\nRope", "Keys\nBay 1\nSiren\nRope 60 m") == "Keys\nBay 2\nSiren\nRope 60 m"
    )


def test_changes_of_the_same_line_both_stay() -> None:
    assert merge_text("a\nb\nc", "a\nours\nc", "a\nyours\nc") == "a\nours\nyours\nc"


def test_only_lines_that_both_changed_are_marked() -> None:
    hunks = merge_lines("a\nb\nc\nd", "a\nours\nc\nD", "a\nyours\nc\nd")
    assert [hunk for hunk in hunks if hunk.clashes] == [Hunk(["ours"], ["yours"])]
    assert [hunk.lines for hunk in hunks] == [["a"], ["ours", "yours"], ["c"], ["D"]]


@pytest.mark.parametrize(
    "lines",
    [["a"] * 50_000, ["a", "b"] * 25_000, [f"{number}" for number in range(20_000)]],
    ids=["all the same", "two of them", "all different"],
)
def test_no_text_is_so_long_that_it_takes_long(lines: list[str], uncollected: None) -> None:
    theirs = [line + "x" if number % 2 else line for number, line in enumerate(lines)]
    mine = [line + "y" if number % 3 else line for number, line in enumerate(lines)]
    start = time.process_time()
    both = merge_text("\n".join(lines), "\n".join(theirs), "\n".join(mine)).split("\n")
    assert time.process_time() - start < 2
    assert {*theirs, *mine} - {*lines} <= {*both}


def test_lines_that_stand_for_each_other_are_settled_one_by_one() -> None:
    assert merge_text("a\nb", "a\nours", "yours\nb") == "yours\nours"
    assert merge_text("a\nb", "a\nours", "A\nyours") == "A\nours\nyours"


def test_the_same_change_stands_once() -> None:
    assert merge_text("a\nb", "a\nc\nb", "a\nc\nb") == "a\nc\nb"


def test_a_line_that_one_took_out_stays_out() -> None:
    assert merge_text("a\nb\nc", "a\nc", "a\nb\nc\nd") == "a\nc\nd"


texts = st.lists(st.sampled_from(["one", "two", "three", ""]), max_size=8).map("\n".join)


@given(texts, texts, texts)
def test_no_new_line_of_either_is_dropped(base: str, theirs: str, mine: str) -> None:
    both = merge_text(base, theirs, mine).split("\n")
    new = {line for text in (theirs, mine) for line in text.split("\n")} - set(base.split("\n"))
    assert new <= set(both)


@given(texts, texts)
def test_one_change_alone_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge_text(base, changed, base) == merge_text(base, base, changed) == changed
