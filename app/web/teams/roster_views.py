"""The roster of a team as a page, row by row, with the boxes that add to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.access import Access
from app.access.faces import Face
from app.access.load import Load
from app.access.paging import PAGE
from app.access.rosters import Absentee, RosterLine
from app.forms import Form, empty
from app.i18n import _
from app.models import Role, Team, may
from app.rendering import Fragment
from app.web.changes.values import ROLES
from app.web.heroes.views import JoinLink, LocalTime, local_time
from app.web.teams.shapes import Recruits, RoleChange
from app.web.teams.views import TeamPage, masthead
from app.wording import listing, long_date


@dataclass(frozen=True)
class RosterRow(Fragment, template="teams/_roster_row.html"):
    """A hero on the team. `roles` are offered to those who may lead; `fixed` because the team needs an owner;
    `may_end`: the viewer may take them off it, or leave; `form` is there where somebody else gave another role
    meanwhile."""

    team: Team
    line: RosterLine
    local: LocalTime
    load: Load
    role: str
    roles: Sequence[tuple[str, str]]
    is_me: bool
    fixed: bool
    may_end: bool
    form: Form[RoleChange] | None = None

    @property
    def id(self) -> str:
        """`hero-3`"""
        return f"hero-{self.line.face.id}"


@dataclass(frozen=True)
class NotHere:
    """A hero without a password. `until` is the last day of their link, empty without one."""

    face: Face
    email: str
    until: str
    may_invite: bool


@dataclass(frozen=True)
class RosterPage(TeamPage, template="teams/roster.html"):
    """The roster; what only those who lead see is empty for others."""

    rows: Sequence[RosterRow]
    count: int
    more: str
    may_lead: bool
    owners: str
    form: Form[Recruits]
    pick: Form[Recruits]
    roles: Sequence[tuple[str, str]]
    candidates: Sequence[tuple[int, str]]
    q: str
    absent: Sequence[NotHere]
    said: str = ""
    link: JoinLink = field(default_factory=JoinLink)


def role_options() -> list[tuple[str, str]]:
    """Roles to choose from, what most people are first."""
    return [(role.value, _(ROLES[role])) for role in (Role.MEMBER, Role.GUEST, Role.OWNER)]


def roster_rows(access: Access, team: Team, lines: Sequence[RosterLine], owners: Mapping[int, str]) -> list[RosterRow]:
    """The rows of these lines as the viewer sees them; `owners` are those of the team."""
    loads = access.loads([line.face.id for line in lines])
    roles = role_options() if may(access.hero, "membership.change_role", team) else []
    return [
        RosterRow(
            team=team,
            line=line,
            local=local_time(line.time_zone),
            load=loads.get(line.face.id, Load()),
            role=_(ROLES[line.role]),
            roles=roles,
            is_me=line.face.id == access.hero.id,
            fixed=list(owners) == [line.face.id],
            may_end=(bool(roles) or line.face.id == access.hero.id) and team.awake and not team.is_private,
        )
        for line in lines
    ]


def roster_page(
    access: Access,
    team: Team,
    *,
    after: int | None = None,
    q: str = "",
    form: Form[Recruits] | None = None,
    said: str = "",
    link: JoinLink | None = None,
) -> RosterPage:
    """A page of the roster, from behind the hero `after`; `q` searches those who could be added."""
    lines = access.roster_lines(team, after)
    owners = access.owners(team)
    picking = form is not None and bool(form.values.get("picking"))
    may_lead = may(access.hero, "team.enlist", team) and not team.is_private
    return RosterPage(
        masthead=masthead(access, team, "roster"),
        rows=roster_rows(access, team, lines, owners),
        count=access.roster_count(team),
        more=f"/teams/{team.id}/roster?after={lines[-1].face.id}" if len(lines) == PAGE else "",
        may_lead=may_lead,
        owners=listing(list(owners.values())),
        form=form if form and not picking else empty(Recruits),
        pick=form if form and picking else empty(Recruits),
        roles=role_options(),
        candidates=[(face.id, face.name) for face in access.candidates(team, q)] if may_lead else [],
        q=q,
        absent=[_not_here(access, one) for one in access.absentees(team)] if may_lead else [],
        said=said,
        link=link or JoinLink(),
    )


def on_already(names: Sequence[str]) -> str:
    """Who was there before: "Ana is on the team already."; empty where nobody was."""
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s is on the team already.") % {"name": names[0]}
    return _("%(names)s are on the team already.") % {"names": listing(names)}


def _not_here(access: Access, one: Absentee) -> NotHere:
    until = long_date(one.link_until.date()) if one.link_until else ""
    return NotHere(one.face, one.email or "", until, access.hero.is_admin or not one.elsewhere)
