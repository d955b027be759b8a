"""Whatever is typed or pasted: it is read, nothing of it is lost, and it takes time in proportion to its length."""

import time
from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.grammar.examples import CHAPTERS, HERE
from app.grammar.reading import Reading, read_line
from app.grammar.signs import Kind
from app.grammar.vocabulary import ENGLISH

STRAY = '# @ ! / \\ " “ ” « » 5/6 1.1.2026 2026-02-30 9 am at the of and , . ?! \\" #" @“ 31st every 999999 ٣'
PIECES = sorted(
    {word for chapter in CHAPTERS for example in chapter.examples for word in example.line.split()}
    | set(chain(ENGLISH.months, ENGLISH.short_weekdays, ENGLISH.introducers, ENGLISH.numbers))
    | set(STRAY.split(" "))
)
SPACES = st.sampled_from([" ", "  ", "\t", "\u00a0", "\u2003", "", ", ", "\\"])
LINES = st.lists(st.tuples(st.sampled_from(PIECES), SPACES), max_size=30).map(lambda pairs: "".join(chain(*pairs)))


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def check(reading: Reading) -> None:
    """Each character is in the title or in one sign, or is a backslash that did its work."""
    line = reading.line
    signs = [(sign.start, sign.end) for sign in reading.signs]
    assert signs == sorted(signs)
    assert all(ahead[1] <= behind[0] for ahead, behind in pairwise(signs))
    assert all(line[at] == "\\" for at in reading.escapes)
    said = "".join(line[start:end] for start, end in signs) + "\\" * len(reading.escapes)
    assert letters(reading.title) + letters(said) == letters(line)
    assert reading.title == " ".join(reading.title.split())
    assert bool(reading.title) == bool(line.strip())
    assert reading.line.count("\0") == (reading.title + said).count("\0")


@settings(max_examples=5_000, deadline=None)
@given(st.text())
def test_any_text_is_read_and_nothing_is_lost(text: str) -> None:
    check(read_line(text, HERE))


@settings(max_examples=5_000, deadline=None)
@given(LINES)
def test_nor_of_the_words_of_the_grammar_in_any_order(line: str) -> None:
    reading = read_line(line, HERE)
    check(reading)
    assert reading.day is None or 1900 <= reading.day.year <= 9998
    assert reading.recurrence is None or len(reading.recurrence.rrule) <= 200


@given(LINES)
def test_what_was_put_back_is_in_the_title_as_it_was(line: str) -> None:
    reading = read_line(line, HERE)
    check(reading.without(reading.signs))
    check(reading.without(reading.signs[1:]))


@given(st.lists(st.sampled_from(["house", "yard", "sea"]), max_size=5), st.sampled_from(["", " tomorrow", " !low"]))
def test_labels_of_any_number_are_found(labels: list[str], rest: str) -> None:
    line = "Do" + "".join(f" #{label}" for label in labels) + rest
    assert read_line(line, HERE).values(Kind.LABEL) == list(dict.fromkeys(labels))


HOSTILE = {
    "#": "#",
    "labels": "#a ",
    "open quotes": '"',
    "open quotes apart": '" ',
    "curly quotes": "“ ",
    "curly quotes together": "“",
    "signs with open quotes": "#“a ",
    "backslashes": "\\",
    "backslashes apart": "\\ ",
    "escaped days": "\\tomorrow ",
    "days": "tomorrow ",
    "beginnings": "every other ",
    "weekdays": "every mon tue wed thu fri sat sun and ",
    "introducers": "on at by due ",
    "months": "24 of dec ",
    "short words": "sun ",
    "digits": "9",
    "digits apart": "9 ",
    "slashes": "1/2/",
    "dots": "1.",
    "punctuation": "a, . ",
    "commas behind signs": "tomorrow, ",
    "emoji": "👩\u200d🚀 ",
    "combining": "a\u0301\u0301\u0301",
    "right to left": "\u202e#א ",
    "NUL": "\0",
    "one word": "x",
    "long name": "#" + "a" * 100,
}
LENGTH, SECONDS = 200_000, 5


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lines_take_time_in_proportion_to_their_length(piece: str) -> None:
    """They take half a second; if each word cost a look at the others, it would be minutes."""
    started = time.process_time()
    check(read_line(piece * (LENGTH // len(piece)), HERE))
    assert time.process_time() - started < SECONDS
