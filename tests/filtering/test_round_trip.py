"""A filter, its text and its address are one: each becomes the others without loss, and no string breaks them."""

import time
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from app.filtering.address import from_pairs, to_pairs, to_query
from app.filtering.model import Condition, Field, Filter, Group, Sort
from app.filtering.text import as_text, clean, read_text

_letters = st.text(st.sampled_from('ab:,"-#<>. /éß漢\\é') | st.characters(), max_size=12)
_value = _letters.map(clean).filter(bool)
_named = st.builds(
    Condition,
    st.sampled_from([field for field in Field if field is not Field.TEXT]),
    st.lists(_value, min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
_word = st.builds(Condition, st.just(Field.TEXT), _value.map(lambda word: (word,)), st.booleans())
_filters = st.builds(
    Filter,
    st.lists(_named | _word, max_size=6).map(tuple),
    st.none() | st.sampled_from(Sort),
    st.none() | st.sampled_from(Group),
)


@given(_filters)
def test_the_text_says_it_all(told: Filter) -> None:
    assert read_text(as_text(told)) == told


@given(_filters)
def test_the_address_says_it_all(told: Filter) -> None:
    assert from_pairs(to_pairs(told)) == told
    assert from_pairs(parse_qsl(to_query(told))) == told


@given(st.text(st.sampled_from('ab:,"- ') | st.characters(codec=None), max_size=60))
def test_any_text_is_a_filter_that_says_itself(text: str) -> None:
    told = read_text(text)
    assert read_text(as_text(told)) == told


@given(st.lists(st.tuples(st.sampled_from(["q", "label", "-label", "sort", "due", "x"]), st.text(max_size=30))))
def test_any_address_is_a_filter_that_says_itself(pairs: list[tuple[str, str]]) -> None:
    told = from_pairs(pairs)
    assert from_pairs(to_pairs(told)) == told
    assert read_text(as_text(told)) == told


def test_the_longest_texts_are_read_at_once() -> None:
    hostile = ['"' * 500_000, 'label:"' * 100_000, "a:," * 200_000, '"a ' * 200_000, "-" * 500_000, 'a:b,"' * 100_000]
    begun = time.perf_counter()
    for text in hostile:
        told = read_text(text)
        from_pairs([("q", text), ("label", text)] * 50)
        assert read_text(as_text(told)) is not None
    assert time.perf_counter() - begun < 2
