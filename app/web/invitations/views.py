"""The pages behind a link that invites to a team."""

from dataclasses import dataclass

from pydantic import BaseModel
from starlette.responses import Response

from app.forms import Form
from app.models import Invitation, Role
from app.models.credentials import Account
from app.rendering import OpenPage, open_page
from app.request import Ctx, OpenCtx

GONE = 410


class Joining(BaseModel):
    """The form of somebody who is signed in: a press of its button says everything."""


@dataclass(frozen=True)
class Offer:
    """What a link offers, and who made it."""

    token: str
    team_id: int
    team: str
    guest: bool
    maker: str


@dataclass(frozen=True)
class JoinTeamPage(OpenPage, template="invitations/join.html"):
    """The question to somebody who is signed in."""

    offer: Offer
    me: str
    form: Form[Joining]


@dataclass(frozen=True)
class ThereAlreadyPage(OpenPage, template="invitations/there.html"):
    """The answer to somebody who is on the team."""

    offer: Offer


@dataclass(frozen=True)
class NewcomerPage(OpenPage, template="invitations/newcomer.html"):
    """Two ways in for somebody who is not signed in: by their login, or with a new one."""

    offer: Offer
    form: Form[Account]


@dataclass(frozen=True)
class GonePage(OpenPage, template="invitations/gone.html"):
    """What every link gets that lets nobody in, whatever the reason: so it tells nothing to who guesses."""

    signed_in: bool


def offer(token: str, link: Invitation) -> Offer:
    """What this link offers."""
    return Offer(token, link.team_id, link.team.name, link.role is Role.GUEST, link.maker.name)


def gone(ctx: Ctx | OpenCtx) -> Response:
    """The answer where a link lets nobody in."""
    return open_page(GonePage(ctx.hero is not None), GONE)
