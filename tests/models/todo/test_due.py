"""On which day something is due, and the same on another day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.models.todo.due import Due, day_of, on_day

TOKYO, LISBON = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Lisbon")
EVENING = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)


def test_an_instant_has_another_day_elsewhere() -> None:
    assert day_of((None, EVENING), LISBON) == date(2026, 12, 1)
    assert day_of((None, EVENING), TOKYO) == date(2026, 12, 2)
    assert day_of((date(2026, 12, 1), None), TOKYO) == date(2026, 12, 1)
    assert day_of((None, None), TOKYO) is None


@pytest.mark.parametrize(
    ("due", "day", "moved"),
    [
        ((None, None), date(2026, 12, 5), (date(2026, 12, 5), None)),
        ((date(2026, 12, 1), None), date(2026, 12, 5), (date(2026, 12, 5), None)),
        ((None, EVENING), date(2026, 12, 1), (None, EVENING)),
        ((None, EVENING), date(2027, 7, 1), (None, datetime(2027, 7, 1, 19, 0, tzinfo=UTC))),
        (
            (None, EVENING.replace(hour=1, minute=30)),
            date(2027, 3, 28),
            (None, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ),
    ],
    ids=["no date yet", "a day", "the same day", "summer", "an hour that is skipped"],
)
def test_a_time_keeps_its_time_of_day(due: Due, day: date, moved: Due) -> None:
    assert on_day(due, day, LISBON) == moved
