"""What is found, by whom, in which order; on both databases alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.access import Access, search
from app.access.search import MOST, Found, State
from app.database import transaction
from app.grammar.outline import read_outline
from app.grammar.search import read_query
from app.history import RecordedSession
from app.models import Comment, CommentCreate, Hero, Team, Todo
from tests.cast import Cast

Reach = Callable[[int], Access]


@dataclass(frozen=True)
class Act:
    """Does something as a hero, in a transaction of its own."""

    engine: sa.Engine

    def __call__(self, hero_id: int, deed: Callable[[Access], Any]) -> Any:
        with transaction(self.engine) as session:
            session.info["actor_id"] = hero_id
            done = deed(Access(session, session.get_one(Hero, hero_id)))
            session.flush()
            return getattr(done, "id", done)


@pytest.fixture
def act(engine: sa.Engine) -> Act:
    """`act(hero_id, lambda mine: …)`"""
    return Act(engine)


@pytest.fixture
def finds(engine: sa.Engine) -> Callable[..., Found]:
    """`finds(hero_id, "words")` in a session of its own, so that nothing is at hand already."""

    def find(hero_id: int, words: str, **scope: Any) -> Found:
        with RecordedSession(engine) as session:
            return Access(session, session.get_one(Hero, hero_id)).search(read_query(words), **scope)

    return find


def ids(hits: Any) -> list[int]:
    return [hit.id for hit in hits]


def retitle(todo_id: int, title: str, notes: str = "") -> Callable[[Access], Any]:
    return lambda mine: mine.todo(todo_id).edit({"title": title, "notes": notes}, by=mine.hero)


def say(todo_id: int, body: str) -> Callable[[Access], Any]:
    def write(mine: Access) -> Comment:
        comment = Comment.write(mine.todo(todo_id), CommentCreate(body=body), by=mine.hero)
        mine.add(comment)
        return comment

    return write


# Who finds what


def test_everybody_finds_what_they_reach_and_nothing_else(cast: Cast, act: Act, finds: Callable[..., Found]) -> None:
    said = act(cast.rusty_man, say(cast.roof, "The slates are from Valongo"))
    for hero_id in (cast.deadpond, cast.rusty_man, cast.tarantula, cast.north):
        assert ids(finds(hero_id, "roofer").todos) == [cast.roof]
        assert ids(finds(hero_id, "slates").comments) == [said]
        assert ids(finds(hero_id, "force").teams) == [cast.z_force]
    for words in ("roofer", "slates", "force", f"#{cast.roof}", str(cast.roof), "rusty"):
        assert finds(cast.spider_boy, words).total == 0, words
    assert ids(finds(cast.spider_boy, "web").todos) == [cast.spider_web]
    assert ids(finds(cast.tarantula, "rusty").heroes) == [cast.rusty_man]


def test_a_private_team_is_found_by_its_own_hero_alone(cast: Cast, act: Act, finds: Callable[..., Found]) -> None:
    act(cast.deadpond, lambda mine: mine.plant(mine.hero.memberships[0].team, read_outline("Secret chimichanga")))
    assert len(finds(cast.deadpond, "chimichanga").todos) == 1
    assert finds(cast.north, "chimichanga").total == 0


@pytest.mark.parametrize("what", ["todo", "team", "comment"])
def test_what_lies_in_the_trash_is_not_found_until_it_is_back(
    what: str, cast: Cast, act: Act, finds: Callable[..., Found]
) -> None:
    said = act(cast.deadpond, say(cast.roof, "Bring slates"))

    def record(mine: Access) -> Any:
        table: Any = {"todo": Todo, "team": Team, "comment": Comment}[what]
        return mine.with_trash(table, {"todo": cast.roof, "team": cast.z_force, "comment": said}[what])

    act(cast.deadpond, lambda mine: record(mine).trash(by=mine.hero))
    assert finds(cast.deadpond, "slates").total == 0
    assert len(finds(cast.deadpond, "roofer").todos) == (what == "comment")
    act(cast.deadpond, lambda mine: record(mine).restore(by=mine.hero))
    assert ids(finds(cast.deadpond, "slates").comments) == [said]
    assert ids(finds(cast.deadpond, "roofer").todos) == [cast.roof]


# What is found


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Comprar pão", "pao"),
        ("Comprar pao", "Pão"),
        ("Comprar PA\u0303O", "pão"),
        ("Naïve café", "cafe naive"),
        ("Žluťoučký kůň", "zlutoucky kun"),
        ("Rooftop party", "roof"),
        ("Rooftop party", "par roo"),
        ("Mend the roof.tile on/off", "tile"),
        ("Mend the roof.tile on/off", "off"),
        ("Mail ana@example.org", "example"),
        ("See https://example.org/a-b?c=d", "example d"),
        ("Move 東京 office", "東京"),
        ("買 牛乳", "牛"),
        ("Позвонить кровельщику", "КРОВЕЛЬ"),
        ("Call 0x1F or 1e5", "1e5"),
        ("ΟΔΟΣ οδός", "οδο"),
        ("snake_case name", "case"),
        ("C3PO 2v2", "2v2"),
        ("don’t panic", "panic don"),
        ("हिन्दी सीखो", "हिन्दी"),
    ],
)
def test_words_are_found_by_their_beginning_with_or_without_accents(
    title: str, words: str, cast: Cast, act: Act, finds: Callable[..., Found]
) -> None:
    act(cast.deadpond, retitle(cast.roof, "Call somebody"))
    act(cast.deadpond, retitle(cast.rope, title))
    assert ids(finds(cast.deadpond, words).todos) == [cast.rope]


@pytest.mark.parametrize(("title", "words"), [("Rooftop", "top"), ("東京都", "京都"), ("Roof", "roof leak")])
def test_the_inside_of_a_word_or_a_word_too_many_finds_nothing(
    title: str, words: str, cast: Cast, act: Act, finds: Callable[..., Found]
) -> None:
    act(cast.deadpond, retitle(cast.rope, title))
    assert finds(cast.deadpond, words).total == 0


def test_a_number_finds_the_todo_of_that_id_first(cast: Cast, act: Act, finds: Callable[..., Found]) -> None:
    act(cast.deadpond, retitle(cast.rope, f"Rope number {cast.roof}"))
    assert ids(finds(cast.deadpond, f"#{cast.roof}").todos) == [cast.roof]
    assert ids(finds(cast.deadpond, str(cast.roof)).todos) == [cast.roof, cast.rope]


def test_it_is_found_in_a_state_and_in_a_team(cast: Cast, act: Act, finds: Callable[..., Found], access: Reach) -> None:
    act(cast.deadpond, lambda mine: mine.todo(cast.rope).close(by=mine.hero))
    for state, found in ((State.ALL, [cast.rope]), (State.OPEN, []), (State.DONE, [cast.rope])):
        assert ids(finds(cast.deadpond, "rope", state=state).todos) == found
    team = access(cast.north).team(cast.preventers)
    assert finds(cast.north, "rope", team=team).total == 0
    assert ids(finds(cast.north, "web", team=team).todos) == [cast.spider_web]
    assert ids(finds(cast.north, "spider", team=team).heroes) == [cast.spider_boy]


# In which order


def test_titles_come_before_notes_whole_words_before_beginnings_and_open_before_done(
    cast: Cast, act: Act, finds: Callable[..., Found]
) -> None:
    text = "Rooftop\nRoof\nOne\nTwo\nOld roof"
    top = act(cast.deadpond, lambda mine: [todo.id for todo in mine.plant(mine.team(cast.z_force), read_outline(text))])
    rooftop, roof, one, two, old = top
    act(cast.deadpond, retitle(cast.roof, "Call somebody"))
    act(cast.deadpond, retitle(one, "One", "on the roofs"))
    act(cast.deadpond, retitle(two, "Two", "on the roof"))
    act(cast.deadpond, lambda mine: mine.todo(old).close(by=mine.hero))
    assert ids(finds(cast.deadpond, "roof").todos) == [roof, old, rooftop, two, one]


def test_of_two_alike_the_newer_one_comes_first(cast: Cast, act: Act, finds: Callable[..., Found]) -> None:
    first = act(cast.deadpond, say(cast.roof, "slate"))
    then = act(cast.deadpond, say(cast.roof, "slate"))
    longer = act(cast.deadpond, say(cast.roof, "slates"))
    assert ids(finds(cast.deadpond, "slate").comments) == [then, first, longer]


# How much of it


def test_as_many_statements_for_many_as_for_few_and_never_more_than_a_thousand(
    cast: Cast, act: Act, queries: Callable[[], Any], engine: sa.Engine
) -> None:
    def looked() -> tuple[int, Found]:
        with RecordedSession(engine) as session:
            mine = Access(session, session.get_one(Hero, cast.deadpond))
            with queries() as sent:
                found = mine.search(read_query("rope"))
                mine.todo_hits(found.todos[:50])
                mine.comment_hits(found.comments[:50])
        return len(sent), found

    few, _found = looked()
    lines = read_outline("\n".join(f"Rope {number}" for number in range(MOST + 20)))
    act(cast.deadpond, lambda mine: len(mine.plant(mine.team(cast.z_force), lines)))
    many, found = looked()
    assert many <= few
    assert len(found.todos) == MOST
    assert found.todos[0].id > found.todos[-1].id > cast.rope


def test_hits_are_shown_in_their_order(cast: Cast, act: Act, access: Reach) -> None:
    act(cast.deadpond, retitle(cast.ladder, "A roof", "notes of it"))
    said = act(cast.rusty_man, say(cast.roof, "roof, roof"))
    mine = access(cast.tarantula)
    found = mine.search(read_query("roof"))
    assert [(line.id, notes) for line, notes in mine.todo_hits(found.todos)] == [
        (cast.ladder, "notes of it"),
        (cast.roof, ""),
    ]
    (one,) = mine.comment_hits(found.comments)
    assert (one.id, one.title, one.team.name) == (said, "Call the roofer", "Z-Force")
    assert one.author is not None
    assert one.author.id == cast.rusty_man


def test_short_words_are_taken_as_beginnings_among_the_newest_only(
    cast: Cast, finds: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RECENT", 4)
    assert ids(finds(cast.deadpond, "ro").todos) == [cast.rope]
    assert ids(finds(cast.deadpond, "roo").todos) == [cast.roof]
    assert ids(finds(cast.deadpond, "ro call").todos) == [cast.roof]


# Whatever is typed

HOSTILE = (
    '"',
    "'",
    "roof' | 'x",
    'title : roof OR "',
    "NEAR(roof, 5)",
    "^roof -call + {notes}: x*",
    "roof:*A & !call <-> x",
    "\\' \\",
    "%_%",
    "a\0b",
    "🚀🚀",
    "\u202e\u200f",
    "x" * 100_000,
    "roof " * 20_000,
    "9" * 400,
    "#" + "9" * 18,
    "ﷺ" * 200,
    "ß ﬁ İ ǅ",
)


@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(HOSTILE))
@example(typed="x" * 100_000)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_somebody_types_is_an_error_or_means_anything_but_its_words(
    typed: str, cast: Cast, access: Reach
) -> None:
    mine = access(cast.deadpond)
    mine.near_miss(read_query(typed))
    found = mine.search(read_query(typed))
    if not any(letter.isalnum() for letter in typed):
        assert found.total == 0


@given(title=st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=12))
@example(title="Pão")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_finds_itself(title: str, cast: Cast, act: Act, finds: Callable[..., Found]) -> None:
    act(cast.deadpond, retitle(cast.rope, f"x {title}"))
    assert cast.rope in ids(finds(cast.deadpond, title).todos)
