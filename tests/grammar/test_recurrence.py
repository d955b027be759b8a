"""Repeats: what comes next, and that it costs the same however late it is."""

import datetime as dt
import time
from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from app.grammar.recurrence import Rule

DAILY, MONDAYS = Rule("day"), Rule("week", weekdays=(0,))


def days(rule: Rule, first: date, count: int) -> list[str]:
    found = [first]
    while len(found) < count:
        following = rule.next_day(found[-1], found[-1])
        assert following is not None
        found.append(following)
    return [day.isoformat() for day in found]


def test_a_month_without_a_31st_takes_its_last_day_and_the_31st_comes_back() -> None:
    rule = Rule("month").anchored(date(2026, 1, 31))
    assert days(rule, date(2026, 1, 31), 5) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
    assert Rule("month").anchored(date(2026, 1, 30)).next_day(date(2026, 2, 28), date(2026, 2, 28)) == date(2026, 3, 30)


def test_a_29_february_is_the_28th_in_common_years_and_comes_back() -> None:
    rule = Rule("year").anchored(date(2024, 2, 29))
    assert days(rule, date(2024, 2, 29), 5)[1:] == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_late_by_three_years_there_is_one_next_day_in_the_future() -> None:
    assert MONDAYS.next_day(date(2023, 5, 8), date(2026, 5, 12)) == date(2026, 5, 18)
    assert Rule("day", 3).next_day(date(2026, 5, 1), date(2026, 5, 12)) == date(2026, 5, 13)
    assert Rule("month", 2, monthdays=(10,)).next_day(date(2020, 1, 10), date(2026, 5, 12)) == date(2026, 7, 10)


def test_done_early_it_comes_after_the_day_it_was_due() -> None:
    assert MONDAYS.next_day(date(2026, 5, 18), date(2026, 5, 12)) == date(2026, 5, 25)


def test_a_single_one_that_was_moved_leaves_the_others_where_they_are() -> None:
    assert MONDAYS.next_day(date(2026, 5, 13), date(2026, 5, 13)) == date(2026, 5, 18)


def test_a_time_stays_on_the_clock_of_the_wall() -> None:
    due, soon, then = (datetime.fromisoformat(f"2026-05-{at}") for at in ("11T09:00", "12T08:00", "12T09:00"))
    assert DAILY.next_time(due, soon) == then
    assert DAILY.next_time(due, then) == then + dt.timedelta(days=1)


def test_at_the_end_of_all_calendars_there_is_no_next() -> None:
    assert Rule("year", 999).next_day(date(9000, 1, 1), date(9000, 1, 1)) is None
    assert DAILY.next_day(date(9998, 12, 31), date(2026, 1, 1)) is None


RULES = st.one_of(
    st.builds(Rule, st.just("day"), st.integers(1, 40)),
    st.builds(Rule, st.just("week"), st.integers(1, 9), st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)),
    st.builds(Rule, st.just("month"), st.integers(1, 24), monthdays=st.integers(1, 28).map(lambda day: (day,))),
    st.builds(
        Rule,
        st.just("month"),
        st.integers(1, 24),
        st.integers(0, 6).map(lambda day: (day,)),
        st.sampled_from([1, 2, 3, 4, -1]),
    ),
    st.builds(Rule, st.just("month"), st.integers(1, 5), monthdays=st.just((31,)), clipped=st.just(True)),
    st.builds(Rule, st.just("year"), st.integers(1, 5), monthdays=st.just((24,)), month=st.integers(1, 12)),
)
DAYS = st.dates(date(1999, 1, 1), date(2040, 12, 31))


@given(RULES)
def test_a_rule_is_stored_as_rfc_5545_writes_it_and_comes_back(rule: Rule) -> None:
    assert Rule.parse(rule.rrule) == rule


@given(RULES, DAYS, st.integers(0, 3000))
def test_skipping_whole_periods_finds_what_counting_finds(rule: Rule, first: date, late: int) -> None:
    start = rule.first_day(first)
    assert start is not None
    after = start + dt.timedelta(days=late)
    counted = rrulestr(rule.rrule, dtstart=datetime.combine(start, dt.time())).after(datetime.combine(after, dt.time()))
    assert rule.next_day(start, after) == counted.date()


@pytest.mark.parametrize("rule", [DAILY, MONDAYS, Rule("month"), Rule("year"), Rule("month", 7, monthdays=(31,))])
def test_eight_thousand_years_late_cost_no_more_than_a_day(rule: Rule) -> None:
    started = time.process_time()
    for _ in range(20):
        rule.next_day(date(1900, 1, 31), date(9990, 1, 1))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "freq=daily",
        "FREQ=DAILY\nFREQ=DAILY",
    ],
)
def test_what_we_do_not_write_is_no_rule(text: str) -> None:
    assert Rule.parse(text) is None


def test_times_within_days_are_those_that_counting_gives() -> None:
    done, monday, next_monday, end = (
        datetime.combine(day, dt.time(12))
        for day in (date(2026, 1, 5), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14))
    )
    first = datetime.combine(monday, dt.time())
    assert MONDAYS.times_within(done, first, end) == [monday, next_monday]
    assert MONDAYS.times_within(next_monday, first, end) == []
    assert MONDAYS.times_within(end, first, end) == []
    assert len(DAILY.times_within(done, first, end)) == 14
