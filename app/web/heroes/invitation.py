"""/heroes/{id}/invitation: POST makes a link by which a hero without a password gets in, DELETE ends what was given out
for a hero; …/mail sends it to them."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.i18n import Viewer, viewing
from app.models.credentials import Mailing
from app.paths import Id, back_to
from app.rendering import replace, swaps
from app.request import Ctx, Router
from app.web.heroes.views import JoinLink, hero_page, join_link
from app.web.mailing import hero_letter, mail, needs_mail
from app.wording import long_date

router = Router()


def origin(ctx: Ctx) -> str:
    """What links that people are to type or to send on start with."""
    return ctx.settings.public_url or str(ctx.request.base_url).rstrip("/")


def once(response: Response) -> Response:
    """Keep an answer with a secret in it out of every store, so that it is shown only once."""
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/heroes/{hero_id}/invitation")
def create(ctx: Ctx, hero_id: Id) -> Response:
    """Make the link and show it, this once."""
    hero = ctx.access.known_hero(hero_id)
    link = join_link(ctx.access, hero, origin(ctx), ctx.settings)
    return once(swaps(ctx, replace(link), otherwise=hero_page(ctx.access, hero, link=link)))


@router.delete("/heroes/{hero_id}/invitation")
def destroy(ctx: Ctx, hero_id: Id) -> Response:
    """End the links to a password that were given out for the hero; a second time does nothing."""
    hero = ctx.access.known_hero(hero_id)
    ctx.access.end_links_of(hero)
    return swaps(ctx, otherwise=back_to(ctx.request, f"/heroes/{hero.id}"))


@router.post("/heroes/{hero_id}/invitation/mail")
def mail_it(ctx: Ctx, hero_id: Id, form: Annotated[Form[Mailing], bind(Mailing)]) -> Response:
    """Mail the link that is shown; whatever becomes of that, it is shown on."""
    hero = ctx.access.known_hero(hero_id)
    given = ctx.access.given_link(hero, str(form.values["token"]))
    needs_mail(ctx.settings)
    url, until = f"{origin(ctx)}/join/{form.values['token']}", long_date(given.expires_at.date())
    with viewing(Viewer(hero.locale, hero.time_zone)):
        letter = hero_letter(ctx.hero.name, hero.first_name, url, long_date(given.expires_at.date()))
    bag = mail(ctx, form, ctx.request.url.path, *letter)
    link = JoinLink(hero.first_name, url, until, bag)
    whole = hero_page(ctx.access, hero, link=link)
    return once(swaps(ctx, replace(link), otherwise=whole, status=422 if bag.form.errors else 200))
