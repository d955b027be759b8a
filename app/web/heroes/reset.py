"""/heroes/{id}/reset: an admin gives a hero who forgot their password a link behind which they choose another; …/mail
sends it to them."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.clock import now
from app.errors import Conflict
from app.forms import Form, bind, empty
from app.i18n import Viewer, viewing
from app.models import Hero
from app.models.credentials import ResetMailing, SecondFactorStart
from app.models.one_time_link import RESET_LASTS
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, replace, swaps
from app.request import Ctx, Router
from app.web.heroes.invitation import once, origin
from app.web.heroes.views import JoinLink, hero_page
from app.web.mailing import help_letter, mail_to, needs_mail, own_mailbag
from app.web.proof import asks, doubt
from app.wording import long_date

router = Router()


@dataclass(frozen=True)
class ResetPage(Page, template="heroes/reset.html"):
    """What it means, before it is done. `held` is why it cannot be."""

    hero: Hero
    form: Form[SecondFactorStart]
    asks: bool
    held: str

    section = "heroes"


@router.get("/heroes/{hero_id}/reset")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What it means."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.reset", hero)
    return page(ctx, _reset(ctx, hero, empty(SecondFactorStart)))


@router.post("/heroes/{hero_id}/reset")
def create(ctx: Ctx, hero_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Make the link and show it, this once."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.reset", hero)
    hero.keep_reachable()

    def show_again(status: int) -> Response:
        return swaps(ctx, otherwise=_reset(ctx, hero, form), status=status)

    if refusal := doubt(ctx, form, "current_password", show_again):
        return refusal
    url = f"{origin(ctx)}{ctx.access.reset_link_for(hero)}"
    bag = own_mailbag(ctx.settings, _mail_path(hero), url, hero)
    link = JoinLink(hero.first_name, url, long_date((now() + RESET_LASTS).date()), bag)
    return once(swaps(ctx, otherwise=hero_page(ctx.access, hero, link=link)))


@router.post("/heroes/{hero_id}/reset/mail")
def mail_it(ctx: Ctx, hero_id: Id, form: Annotated[Form[ResetMailing], bind(ResetMailing)]) -> Response:
    """Mail the link that is shown to the address with which they sign in; whatever becomes of that, it is shown on."""
    hero = ctx.access.known_hero(hero_id)
    token = str(form.values["token"])
    given = ctx.access.given_link(hero, token, "hero.reset")
    needs_mail(ctx.settings)
    hero.keep_reachable()
    url, until = f"{origin(ctx)}/join/{token}", long_date(given.expires_at.date())
    with viewing(Viewer(hero.locale, hero.time_zone)):
        letter = help_letter(ctx.hero.name, hero.first_name, url, long_date(given.expires_at.date()))
    bag = mail_to(ctx, hero, token, _mail_path(hero), *letter)
    link = JoinLink(hero.first_name, url, until, bag)
    whole = hero_page(ctx.access, hero, link=link)
    return once(swaps(ctx, replace(link), otherwise=whole, status=422 if bag.form.errors else 200))


def _mail_path(hero: Hero) -> str:
    return f"/heroes/{hero.id}/reset/mail"


def _reset(ctx: Ctx, hero: Hero, form: Form[SecondFactorStart]) -> ResetPage:
    try:
        hero.keep_reachable()
    except Conflict as refusal:
        return ResetPage(hero, form, asks(ctx), refusal.message)
    return ResetPage(hero, form, asks(ctx), "")
