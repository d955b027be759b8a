"""/heroes/{id}/history: who changed what of a hero, and of their places on teams."""

from starlette.responses import Response

from app.i18n import _
from app.models import Hero
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.changes.history_page import history_page
from app.web.changes.in_trash import restorable

router = Router()


@router.get("/heroes/{hero_id}/history")
def index(ctx: Ctx, hero_id: Id, before: str = "") -> Response:
    """A page of it, from behind the change `before`; of a hero in the trash for whoever may restore them."""
    hero = restorable(ctx.access, ctx.access.with_trash(Hero, hero_id))
    past = ctx.access.past_of_hero(hero, id_key(before))
    title = _("History of %(hero)s") % {"hero": hero.name}
    return page(ctx, history_page(ctx, hero, past, title=title, name=hero.name, team=None))
