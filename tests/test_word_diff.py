"""Two versions of a text, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.grammar.limits import NOTES_MAX
from app.word_diff import SHOWN_MAX, diff_markup, word_diff

WORDS = st.lists(st.sampled_from(["the", "roof", "is", "wet", "\n", " ", "  ", ".", "é", "👩‍🚒"])).map("".join)
TEXTS = st.one_of(st.text(), WORDS)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it_whole(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(text for fate, text in pieces if fate != "new") == before
    assert "".join(text for fate, text in pieces if fate != "gone") == after


@given(TEXTS)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert [piece.fate for piece in word_diff(text, text)] == (["kept"] if text else [])


@pytest.mark.parametrize(
    ("before", "after", "html"),
    [
        ("Call the roofer", "Call the builder", "Call the <del>roofer</del><ins>builder</ins>"),
        ("Call", "Call Ana", "Call<ins> Ana</ins>"),
        ("", "Call", "<ins>Call</ins>"),
        ("one\ntwo\nthree\n", "one\n2\nthree\n", "one\n<del>two</del><ins>2</ins>\nthree\n"),
        ("<b>a</b>", "<i>a</i>", "&lt;<del>b</del><ins>i</ins>&gt;a&lt;/<del>b</del><ins>i</ins>&gt;"),
    ],
)
def test_what_went_and_what_came_is_marked(before: str, after: str, html: str) -> None:
    assert diff_markup(before, after) == html


def test_what_stayed_far_away_is_folded() -> None:
    text = "word " * 100
    html = diff_markup(f"{text}old {text}", f"{text}new {text}")
    assert "<del>old</del><ins>new</ins>" in html
    assert html.count("…") == 2
    assert len(html) < 200


@pytest.mark.parametrize("unit", ["\n", "a ", "a\n", "ab cd\n", "x"])
def test_the_longest_notes_take_little_time_and_room(unit: str) -> None:
    before = (unit * NOTES_MAX)[:NOTES_MAX]
    after = "".join(reversed(before[: NOTES_MAX // 2])) + "z" + before[NOTES_MAX // 2 :] + "y"
    started = time.process_time()
    html = diff_markup(before, after)
    assert time.process_time() - started < 2
    assert len(html) < 2 * SHOWN_MAX
