"""Lines of todo.txt, as its own documentation has them."""

import pytest

from app.grammar.outline import read_outline
from app.grammar.todo_txt import said_anew


@pytest.mark.parametrize(
    ("line", "anew", "done"),
    [
        ("(A) Thank Mom for the meatballs @phone", "Thank Mom for the meatballs #phone !urgent", False),
        ("(B) Schedule Goodwill pickup +GarageSale @phone", "Schedule Goodwill pickup #GarageSale #phone !high", False),
        ("(Z) Dream", "Dream !low", False),
        ("Post signs around the neighborhood +GarageSale", "Post signs around the neighborhood #GarageSale", False),
        ("x 2011-03-03 2011-03-01 Call Mom due:2011-03-02", "Call Mom 2011-03-02", True),
        ("xylophone lesson", "xylophone lesson", False),
        ("Learn to add 2+2", "Learn to add 2+2", False),
        ("SoulSkill:Bob rec:+2w", "SoulSkill:Bob every 2 week", False),
        ("2011-03-01 Review + and @", "Review + and @", False),
    ],
)
def test_a_line_is_said_in_our_own_words(line: str, anew: str, done: bool) -> None:
    assert said_anew(line) == (anew, done)


def test_a_list_is_known_by_one_of_its_lines() -> None:
    outline = read_outline("(A) Call Mom @phone\nSweep +yard\nx 2011-03-03 Call Dad\n")
    assert [(item.title, item.done) for item in outline.parts[0].items] == [
        ("Call Mom #phone !urgent", False),
        ("Sweep #yard", False),
        ("Call Dad", True),
    ]


def test_one_line_is_known_too_and_what_only_looks_like_it_is_left_alone() -> None:
    assert read_outline("(A) Call Mom").parts[0].items[0].title == "Call Mom !urgent"
    assert read_outline("Call @mom\nMind +1").parts[0].items[0].title == "Call @mom"
    assert read_outline("(a) first\n(b) second").parts[0].items[0].title == "(a) first"


def test_what_a_backslash_keeps_in_a_markdown_list_stays_kept() -> None:
    item = read_outline(r"- Say \#hello *now*" + "\n- More").parts[0].items[0]
    assert (item.title, item.line) == ("Say #hello now", r"Say \#hello now")
