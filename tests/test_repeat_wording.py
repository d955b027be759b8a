"""Repeats in words, and back."""

import pytest
from hypothesis import given

from app.grammar.recurrence import Rule
from app.grammar.repeats import parse_repeat
from app.repeat_wording import repeat, repeat_words
from tests.grammar.test_recurrence import RULES


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=MO", "every Monday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month on the 31st"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st and 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "every year on 29 February"),
        (None, ""),
        ("FREQ=SECONDLY", ""),
    ],
)
def test_a_rule_is_said_as_people_do(rrule: str | None, words: str) -> None:
    assert repeat(rrule) == words


@given(RULES)
def test_what_is_shown_can_be_typed(rule: Rule) -> None:
    assert parse_repeat(repeat_words(rule)) == rule


@pytest.mark.parametrize(
    "text", ["", "monday", "every", "every monday soon", "every \\monday", '"every day"', "#every day"]
)
def test_what_is_no_repeat_is_none(text: str) -> None:
    assert parse_repeat(text) is None
