"""POST /heroes/{id}/invitation: a new link by which a hero without a password gets in."""

from starlette.responses import Response

from app.paths import Id
from app.rendering import replace, swaps
from app.request import Ctx, Router
from app.web.heroes.views import hero_page, join_link

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
    link = join_link(ctx.access, hero, origin(ctx))
    return once(swaps(ctx, replace(link), otherwise=hero_page(ctx.access, hero, link=link)))
