"""/teams/{id}/invitations: links by which people join a team; POST makes one, …/mail sends it, DELETE ends one."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.i18n import _
from app.models import InvitationCreate, Team
from app.models.credentials import Mailing
from app.models.rules import require
from app.paths import Id, back_to, id_key
from app.rendering import page, pop_up, replace, swaps
from app.request import Ctx, Router
from app.toasts import Toast
from app.web.heroes.invitation import once, origin
from app.web.mailing import mail, mailbag, needs_mail, team_letter
from app.web.teams.invitation_views import (
    invitation_list,
    invitation_row,
    invitations_page,
    mail_path,
    new_invitation,
    shown_once,
)
from app.wording import moment

router = Router()


@router.get("/teams/{team_id}/invitations")
def index(ctx: Ctx, team_id: Id, after: str | None = None) -> Response:
    """A page of the links, for those who may make them."""
    return page(ctx, invitations_page(ctx.access, _led(ctx, team_id), after=id_key(after)))


@router.post("/teams/{team_id}/invitations")
def create(ctx: Ctx, team_id: Id, form: Annotated[Form[InvitationCreate], bind(InvitationCreate)]) -> Response:
    """Make a link and show it, this once."""
    team = _led(ctx, team_id)
    if form.errors:
        whole = invitations_page(ctx.access, team, form=form)
        return swaps(ctx, replace(new_invitation(team, form)), otherwise=whole, status=422)
    invitation, path = ctx.access.invite(team, form.data)
    url = f"{origin(ctx)}{path}"
    link = shown_once(invitation, url, mailbag(ctx.settings, mail_path(invitation), url))
    parts = replace(invitation_list(ctx.access, team)), replace(new_invitation(team)), replace(link)
    return once(swaps(ctx, *parts, otherwise=invitations_page(ctx.access, team, link=link)))


@router.post("/teams/{team_id}/invitations/{link_id}/mail")
def mail_it(ctx: Ctx, team_id: Id, link_id: Id, form: Annotated[Form[Mailing], bind(Mailing)]) -> Response:
    """Mail the link that is shown; whatever becomes of that, it is shown on."""
    team = _led(ctx, team_id)
    given = ctx.access.given_team_link(team, link_id, str(form.values["token"]))
    needs_mail(ctx.settings)
    url = f"{origin(ctx)}/invitations/{form.values['token']}"
    letter = team_letter(ctx.hero.name, team.name, url, moment(given.expires_at))
    bag = mail(ctx, form, mail_path(given), *letter)
    link = shown_once(given, url, bag)
    whole = invitations_page(ctx.access, team, link=link)
    return once(swaps(ctx, replace(link), otherwise=whole, status=422 if bag.form.errors else 200))


@router.delete("/teams/{team_id}/invitations/{link_id}")
def destroy(ctx: Ctx, team_id: Id, link_id: Id) -> Response:
    """Let nobody in any more by this link; a second time does nothing."""
    team = _led(ctx, team_id)
    link = ctx.access.team_link(team, link_id)
    link.revoke(by=ctx.hero)
    row = invitation_row(link)
    told = Toast(_("The link lets nobody in any more. Who came by it stays on the team."))
    return swaps(
        ctx, replace(row), pop_up(told), otherwise=back_to(ctx.request, f"/teams/{team.id}/invitations", row.id)
    )


def _led(ctx: Ctx, team_id: int) -> Team:
    """The team, if others can join it and the hero may let them. Raises NotFound, Forbidden, Conflict."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "invitation.make", team)
    team.keep_private()
    return team
