"""How heroes look: everybody, one, and the link by which one gets in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.access import Access
from app.access.heroes import HeroLine, Place
from app.access.load import Load
from app.access.paging import PAGE
from app.clock import now, time_zones
from app.forms import Form, opened
from app.i18n import _
from app.models import Hero, HeroProfile, Membership, Team, may
from app.models.one_time_link import INVITATION_LASTS
from app.rendering import Fragment, Page
from app.settings import Settings
from app.web.changes.values import ROLES
from app.web.heroes.cover_page import away_words
from app.web.mailing import Mailbag, mailbag
from app.web.teams.views import Clock, clock_in
from app.web.todos.duties import away_note
from app.web.todos.views import TodoRow, todo_row
from app.wording import city, long_date

FINISHED_DAYS, FINISHED = 30, 10
"""How far back what somebody finished is shown, and how many todos at once."""


@dataclass(frozen=True)
class LocalTime:
    """Where somebody is, and what time it is there."""

    place: str
    clock: Clock


@dataclass(frozen=True)
class HeroEntry:
    """A hero in the list of heroes."""

    line: HeroLine
    local: LocalTime
    places: Sequence[Place]
    load: Load
    away: str


@dataclass(frozen=True)
class HeroesPage(Page, template="heroes/index.html"):
    """Everybody whom the viewer may know; `homes` are the teams that they may put a new hero on."""

    entries: Sequence[HeroEntry]
    more: str
    homes: Sequence[Team]

    section = "heroes"


@dataclass(frozen=True)
class JoinLink(Fragment, template="heroes/_join_link.html"):
    """The link of a hero who has no password yet, shown once; empty without one."""

    name: str = ""
    url: str = ""
    until: str = ""
    mailing: Mailbag | None = None

    @property
    def id(self) -> str:
        """`join-link`"""
        return "join-link"


@dataclass(frozen=True)
class HeroPage(Page, template="heroes/show.html"):
    """One hero: where they are, what they carry and what they have finished."""

    hero: Hero
    local: LocalTime
    places: Sequence[tuple[Place, str]]
    load: Load
    finished_count: int
    rows: Sequence[TodoRow]
    more: str
    finished: Sequence[TodoRow]
    more_finished: str
    may_edit: bool
    may_merge: bool
    may_hand_over: bool
    may_cover: bool
    away: Sequence[str]
    may_deactivate: bool
    may_delete: bool
    may_invite: bool
    may_unlock: bool
    may_appoint: bool
    may_reset: bool
    link: JoinLink = field(default_factory=JoinLink)

    section = "heroes"


@dataclass(frozen=True)
class HeroForm(Page, template="heroes/edit.html"):
    """The form for name, handle, title and time zone. `edited` is the name as stored."""

    hero_id: int
    edited: str
    form: Form[HeroProfile]
    zones: Sequence[str]

    section = "heroes"


def local_time(zone: str) -> LocalTime:
    """The time there now."""
    return LocalTime(city(zone), clock_in(zone))


def heroes_page(access: Access, after: int | None) -> HeroesPage:
    """A page of everybody."""
    lines = access.hero_directory(after)
    ids = [line.face.id for line in lines]
    places, loads = access.places(ids), access.loads(ids)
    return HeroesPage(
        entries=[
            HeroEntry(
                line,
                local_time(line.time_zone),
                places.get(line.face.id, ()),
                loads.get(line.face.id, Load()),
                _away(line),
            )
            for line in lines
        ],
        more=f"/heroes?after={ids[-1]}" if len(ids) == PAGE else "",
        homes=[link.team for link in access.hero.memberships if _welcomes(access.hero, link.team)],
    )


def hero_page(
    access: Access,
    hero: Hero,
    *,
    after: int | None = None,
    finished_after: int | None = None,
    link: JoinLink | None = None,
) -> HeroPage:
    """One hero, with a page of what they carry from behind the todo `after`, and of what they finished from behind
    `finished_after`."""
    lines, links = access.hero_lines(hero, after), access.to_hand_over(hero)
    finished = access.finished_lines(hero, FINISHED_DAYS, finished_after, FINISHED)
    return HeroPage(
        hero=hero,
        local=local_time(hero.time_zone),
        places=[(_place(link), _(ROLES[link.role])) for link in links],
        load=access.loads([hero.id]).get(hero.id, Load()),
        finished_count=access.finished_count(hero.id, FINISHED_DAYS),
        rows=[todo_row(line, access.hero) for line in lines],
        more=f"/heroes/{hero.id}?after={lines[-1].id}" if len(lines) == PAGE else "",
        finished=[todo_row(line, access.hero) for line in finished],
        more_finished=(
            f"/heroes/{hero.id}?finished_after={finished[-1].id}#hero-done" if len(finished) == FINISHED else ""
        ),
        may_edit=may(access.hero, "hero.edit", hero),
        may_merge=hero.id != access.hero.id and may(access.hero, "hero.merge", hero),
        may_hand_over=any(may(access.hero, "membership.hand_over", link) for link in links),
        may_cover=any(may(access.hero, "cover.arrange", link) for link in links),
        away=away_words(access.covers_of(hero)),
        may_deactivate=hero.id != access.hero.id and may(access.hero, "hero.deactivate", hero),
        may_delete=may(access.hero, "hero.trash", hero),
        may_invite=_may_invite(access.hero, hero),
        may_unlock=hero.id != access.hero.id and not hero.deactivated and access.loses_second_factor(hero),
        may_appoint=hero.id != access.hero.id and may(access.hero, "hero.appoint", hero),
        may_reset=hero.id != access.hero.id and hero.can_sign_in and may(access.hero, "hero.reset", hero),
        link=link or JoinLink(),
    )


def _away(line: HeroLine) -> str:
    return away_note(line.away_until) if line.away_until else ""


def _place(link: Membership) -> Place:
    return Place(link.team_id, link.team.name, link.team.colour, link.role)


def _may_invite(viewer: Hero, hero: Hero) -> bool:
    able = hero.id != viewer.id and not (hero.can_sign_in or hero.deactivated)
    return able and may(viewer, "hero.invite", hero)


def hero_form(hero: Hero, form: Form[HeroProfile] | None = None) -> HeroForm:
    """The form as it was typed, or with what is stored."""
    return HeroForm(hero.id, hero.name, form or opened(HeroProfile, hero), time_zones())


def join_link(access: Access, hero: Hero, origin: str, settings: Settings) -> JoinLink:
    """A new link for a hero, in place of earlier ones. Raises Forbidden, Conflict."""
    url = f"{origin}{access.link_for(hero)}"
    email = hero.login.email if hero.login else ""
    bag = mailbag(settings, f"/heroes/{hero.id}/invitation/mail", url, email)
    return JoinLink(hero.first_name, url, long_date((now() + INVITATION_LASTS).date()), bag)


def _welcomes(hero: Hero, team: Team) -> bool:
    return not team.is_private and not team.trashed and may(hero, "team.enlist", team)
