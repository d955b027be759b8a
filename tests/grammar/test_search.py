"""What somebody types, as words; and where these stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.grammar.search import QUERY_MAX, SNIPPET, WORDS_MAX, Piece, Query, fold, pieces, read_query, snippet


def shown(found: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in found)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Pão", "pao"),
        ("PA\u0303O", "pao"),
        ("Ångström", "angstrom"),
        ("İzmir", "izmir"),
        ("Ёлка", "елка"),
        ("한글", "한글"),
    ],
)
def test_capitals_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Call the ROOFER", ("call", "the", "roofer")),
        ('"roof" OR NEAR(a, 5) title:x -y *', ("roof", "or", "near", "a", "5", "title", "x", "y")),
        ("roof roof Roof", ("roof",)),
        ("rock'n'roll", ("rock", "n", "roll")),
        ("snake_case", ("snake", "case")),
        ("हिन्दी", ("हिन्दी",)),
        ("東京", ("東京",)),
        ("🚀 * ( ) \0", ()),
        ("", ()),
    ],
)
def test_only_words_are_read(typed: str, words: tuple[str, ...]) -> None:
    assert read_query(typed).folded == words


def test_a_number_is_that_of_a_todo() -> None:
    assert read_query("#123") == Query((), 123)
    assert read_query(" 123 ") == Query(("123",), 123)
    assert read_query("123 roofs").number is None
    assert read_query("#" + "9" * 30) == Query(("9" * 30,), None)
    assert not read_query("#")


@given(st.text())
def test_whatever_is_typed_has_few_words_without_signs(typed: str) -> None:
    words = read_query(typed * 50).folded
    assert len(words) <= WORDS_MAX
    assert sum(map(len, words)) <= 4 * QUERY_MAX
    assert all(unicodedata.category(letter)[0] in "LNM" for word in words for letter in word)


def test_what_was_looked_for_is_set_apart_as_it_is_written() -> None:
    assert shown(pieces("Call the Roofer, bring Pa\u0303o", ("roof", "pao"))) == "Call the [Roof]er, bring [Pa\u0303o]"
    assert shown(pieces("Nothing", ("roof",))) == "Nothing"
    assert shown(pieces("<b>roof</b>", ("roof",))) == "<b>[roof]</b>"
    assert shown(pieces("rooftop", ("roof", "rooftop"))) == "[rooftop]"
    assert pieces("anything", ()) == [Piece("anything", False)]


@given(st.text(), st.text(min_size=1))
def test_nothing_of_a_text_is_lost(text: str, word: str) -> None:
    assert "".join(piece.text for piece in pieces(text, read_query(word).folded)) == text


def test_a_snippet_is_one_line_around_the_first_word() -> None:
    text = "# Plan\n\n" + "before " * 50 + "the **roof** is open " + "after " * 50
    line = shown(snippet(text, ("roof",)))
    assert line.startswith("… before")
    assert "the [roof] is open after" in line
    assert line.endswith("after …")
    assert len(line) < SNIPPET + 10
    assert shown(snippet("- [ ] Buy `nails`\n- [x] a roof", ("roof",))) == "Buy nails a [roof]"
    assert shown(snippet("roof", ("roof",))) == "[roof]"
    assert shown(snippet("", ("roof",))) == ""


@given(st.text(max_size=2000), st.text(max_size=20))
def test_a_snippet_of_anything_is_short(text: str, typed: str) -> None:
    assert len("".join(piece.text for piece in snippet(text, read_query(typed).folded))) <= SNIPPET + 4
