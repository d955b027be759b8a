"""The pages of a team."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.access import Access
from app.access.cards import Crowd
from app.clock import now
from app.i18n import _
from app.models import Section, Team, may
from app.rendering import Page
from app.web.teams.list import AddBox, Group, TodoList, add_box, todo_list
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
    may_delete: bool


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
    """The team's list."""

    list: TodoList
    add: AddBox


@dataclass(frozen=True)
class SectionPage(TeamPage, template="teams/section.html"):
    """One section of it, further down."""

    group: Group


def clock_in(zone: str) -> Clock:
    """The clock on the wall of a place in this time zone."""
    here = ZoneInfo(zone)
    return Clock(clock_at(here, now()), now().astimezone(here).isoformat(timespec="minutes"), zone)


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
        may_delete=may(access.hero, "team.trash", team) and not team.is_private,
    )


def _names(crowd: Crowd) -> str:
    names = ", ".join(face.first_name for face in crowd.faces)
    rest = crowd.total - len(crowd.faces)
    return _("%(names)s and %(count)s more") % {"names": names, "count": number(rest)} if rest else names


def list_page(access: Access, team: Team, *, done: bool = False, into: Section | None = None) -> ListPage:
    """The team's list with its add box, which adds to the section `into`."""
    return ListPage(masthead(access, team, "list"), todo_list(access, team, done=done), add_box(team, into, done=done))
