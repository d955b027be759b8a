"""What is written as Markdown is read back as the same todos."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.grammar.examples import CHAPTERS, HERE
from app.grammar.outline import Item, read_outline
from app.grammar.reading import read_line
from app.grammar.signs import Kind
from app.grammar.writing import Chapter, Written, as_markdown, as_words

FACTS: list[dict[str, Any]] = [
    {},
    {"day": dt.date(2027, 1, 5)},
    {"day": dt.date(2027, 1, 5), "time": dt.time(14, 30), "repeat": "every Monday"},
    {"labels": ("house", "deep work", "ünï", "9to5 x"), "heroes": ("ana", "rusty-man"), "priority": "high"},
    {"labels": ("a_b", "c*d"), "day": dt.date(2027, 1, 5), "priority": "low"},
]
TITLES = [
    *("Pay by", "Meet tomorrow at 9am", "tomorrow", "#house", "@ana !high /Doing #x", "every", "Order rope in"),
    *("a *b* _c_ `d` [x](y) <b> & ~~k~~ snake_case", "[x] foo", "1. foo", "# foo", "- [ ] deep", "C# and C #"),
    *("http://a/b_c?x=1&y=2", "“tomorrow” 'x'", '"quoted tomorrow" now', "\\*", "a\\b", "(tomorrow)", "2*3 = 6"),
    *(
        "!!! wow",
        "#42 is",
        "/etc/hosts",
        "x 2020-01-01 done",
        "(A) Call",
        "☐ box",
        "+ plus",
        "> quote",
        "    code",
        'say "hi',
        "„Servus now",
    ),
]
EXAMPLES = [" ".join(one.line.split()) for chapter in CHAPTERS for one in chapter.examples if "\\" not in one.line]


def read(item: Item) -> Written:
    """What an item of a pasted text says."""
    reading = read_line(item.line, HERE)
    return Written(
        title=reading.title,
        notes=item.notes,
        done=item.done,
        priority=reading.priority or "normal",
        labels=tuple(reading.values(Kind.LABEL)),
        heroes=tuple(reading.values(Kind.HERO)),
        day=reading.day,
        time=reading.time,
        repeat="every Monday" if reading.recurrence else "",
        children=tuple(map(read, item.children)),
    )


def read_back(chapters: list[Chapter]) -> list[Chapter]:
    outline = read_outline(as_markdown(chapters, HERE))
    assert outline.left_over == ""
    return [Chapter(part.heading, tuple(map(read, part.items))) for part in outline.parts]


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("title", [*TITLES, *(line for line in EXAMPLES if '#"' not in line)])
def test_any_title_is_read_back_with_what_is_said_of_it(title: str, facts: dict[str, Any]) -> None:
    chapters = [Chapter("Soon *now* #1 #", (Written(" ".join(title.split()), done=True, **facts),))]
    assert read_back(chapters) == chapters


def test_branches_notes_and_sections_are_read_back() -> None:
    notes = "Two *lines*\nof notes.\n\n- a list\n- of two\n\n```\n# code\n```\n\n> a quote"
    leaf = Written("Leaf", notes="At the end.", day=dt.date(2027, 1, 5), done=True)
    branch = Written("Branch", notes=notes, children=(leaf, Written("Second leaf")))
    top = Written("Top", labels=("house",), children=(branch, Written("Bare")))
    chapters = [Chapter(None, (top, Written("Other", notes="Short."))), Chapter("Later", (branch,))]
    assert read_back(chapters) == chapters


def test_a_checkbox_in_notes_stays_in_the_notes() -> None:
    (chapter,) = read_back([Chapter(None, (Written("Pack", notes="- [ ] tent\n[x] rope"),))])
    (todo,) = chapter.todos
    assert (todo.title, todo.notes, todo.children) == ("Pack", "- \\[ ] tent\n\\[x] rope", ())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60))
def test_no_title_is_torn_apart_or_takes_the_signs_in(text: str) -> None:
    title = " ".join(text.split())
    outline = read_outline(as_markdown([Chapter(None, (Written(title or "x", labels=("house",)),))], HERE))
    (item,) = outline.parts[0].items
    assert "house" in read_line(item.line, HERE).values(Kind.LABEL)


def test_in_plain_words_it_is_for_people() -> None:
    sub = Written("Find *the* number", done=True, notes="On the wall.")
    chapters = [Chapter("Doing", [Written("Call #1", facts="for Tue 5 Jan, #house", children=(sub,))])]
    assert as_words(chapters) == (
        "Doing\n\n☐ Call #1 (for Tue 5 Jan, #house)\n  ☑ Find *the* number\n    On the wall.\n"
    )
    assert as_words([]) == as_markdown([], HERE) == ""
