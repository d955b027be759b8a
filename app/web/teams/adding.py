"""The box that adds to a team's list: how a line is understood, what is asked about it, and the preview of a list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.access import Access
from app.access.faces import Face
from app.access.lists import Forecast
from app.access.rows import Tag
from app.access.understanding import Slip, Understood
from app.forms import Form, empty
from app.grammar.reading import read_line
from app.i18n import _
from app.models import Section, Team
from app.rendering import Fragment
from app.repeat_wording import repeat_words
from app.understood import doubts_of, due_words, here
from app.web.teams.addresses import board_url, list_url
from app.web.teams.shapes import AddText
from app.wording import listing, number, short_date

UNCERTAIN_SHOWN = 10


@dataclass(frozen=True)
class ReadingLine(Fragment, template="teams/_reading.html"):
    """The line below the box: how what is typed is understood. `into` is the section that the box adds to, `leave` the
    way to add to none; `several`: it is a list, which is looked at before it is added; `team` is named where the box
    has a choice of them."""

    into: str
    leave: str
    title: str = ""
    when: str = ""
    late: bool = False
    repeat: str = ""
    labels: Sequence[Tag] = ()
    new_labels: Sequence[str] = ()
    priority: str = "normal"
    heroes: Sequence[Face] = ()
    section: str = ""
    doubts: Sequence[str] = ()
    several: bool = False
    team: Team | None = None

    @property
    def id(self) -> str:
        """`reading`"""
        return "reading"


@dataclass(frozen=True)
class AddBox(Fragment, template="teams/_add.html"):
    """The box that takes one todo or a whole pasted list, on the list or the `board`; with `teams` to choose from it is
    that of My day. `left_over` is what of the last paste became neither; `slips` are new labels to be asked about."""

    team: Team
    section: Section | None
    form: Form[AddText]
    reading: ReadingLine
    done: bool = False
    left_over: str = ""
    focused: bool = False
    slips: Sequence[Slip] = ()
    teams: Sequence[Team] = ()
    board: bool = False

    @property
    def id(self) -> str:
        """`add-box`"""
        return "add-box"


@dataclass(frozen=True)
class AddPreview(Fragment, template="teams/_add_preview.html"):
    """What a pasted list will become, in the place of the box. `sums` are what it adds, in words; `uncertain` are
    titles with words that were not understood, and why. On My day (`chosen`) the team goes along with it."""

    team: Team
    section: Section | None
    form: Form[AddText]
    done: bool
    count: int
    sums: Sequence[str]
    uncertain: Sequence[tuple[str, Sequence[str]]]
    more_uncertain: int
    left_over: str
    chosen: bool = False
    board: bool = False

    @property
    def id(self) -> str:
        """`add-box`"""
        return "add-box"


def add_box(
    team: Team,
    section: Section | None = None,
    *,
    done: bool = False,
    left_over: str = "",
    focused: bool = False,
    board: bool = False,
) -> AddBox:
    """An empty box. One for a section has focus, and so has one that was just used."""
    reading = _reading(team, section, done, board)
    focused = focused or section is not None
    return AddBox(team, section, empty(AddText), reading, done, left_over, focused, board=board)


def box_with(
    access: Access, team: Team, section: Section | None, form: Form[AddText], slips: Sequence[Slip] = ()
) -> AddBox:
    """The box as it was typed, with what was wrong or is asked."""
    done, board = bool(form.values.get("done")), bool(form.values.get("board"))
    text = str(form.values.get("text") or "")
    reading = _reading(team, section, done, board)
    if not form.errors:
        reading = reading_line(access, team, text, section, done=done, board=board)
    return AddBox(team, section, form, reading, done, focused=True, slips=slips, board=board)


def asked_again(form: Form[AddText]) -> Form[AddText]:
    """The same form under a fresh key: its next sending is another one."""
    return replace(form, key=empty(AddText).key)


def reading_line(
    access: Access, team: Team, text: str, section: Section | None = None, *, done: bool = False, board: bool = False
) -> ReadingLine:
    """How a text is understood."""
    blank = _reading(team, section, done, board)
    line = text.strip()
    if not line or "\n" in line:
        return replace(blank, several=bool(line))
    reading = read_line(line, here())
    return _said(blank, access.vocabulary(team, [reading]).understand(reading), team)


def _reading(team: Team, section: Section | None, done: bool, board: bool) -> ReadingLine:
    leave = f"{(board_url if board else list_url)(team, done=done)}#add" if section else ""
    return ReadingLine(section.name if section else "", leave)


def _said(blank: ReadingLine, understood: Understood, team: Team) -> ReadingLine:
    reading = understood.reading
    on, at = reading.due
    return replace(
        blank,
        title=reading.title,
        when=due_words(on, at),
        late=reading.day is not None and reading.day < reading.here.today,
        repeat=_repeat(understood),
        labels=understood.labels,
        new_labels=understood.new_labels,
        priority=reading.priority or "normal",
        heroes=understood.heroes,
        section=understood.section.name if understood.section else "",
        doubts=doubts_of(understood, team.name),
    )


def _repeat(understood: Understood) -> str:
    reading = understood.reading
    if reading.recurrence is None or reading.day is None:
        return ""
    following = reading.recurrence.next_day(reading.day, reading.day)
    if following is None:
        return repeat_words(reading.recurrence)
    return _("%(repeat)s, next %(day)s") % {"repeat": repeat_words(reading.recurrence), "day": short_date(following)}


def preview(team: Team, section: Section | None, form: Form[AddText], forecast: Forecast, left_over: str) -> AddPreview:
    """What a list will become."""
    uncertain = [(one.reading.title, doubts_of(one, team.name)) for one in forecast.uncertain[:UNCERTAIN_SHOWN]]
    return AddPreview(
        team=team,
        section=section,
        form=asked_again(form),
        done=bool(form.values.get("done")),
        count=forecast.todos,
        sums=_sums(forecast),
        uncertain=uncertain,
        more_uncertain=max(0, len(forecast.uncertain) - UNCERTAIN_SHOWN),
        left_over=left_over,
        board=bool(form.values.get("board")),
    )


def _sums(forecast: Forecast) -> list[str]:
    given: list[Any] = [(face.first_name, count) for face, count in forecast.given]
    shown = [_("%(count)s to %(hero)s") % {"count": number(count), "hero": name} for name, count in given[:5]]
    rest = sum(count for _name, count in given[5:])
    sums = [
        listing(forecast.new_sections, at_most=6) and _("New sections: %(names)s") % _names(forecast.new_sections),
        listing(forecast.new_labels, at_most=6) and _("New labels: %(names)s") % _names(forecast.new_labels),
        _("Gives %(shares)s") % {"shares": listing(shown + _rest(rest))} if shown else "",
        _("With a date: %(count)s") % {"count": number(forecast.due)} if forecast.due else "",
        _("Done already: %(count)s") % {"count": number(forecast.done)} if forecast.done else "",
    ]
    return [one for one in sums if one]


def _rest(count: int) -> list[str]:
    return [_("%(count)s to others") % {"count": number(count)}] if count else []


def _names(names: Sequence[str]) -> dict[str, str]:
    return {"names": listing(names, at_most=6)}
