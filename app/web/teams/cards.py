"""/teams: all teams as cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.cards import ArchivedTeam, Crowd, NextDue, TeamCard
from app.access.paging import PAGE
from app.clock import exact
from app.i18n import _, ngettext, viewer
from app.models import Role
from app.rendering import Fragment, Page
from app.web.teams.views import Clock, clock_in
from app.wording import Due, due, long_date, number, so_many


@dataclass(frozen=True)
class Card(Fragment, template="teams/_card.html"):
    """A team: where it is, what is due next (title and words), who is on it, and how the viewer stands to it."""

    team: TeamCard
    clock: Clock
    next: Sequence[tuple[str, Due | None]]
    crowd: Crowd
    standing: str

    @property
    def id(self) -> str:
        """`team-6`"""
        return f"team-{self.team.id}"


@dataclass(frozen=True)
class TeamsPage(Page, template="teams/index.html"):
    """The viewer's teams; for an admin a page of the others too, `more` is where the rest of these is. Then a page of
    the archived ones, with the words for since when."""

    caption: str
    own: Sequence[Card]
    others: Sequence[Card]
    more: str
    archived: Sequence[tuple[ArchivedTeam, str]] = ()
    more_archived: str = ""

    section = "teams"


def archived_page(access: Access, after: int | None) -> TeamsPage:
    """Archived teams alone, from behind the team `after`."""
    return TeamsPage(_("Further on"), (), (), "", *_archived(access, after))


def _archived(access: Access, after: int | None = None) -> tuple[list[tuple[ArchivedTeam, str]], str]:
    teams = access.archived_teams(after)
    words = [
        (team, _("since %(day)s") % {"day": long_date(team.since.astimezone(viewer().clock).date())}) for team in teams
    ]
    return words, f"/teams?archived={teams[-1].id}" if len(teams) == PAGE else ""


def teams_page(access: Access, after: int | None = None) -> TeamsPage:
    """All teams; from behind the team `after` only those that the viewer is not on."""
    own, others = [] if after else access.own_cards(), access.other_cards(after)
    ids = [card.id for card in (*own, *others)]
    due_next, crowds = access.next_due(ids), access.crowds(ids)

    def card(team: TeamCard) -> Card:
        return _card(team, due_next.get(team.id, ()), crowds.get(team.id, Crowd()))

    words = ngettext("%(count)s team, one sidekick", "%(count)s teams, one sidekick", len(own))
    archived, more_archived = ([], "") if after else _archived(access)
    return TeamsPage(
        archived=archived,
        more_archived=more_archived,
        caption=words % {"count": number(len(own))} if own else _("Further on"),
        own=[card(team) for team in own],
        others=[card(team) for team in others],
        more=f"/teams?after={others[-1].id}" if len(others) == PAGE else "",
    )


def _card(team: TeamCard, due_next: Sequence[NextDue], crowd: Crowd) -> Card:
    words = [(todo.title, due(todo.due_on, todo.due_at, None, exact(), viewer().clock)) for todo in due_next]
    return Card(team, clock_in(team.time_zone), words, crowd, _standing(team))


def _standing(team: TeamCard) -> str:
    """How much there is to do, and the viewer's role: "16 open, 2 late. You own it"."""
    load = _("%(count)s open") % {"count": so_many(team.open_count)} if team.open_count else _("Nothing open")
    if team.late_count:
        load = _("%(open)s, %(count)s late") % {"open": load, "count": so_many(team.late_count)}
    if team.is_private or team.role is None:
        return load
    role = {Role.OWNER: _("You own it"), Role.MEMBER: _("Member"), Role.GUEST: _("Guest")}[team.role]
    return _("%(load)s. %(role)s") % {"load": load, "role": role}
