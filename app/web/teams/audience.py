"""/teams/{id}/audience: who sees a team and all that is in it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access import Access
from app.access.audience import Seer
from app.access.faces import Face
from app.access.paging import PAGE
from app.i18n import _
from app.models import Role, Team
from app.paths import Id, id_key
from app.rendering import Page, page
from app.request import Ctx, Router

router = Router()


@dataclass(frozen=True)
class SeerLine:
    """Somebody, and why they see it."""

    face: Face
    reason: str
    is_me: bool
    arrived: bool
    known: bool


@dataclass(frozen=True)
class AudiencePage(Page, template="teams/audience.html"):
    """Who sees something of a team; `back` leads there."""

    title: str
    lede: str
    name: str
    back: str
    team: Team
    seers: Sequence[SeerLine]
    more: str

    section = "teams"

    @property
    def paper(self) -> Team:
        """The team's."""
        return self.team


@router.get("/teams/{team_id}/audience")
def show(ctx: Ctx, team_id: Id, after: str | None = None) -> Response:
    """A page of them by name, from behind the hero `after`."""
    team = ctx.access.team(team_id)
    title = _("Who sees %(team)s") % {"team": team.name}
    return page(ctx, audience_page(ctx.access, team, title, team.name, f"/teams/{team.id}", id_key(after)))


def audience_page(
    access: Access, team: Team, title: str, name: str, back: str, after: int | None = None
) -> AudiencePage:
    """Who sees the thing at the address `back`, which is the team or in it."""
    seers = access.audience(team, after)
    lede = _("You alone: it is your own team, which not even admins see.") if team.is_private else _whole(team)
    return AudiencePage(
        title=title,
        lede=lede,
        name=name,
        back=back,
        team=team,
        seers=[_line(access, seer) for seer in seers],
        more=f"{back}/audience?after={seers[-1].face.id}" if len(seers) == PAGE else "",
    )


def _whole(team: Team) -> str:
    return _(
        "Whoever is on %(team)s sees all that is in it, and so do the admins of this Sidekick. Nobody else finds it."
    ) % {"team": team.name}


def _line(access: Access, seer: Seer) -> SeerLine:
    return SeerLine(seer.face, _reason(seer.role), seer.face.id == access.hero.id, seer.arrived, seer.known)


def _reason(role: Role | None) -> str:
    if role is None:
        return _("Admin of this Sidekick: sees every team that is not somebody’s own")
    return {
        Role.OWNER: _("Owner of the team: does everything here"),
        Role.MEMBER: _("Member of the team: works on everything here"),
        Role.GUEST: _("Guest of the team: sees everything, works on what is assigned to them"),
    }[role]
