"""Lines and how they are read; the examples of the help page are the first of them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.grammar.examples import CHAPTERS, HERE, Example
from app.grammar.here import Here
from app.grammar.reading import Reading, read_line, read_line_on
from app.grammar.signs import Kind

EXAMPLES = [example for chapter in CHAPTERS for example in chapter.examples]


def read(line: str, here: Here = HERE) -> Reading:
    return read_line(line, here)


def as_example(reading: Reading) -> Example:
    return Example(
        reading.line,
        reading.title,
        reading.day,
        reading.time,
        reading.priority,
        reading.values(Kind.LABEL),
        reading.values(Kind.HERO),
        next(iter(reading.values(Kind.SECTION)), None),
        reading.recurrence.rrule if reading.recurrence else None,
        [doubt.reason for doubt in reading.doubts],
    )


def listed(example: Example) -> Example:
    lists = {name: list(getattr(example, name)) for name in ("labels", "heroes", "doubts")}
    return Example(**{**vars(example), **lists})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.line)
def test_each_example_of_the_help_page_is_true(example: Example) -> None:
    assert as_example(read(example.line)) == listed(example)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tmr", "2026-05-13"),
        ("yesterday", "2026-05-11"),
        ("mon", "2026-05-18"),
        ("tuesday", "2026-05-19"),
        ("WED", "2026-05-13"),
        ("this friday", "2026-05-15"),
        ("next monday", "2026-05-18"),
        ("next month", "2026-06-01"),
        ("next year", "2027-01-01"),
        ("this weekend", "2026-05-16"),
        ("in a week", "2026-05-19"),
        ("in 2 weeks", "2026-05-26"),
        ("in one year", "2027-05-12"),
        ("in 3 quarters", "2027-02-12"),
        ("end of the week", "2026-05-17"),
        ("end of next month", "2026-06-30"),
        ("end of year", "2026-12-31"),
        ("24th of december", "2026-12-24"),
        ("24 december 2028", "2028-12-24"),
        ("12 may", "2026-05-12"),
        ("11 may", "2027-05-11"),
        ("29 feb", "2028-02-29"),
        ("13/6", "2026-06-13"),
        ("6/13", "2026-06-13"),
        ("5/5", "2027-05-05"),
        ("31/12/2026", "2026-12-31"),
        ("due 1 jun", "2026-06-01"),
        ("on the 31st", "2026-05-31"),
        ("from may 20", "2026-05-20"),
    ],
)
def test_a_day_in_words_or_figures(words: str, day: str) -> None:
    reading = read(f"Do it {words}")
    assert (reading.title, reading.day and reading.day.isoformat(), reading.time) == ("Do it", day, None)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("9am", "09:00"),
        ("9 am", "09:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("9.15pm", "21:15"),
        ("00:05", "00:05"),
        ("at 9:05", "09:05"),
        ("at 17", "17:00"),
        ("noon", "12:00"),
        ("11 P.M.", "23:00"),
    ],
)
def test_a_time_in_words_or_figures(words: str, at: str) -> None:
    reading = read(f"Do it tomorrow {words}")
    assert reading.day == dt.date(2026, 5, 13)
    assert reading.time == dt.time.fromisoformat(at)
    assert reading.title in ("Do it", "Do it.")


@pytest.mark.parametrize(
    "line",
    [
        "Read John 3:16 aloud",
        "March 5 km with dad",
        "Write the weekly report",
        "Buy 13pm of it",
        "Sing at 25:00",
        "Hide (tomorrow)",
        "Wait for it, every now and then",
        "C# and F#",
        "Mail ana@example.org",
        "Open /usr/bin/env",
        "Hurry !!",
        "Mind the # and the @ and the /",
        "Do it in 3",
        "next",
        "in",
        "every",
        "at",
        "end of",
        "the 15th",
        '"',
        '#"" and @" "',
        "\\",
        r"\o/ and \\server\share",
        "#" + "x" * 81,
    ],
)
def test_what_only_looks_like_a_sign_is_a_word_of_the_title(line: str) -> None:
    reading = read(line)
    assert (reading.title, reading.signs) == (line, ())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Pay (soon) tomorrow, then the bill", "Pay (soon), then the bill"),
        ("Pay the bill tomorrow.", "Pay the bill."),
        ("Is it friday?", "Is it?"),
        ("Paint #house, #shed; brush", "Paint,; brush"),
        ("  tomorrow   Paint  #house the   door ", "Paint the door"),
        (r"Buy \"quoted\" things", r'Buy "quoted\" things'),
        (r"\next friday and \friday", "next friday and friday"),
        (r"Do \#it and \@it and \!high and \/it", "Do #it and @it and !high and /it"),
    ],
)
def test_the_title_is_what_is_left(line: str, title: str) -> None:
    assert read(line).title == title


def test_names_are_kept_as_they_are_written() -> None:
    reading = read("Do #Straße #日本語 #c++ #v1.2 @José-María !URGENT")
    assert reading.values(Kind.LABEL) == ["Straße", "日本語", "c++", "v1.2"]
    assert reading.values(Kind.HERO) == ["José-María"]
    assert reading.priority == "urgent"


def test_the_same_label_twice_is_one_and_the_twenty_first_stays_in_the_title() -> None:
    assert read("Do #a #a #b").values(Kind.LABEL) == ["a", "b"]
    reading = read("Do " + " ".join(f"#label{n}" for n in range(21)))
    assert len(reading.values(Kind.LABEL)) == 20
    assert (reading.title, reading.doubts[0].reason) == ("Do #label20", "too_many")


def test_ambiguous_figures_name_both_days() -> None:
    (doubt,) = read("Vote 5/6/2027").doubts
    assert doubt.text == "5/6/2027"
    assert doubt.choices == (dt.date(2027, 5, 6), dt.date(2027, 6, 5))


@pytest.mark.parametrize("words", ["2026-13-01", "2026-02-30", "31.4.2026", "30 feb", "0 may", "in 9000 years"])
def test_a_day_that_there_is_not_stays_and_is_told(words: str) -> None:
    reading = read(f"Do it {words}")
    assert reading.title == f"Do it {words}"
    assert reading.doubts[0].reason in ("no_such_day", "too_far")


def test_where_the_week_begins_decides_what_next_week_is() -> None:
    sunday = Here(HERE.now, week_start=6)
    assert read("Plan next week", sunday).day == dt.date(2026, 5, 17)
    assert read("Plan next sunday", sunday).day == dt.date(2026, 5, 17)
    assert read("Plan next sunday").day == dt.date(2026, 5, 24)
    assert read("Plan end of week", sunday).day == dt.date(2026, 5, 16)


def test_hours_pass_while_the_clock_is_changed() -> None:
    night = dt.datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
    instant = read("Wake in 2 hours", Here(night)).due[1]
    assert instant is not None
    assert instant.astimezone(dt.UTC) == night.astimezone(dt.UTC) + dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [("2026-03-29", "01:30", "2026-03-29T01:30+00:00"), ("2026-10-25", "01:30", "2026-10-25T00:30+00:00")],
    ids=["a time that is skipped", "a time that comes twice"],
)
def test_the_clock_is_that_of_the_writer(day: str, at: str, utc: str) -> None:
    on, instant = read(f"Wake {day} {at}").due
    assert on is None
    assert instant is not None
    assert instant.astimezone(dt.UTC) == dt.datetime.fromisoformat(utc)


def test_a_name_that_fits_nobody_can_go_back_into_the_title() -> None:
    reading = read("Call @zoe tomorrow, @ana")
    zoe = next(sign for sign in reading.signs if sign.value == "zoe")
    assert reading.without([zoe]).title == "Call @zoe,"
    assert reading.without([zoe]).values(Kind.HERO) == ["ana"]


@pytest.mark.parametrize(
    ("line", "due", "title"),
    [
        ("Paint", "2026-12-02", "Paint"),
        ("Paint 9am #house", "2026-12-02T09:00", "Paint"),
        ("Paint 4 December 2026", "2026-12-04", "Paint"),
        ("Paint every monday", "2026-12-07", "Paint"),
        ("tomorrow", "2026-12-02", "tomorrow"),
    ],
)
def test_a_line_on_a_day_is_due_then_unless_it_names_its_own(line: str, due: str, title: str) -> None:
    reading = read_line_on(line, HERE, dt.date(2026, 12, 2))
    on, at = reading.due
    assert (at.replace(tzinfo=None).isoformat("T", "minutes") if at else str(on)) == due
    assert reading.title == title
