"""What the grammar understands, by example: shown on /help/adding, and each of them is a test."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.grammar.findings import Reason
from app.grammar.here import Here
from app.i18n import N_

HERE = Here(dt.datetime(2026, 5, 12, 9, 14, tzinfo=ZoneInfo("Europe/Lisbon")))
"""A Tuesday, on which all examples are read."""


@dataclass(frozen=True)
class Example:
    """A line and how it is read; `doubts` are what stays in the title for a reason."""

    line: str
    title: str
    day: dt.date | None = None
    time: dt.time | None = None
    priority: str | None = None
    labels: Sequence[str] = ()
    heroes: Sequence[str] = ()
    section: str | None = None
    rrule: str | None = None
    doubts: Sequence[Reason] = ()


@dataclass(frozen=True)
class Chapter:
    """Examples of one kind, with what there is to know about them."""

    title: str
    words: str
    examples: Sequence[Example] = field(default_factory=tuple)


def _may(day: int) -> dt.date:
    return dt.date(2026, 5, day)


CHAPTERS = (
    Chapter(
        N_("All at once"),
        N_("Write the line as it comes to you. The signs and days may stand anywhere in it; the rest is the title."),
        (
            Example(
                "Call the roofer tomorrow 9am #house @ana !high every monday",
                "Call the roofer",
                _may(13),
                dt.time(9),
                "high",
                ["house"],
                ["ana"],
                rrule="FREQ=WEEKLY;BYDAY=MO",
            ),
            Example("Buy milk", "Buy milk"),
        ),
    ),
    Chapter(
        N_("Days"),
        N_(
            "A weekday is the next one after today; today is called today. “Next Friday” is the Friday of next week. "
            "A date without a year is the next one there is, and one in the past is taken as it is."
        ),
        (
            Example("Water the plants today", "Water the plants", _may(12)),
            Example("Pack the tent day after tomorrow", "Pack the tent", _may(14)),
            Example("Bins out on friday", "Bins out", _may(15)),
            Example("Dentist tue", "Dentist", _may(19)),
            Example("Write to Farah by next friday", "Write to Farah", _may(22)),
            Example("Plan the open day next week", "Plan the open day", _may(18)),
            Example("Order rope in 3 days", "Order rope", _may(15)),
            Example("Renew the passport in two months", "Renew the passport", dt.date(2026, 7, 12)),
            Example("Pay the rent end of month", "Pay the rent", _may(31)),
            Example("Wrap the presents 24 dec", "Wrap the presents", dt.date(2026, 12, 24)),
            Example("Hand in the form June 3rd, 2027", "Hand in the form", dt.date(2027, 6, 3)),
            Example("Pay the plumber on the 15th", "Pay the plumber", _may(15)),
            Example("Check the tyres 2027-01-05", "Check the tyres", dt.date(2027, 1, 5)),
            Example("Send the card 25.12.2026", "Send the card", dt.date(2026, 12, 25)),
            Example("Find the receipt 2020-01-05", "Find the receipt", dt.date(2020, 1, 5)),
        ),
    ),
    Chapter(
        N_("Times"),
        N_("A time without a day is the next time that the clock shows it, on your own clock."),
        (
            Example("Ring the school 17:30", "Ring the school", _may(12), dt.time(17, 30)),
            Example("Ring the school 8am", "Ring the school", _may(13), dt.time(8)),
            Example("Lunch with Ben thursday at noon", "Lunch with Ben", _may(14), dt.time(12)),
            Example("Choir monday 7.30 pm", "Choir", _may(18), dt.time(19, 30)),
            Example("Take the cake out in 45 minutes", "Take the cake out", _may(12), dt.time(9, 59)),
        ),
    ),
    Chapter(
        N_("Signs"),
        N_(
            "#label, @hero, !priority (low, normal, high, urgent; none and medium are normal) and /section. A new "
            "label is made; if it looks like a slip of one that there is, you are asked first. A hero is found by "
            "handle, by name, or by the beginning of it if that fits one alone. Put quotes around a name with spaces."
        ),
        (
            Example("Oil the hinges #house #weekend !low", "Oil the hinges", None, None, "low", ["house", "weekend"]),
            Example("Paint the fence !medium", "Paint the fence", None, None, "normal"),
            Example("Fix the radio @ben @ana", "Fix the radio", heroes=["ben", "ana"]),
            Example("Quote for the lift /Waiting", "Quote for the lift", section="Waiting"),
            Example(
                'Sort the slides #"open day" @"Ana Ferreira" /"On it"',
                "Sort the slides",
                labels=["open day"],
                heroes=["Ana Ferreira"],
                section="On it",
            ),
        ),
    ),
    Chapter(
        N_("Repeats"),
        N_(
            "When a repeating todo is done, the next one is there at once, on its next day after today: one, however "
            "late it was done. A month that has no 31st takes its last day, and a 29 February is the 28th in other "
            "years. Times keep to the clock of the team’s headquarters."
        ),
        (
            Example("Feed the cat every day 7am", "Feed the cat", _may(13), dt.time(7), rrule="FREQ=DAILY"),
            Example("Air the shed every 3 days", "Air the shed", _may(12), rrule="FREQ=DAILY;INTERVAL=3"),
            Example("Open the shop every weekday", "Open the shop", _may(12), rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            Example("Bins out every mon, wed and fri", "Bins out", _may(13), rrule="FREQ=WEEKLY;BYDAY=MO,WE,FR"),
            Example("Mow every other saturday", "Mow", _may(16), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
            Example("Back up the photos weekly", "Back up the photos", _may(12), rrule="FREQ=WEEKLY;BYDAY=TU"),
            Example("Read the meter every 15th", "Read the meter", _may(15), rrule="FREQ=MONTHLY;BYMONTHDAY=15"),
            Example(
                "Pay the rent every month on the 31st",
                "Pay the rent",
                _may(31),
                rrule="FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            ),
            Example(
                "Test the siren every first monday",
                "Test the siren",
                dt.date(2026, 6, 1),
                rrule="FREQ=MONTHLY;BYDAY=1MO",
            ),
            Example(
                "Close the books every last day of the month",
                "Close the books",
                _may(31),
                rrule="FREQ=MONTHLY;BYMONTHDAY=-1",
            ),
            Example(
                "Service the van every quarter",
                "Service the van",
                _may(12),
                rrule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=12",
            ),
            Example(
                "Ring grandmother every 24 dec",
                "Ring grandmother",
                dt.date(2026, 12, 24),
                rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
            ),
            Example(
                "Birthday of Leo every 29 feb",
                "Birthday of Leo",
                dt.date(2027, 2, 28),
                rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
            ),
        ),
    ),
    Chapter(
        N_("What stays in the title"),
        N_(
            "What could mean two things is shown and left where it is, never guessed. A backslash before a word, or "
            "quotes around some, say that they are meant as they are."
        ),
        (
            Example("Vote 5/6", "Vote 5/6", doubts=["day_or_month"]),
            Example("Party 31 june", "Party 31 june", doubts=["no_such_day"]),
            Example("Meet Chidi at 5", "Meet Chidi at 5", doubts=["half_of_day"]),
            Example("Mow every second monday", "Mow every second monday", doubts=["second"]),
            Example("Call tomorrow or friday", "Call or friday", _may(13), doubts=["again"]),
            Example("Answer !important mail", "Answer !important mail", doubts=["no_priority"]),
            Example("Tomorrow", "Tomorrow", doubts=["no_title"]),
            Example(r"Read about \#tags in \tomorrow", "Read about #tags in tomorrow"),
            Example('Watch "Tomorrow never dies" tonight', 'Watch "Tomorrow never dies" tonight'),
            Example("Buy sun cream", "Buy sun cream"),
            Example("Fix bug #42 in /etc/hosts", "Fix bug #42 in /etc/hosts"),
            Example("Staff the desk 24/7", "Staff the desk 24/7"),
        ),
    ),
)
