"""/admin/invitations: every link that lets somebody in, and the buttons that end it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access.faces import Face
from app.access.paging import PAGE
from app.models import Hero, OneTimeLink, Team
from app.paths import id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, tabs
from app.web.teams.invitation_views import InvitationRow, invitation_row
from app.wording import moment

router = Router()


@dataclass(frozen=True)
class LinkLine:
    """A link to a password in words; to the `first` one of its hero, or to another."""

    id: int
    face: Face
    first: bool
    until: str


@dataclass(frozen=True)
class AdminInvitationsPage(AdminPage, template="admin/invitations.html"):
    """A page of invitations to teams, and one of links to a password."""

    invitations: Sequence[tuple[Team, InvitationRow]]
    links: Sequence[LinkLine]
    more_invitations: str
    more_links: str


@router.get("/admin/invitations")
def index(ctx: Ctx, invitation: str | None = None, link: str | None = None) -> Response:
    """Those that still work, the newest first, from behind that invitation and that link."""
    found = ctx.access.working_invitations(id_key(invitation))
    links = ctx.access.working_links(id_key(link))
    working = [(one.team, invitation_row(one)) for one in found if one.works]
    more = f"/admin/invitations?invitation={found[-1].id}#to-teams" if len(found) == PAGE else ""
    more_links = f"/admin/invitations?link={links[-1].id}#to-passwords" if len(links) == PAGE else ""
    lines = [_line(one, one.hero) for one in links if one.hero and not one.orphaned]
    return page(ctx, AdminInvitationsPage(tabs("invitations"), working, lines, more, more_links))


def _line(link: OneTimeLink, hero: Hero) -> LinkLine:
    return LinkLine(link.id, Face.of(hero), not hero.can_sign_in, moment(link.expires_at))
