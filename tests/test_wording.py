"""Dates, numbers and lists as people say them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from app import clock, wording
from app.i18n import Viewer, viewing
from app.wording import Due, city, clock_at, distance, due, in_days, listing, long_date, moment, number, size, today

LISBON, BERLIN, UTC_ZONE = ZoneInfo("Europe/Lisbon"), ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
NOW = datetime(2026, 5, 12, 8, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _told(found: Due | None) -> tuple[str, str, str]:
    assert found is not None
    return found.words, found.iso, found.kind


def test_without_a_date_there_are_no_words() -> None:
    assert due(None, None, None, NOW, LISBON) is None


@pytest.mark.parametrize(
    ("day", "words", "kind"),
    [
        ("2026-05-08", "4 days late", "late"),
        ("2026-05-11", "1 day late", "late"),
        ("2026-05-12", "Today", "today"),
        ("2026-05-13", "Tomorrow", ""),
        ("2026-05-15", "Fri 15 May", ""),
        ("2026-06-02", "Tue 2 June", ""),
        ("2027-05-11", "Tue 11 May", ""),
        ("2027-05-12", "Wed 12 May 2027", ""),
        ("9999-12-31", "Fri 31 December 9999", ""),
        ("0001-01-01", "739,747 days late", "late"),
    ],
)
def test_a_day_is_due(day: str, words: str, kind: str) -> None:
    assert _told(due(date.fromisoformat(day), None, None, NOW, UTC_ZONE)) == (words, day, kind)


@pytest.mark.parametrize(
    ("at", "words", "kind"),
    [
        ("2026-05-11T23:30", "1 day late", "late"),
        ("2026-05-12T06:13", "2 hours late", "late"),
        ("2026-05-12T07:14", "1 hour late", "late"),
        ("2026-05-12T07:15", "59 minutes late", "late"),
        ("2026-05-12T08:13", "1 minute late", "late"),
        ("2026-05-12T08:13:50", "1 minute late", "late"),
        ("2026-05-12T08:14", "Today 08:14", "today"),
        ("2026-05-12T15:00", "Today 15:00", "today"),
        ("2026-05-13T09:00", "Tomorrow 09:00", ""),
        ("2026-05-15T00:00", "Fri 15 May, 00:00", ""),
        ("2028-06-02T12:00", "Fri 2 June 2028, 12:00", ""),
        ("9999-12-31T23:59", "Fri 31 December 9999, 23:59", ""),
        ("0001-01-01T00:00", "739,747 days late", "late"),
    ],
)
def test_an_instant_is_due(at: str, words: str, kind: str) -> None:
    assert _told(due(None, _at(at), None, NOW, UTC_ZONE)) == (words, at[:16] + "Z", kind)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-05-12T07:02", "Done 08:02"),
        ("2026-05-11T22:59", "Done 11 May"),
        ("2026-05-11T23:00", "Done 00:00"),
        ("2026-05-02T10:00", "Done 2 May"),
        ("2024-05-02T10:00", "Done 2 May 2024"),
    ],
)
def test_what_is_done_says_when_whatever_it_was_due(at: str, words: str) -> None:
    for day in (None, date(2026, 5, 8)):
        assert due(day, None, _at(at), NOW, LISBON) == Due(words, at + "Z", "done")


@pytest.mark.parametrize(
    ("zone", "now", "at", "words"),
    [
        ("Europe/Berlin", "2026-03-28T22:59", "2026-03-29T21:59", "Tomorrow 23:59"),  # a day of 23 hours
        ("Europe/Berlin", "2026-03-28T23:00", "2026-03-29T00:59", "Today 01:59"),
        ("Europe/Berlin", "2026-03-28T23:00", "2026-03-29T01:00", "Today 03:00"),
        ("Europe/Berlin", "2026-10-24T22:00", "2026-10-25T22:59", "Today 23:59"),  # a day of 25 hours
        ("Europe/Berlin", "2026-10-24T22:00", "2026-10-25T23:00", "Tomorrow 00:00"),
        ("Pacific/Kiritimati", "2026-05-12T09:59", "2026-05-12T10:00", "Tomorrow 00:00"),
        ("Pacific/Pago_Pago", "2026-05-12T10:59", "2026-05-12T11:00", "Tomorrow 00:00"),
        ("Asia/Kathmandu", "2026-05-12T08:14", "2026-05-12T18:14", "Today 23:59"),
    ],
)
def test_today_ends_at_the_viewers_midnight(zone: str, now: str, at: str, words: str) -> None:
    assert _told(due(None, _at(at), None, _at(now), ZoneInfo(zone)))[0] == words


def test_a_day_is_late_only_once_it_is_over_there() -> None:
    evening = _at("2026-05-12T23:30")
    assert due(date(2026, 5, 12), None, None, evening, UTC_ZONE) == Due("Today", "2026-05-12", "today")
    assert due(date(2026, 5, 12), None, None, evening, BERLIN) == Due("1 day late", "2026-05-12", "late")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("end", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_have_words_everywhere(zone: str, end: datetime) -> None:
    with viewing(Viewer(zone=zone)):
        assert all(_told(due(None, end, None, NOW, ZoneInfo(zone)))[:2])
        assert all(_told(due(None, None, end, NOW, ZoneInfo(zone)))[:2])
        assert moment(end)
        assert clock_at(ZoneInfo(zone), end)
        assert distance(date.max, date.min) == "in 3,652,058 days"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-05-12T07:30", "today 08:30"),
        ("2026-05-11T16:20", "yesterday 17:20"),
        ("2026-05-12T23:00", "tomorrow 00:00"),
        ("2026-05-04T10:00", "4 May"),
        ("2025-05-12T10:00", "12 May 2025"),
    ],
)
def test_a_moment_is_told_from_today(at: str, words: str) -> None:
    with viewing(Viewer(zone="Europe/Lisbon")):
        assert moment(_at(at)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (30, "in 30 days"), (-1, "yesterday"), (-4, "4 days ago")],
)
def test_days_are_counted_from_today(days: int, words: str) -> None:
    assert in_days(days) == words
    assert distance(date(2026, 5, 12) + timedelta(days), date(2026, 5, 12)) == words


def test_a_long_date_names_the_day_and_a_far_one_its_year() -> None:
    assert long_date(date(2026, 5, 29)) == "Friday 29 May"
    assert long_date(date(2031, 5, 29)) == "Thursday 29 May 2031"


def test_today_is_the_viewers() -> None:
    assert today() == date(2026, 5, 12)
    with viewing(Viewer(zone="Pacific/Pago_Pago")):
        assert today() == date(2026, 5, 11)


def test_clocks_show_the_time_of_their_place() -> None:
    assert clock_at(LISBON, _at("2026-05-12T07:14")) == "08:14"
    assert (
        clock_at(ZoneInfo("America/New_York"), datetime(2026, 5, 12, 22, tzinfo=timezone(timedelta(hours=2))))
        == "16:00"
    )


def test_numbers_have_their_separators() -> None:
    assert (number(7), number(12_500), number(1.5)) == ("7", "12,500", "1.5")
    assert (size(2_097_152), size(1_572_864)) == ("2 MB", "1.5 MB")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Dana"], "Dana"),
        (["Dana", "Goro"], "Dana and Goro"),
        (["Dana", "Goro", "Ana"], "Dana, Goro and Ana"),
        (["Dana", "Goro", "Ana", "Ben"], "Dana, Goro and 2 more"),
        (["{0}", "%(count)s", "{x}", "d"], "{0}, %(count)s and 2 more"),
    ],
)
def test_long_lists_of_names_are_cut(names: list[str], words: str) -> None:
    assert listing(names) == words


def test_more_names_may_be_asked_for() -> None:
    assert listing(["Dana", "Goro", "Ana", "Ben"], at_most=4) == "Dana, Goro, Ana and Ben"


def test_other_languages_write_dates_and_numbers_their_way() -> None:
    with viewing(Viewer(locale="de")):
        assert wording.long_date(date(2031, 5, 29)) == "Donnerstag, 29. Mai 2031"
        assert number(12_500) == "12.500"
    with viewing(Viewer(locale="en_US")):
        assert clock_at(UTC_ZONE, _at("2026-05-12T15:00")) == "3:00\u202fPM"


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("Europe/Lisbon", "Lisbon"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_time_zone_is_named_by_its_place(zone: str, place: str) -> None:
    assert city(zone) == place
