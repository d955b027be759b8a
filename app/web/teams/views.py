"""The pages of a team."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.access import Access
from app.access.cards import Crowd
from app.access.listing import total
from app.clock import exact
from app.filtering.model import Field, Filter
from app.filtering.words import ALL
from app.i18n import _
from app.models import Section, Team, may
from app.rendering import Page
from app.web.filtering.asked import Asked
from app.web.filtering.bar import FilterBar, filter_bar, one_condition
from app.web.filtering.listed import FoundGroup, FoundList, found_list
from app.web.teams.about import About, about
from app.web.teams.adding import AddBox, AddPreview, add_box
from app.web.teams.list import Group, TodoList, todo_list
from app.web.teams.resting import Resting, resting
from app.web.todos.selection_bar import Bar
from app.wording import clock_at, number


@dataclass(frozen=True)
class Clock:
    """What the clock on the wall shows in a time zone."""

    words: str
    iso: str
    zone: str


@dataclass(frozen=True)
class Masthead:
    """The top of every page of a team."""

    team: Team
    view: str
    crowd: Crowd
    names: str
    clock: Clock
    may_edit: bool
    may_arrange: bool
    may_copy: bool
    may_archive: bool
    may_delete: bool
    resting: Resting | None


@dataclass(frozen=True)
class TeamPage(Page):
    """A page of one team."""

    masthead: Masthead

    section = "teams"

    @property
    def paper(self) -> Team:
        """Its own."""
        return self.masthead.team


@dataclass(frozen=True)
class ListPage(TeamPage, template="teams/show.html"):
    """The team's list, as it is or narrowed by a filter, with the box to add to it, below what it says about itself."""

    about: About | None
    list: TodoList | FoundList
    filters: FilterBar
    add: AddBox | AddPreview | None


@dataclass(frozen=True)
class PartPage(TeamPage, template="teams/part.html"):
    """One group of a narrowed list, further down."""

    group: FoundGroup
    bar: Bar
    back: str


@dataclass(frozen=True)
class SectionPage(TeamPage, template="teams/section.html"):
    """One section of it, further down."""

    group: Group
    bar: Bar


def clock_in(zone: str) -> Clock:
    """The clock on the wall of a place in this time zone."""
    here = ZoneInfo(zone)
    at = exact()  # the script moves its hands on
    return Clock(clock_at(here, at), at.astimezone(here).isoformat(timespec="minutes"), zone)


def masthead(access: Access, team: Team, view: str) -> Masthead:
    """The top of a page of this team; `view` is the current tab."""
    crowd = access.crowds([team.id]).get(team.id, Crowd())
    return Masthead(
        team=team,
        view=view,
        crowd=crowd,
        names=_names(crowd),
        clock=clock_in(team.time_zone),
        may_edit=may(access.hero, "team.edit", team),
        may_arrange=may(access.hero, "section.create", team),
        may_copy=may(access.hero, "team.duplicate", team),
        may_archive=may(access.hero, "team.archive", team) and not team.is_private and team.awake,
        may_delete=may(access.hero, "team.trash", team) and not team.is_private,
        resting=resting(team, access.hero),
    )


def _names(crowd: Crowd) -> str:
    names = ", ".join(face.first_name for face in crowd.faces)
    rest = crowd.total - len(crowd.faces)
    return _("%(names)s and %(count)s more") % {"names": names, "count": number(rest)} if rest else names


def list_page(
    access: Access,
    team: Team,
    *,
    asked: Asked | None = None,
    done: bool = False,
    into: Section | None = None,
    box: AddBox | AddPreview | None = None,
) -> ListPage:
    """The team's list as an address asks for it, else as it is; with its add box, which adds to the section `into`, or
    with the `box` as it stands."""
    asked = asked or Asked(f"/teams/{team.id}", one_condition(Field.STATE, ALL) if done else Filter())
    adds = may(access.hero, "todo.create", team)
    box = box or (add_box(team, into, done=asked.done) if adds else None)
    narrowing = access.narrowing(asked.told, team)
    sections = access.sections(team)
    head = masthead(access, team, "list")
    if asked.plain:
        listed = todo_list(access, team, sections, done=asked.done)
        return ListPage(head, about(access, team), listed, filter_bar(access, asked, narrowing, team, sections), box)
    listing = access.listing(narrowing, team)
    headings = access.headings(listing)
    bar = filter_bar(access, asked, narrowing, team, sections, total(listing, headings))
    return ListPage(head, about(access, team), found_list(access, asked, listing, headings, sections), bar, box)
