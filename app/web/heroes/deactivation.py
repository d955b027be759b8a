"""/heroes/{id}/deactivation: what it means to deactivate a hero; POST does it, DELETE brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access import Access
from app.access.fate import HeroFate
from app.i18n import _, ngettext
from app.models import Hero
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.deletions.views import named

router = Router()


@dataclass(frozen=True)
class DeactivationPage(Page, template="heroes/deactivation.html"):
    """What it means, before it is done or taken back. `held` is why it cannot be; `holds`: there is something to hand
    over first."""

    hero: Hero
    means: Sequence[str]
    stays: Sequence[str]
    held: str
    holds: bool

    section = "heroes"


@router.get("/heroes/{hero_id}/deactivation")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What becomes of the hero."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.deactivate", hero)
    own = hero.id == ctx.hero.id
    fate = ctx.access.hero_fate(hero)
    return page(
        ctx,
        DeactivationPage(
            hero=hero,
            means=_means(ctx.access, hero, fate),
            stays=_stays(fate),
            held=_("You cannot deactivate yourself. Another admin can.") if own else "",
            holds=fate.assigned.open > 0,
        ),
    )


@router.post("/heroes/{hero_id}/deactivation")
def create(ctx: Ctx, hero_id: Id) -> Response:
    """Shut them out; a second time does nothing."""
    hero = ctx.access.known_hero(hero_id)
    ctx.access.deactivate_hero(hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


@router.delete("/heroes/{hero_id}/deactivation")
def destroy(ctx: Ctx, hero_id: Id) -> Response:
    """Let them in again; a second time does nothing."""
    hero = ctx.access.known_hero(hero_id)
    hero.reactivate(by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


def _means(access: Access, hero: Hero, fate: HeroFate) -> list[str]:
    browsers = access.browsers_of(hero)
    alone = _("Nobody else owns %(teams)s: only an admin can do there what takes an owner.") % {
        "teams": named(fate.only_owner_of, lambda team: team.name)
    }
    return [
        ngettext(
            "%(hero)s is signed out of %(n)d browser, where the next click leads to the sign-in page.",
            "%(hero)s is signed out of %(n)d browsers, where the next click leads to the sign-in page.",
            browsers,
        )
        % {"hero": hero.first_name, "n": browsers}
        if browsers
        else _("%(hero)s is signed in nowhere right now.") % {"hero": hero.first_name},
        _("Nothing lets them in any more: no password, passkey or code, and no new link."),
        _("Links to a password that they were given and have not used end for good."),
        _("Links by which they invited others let nobody in, until they are reactivated."),
        *([alone] if fate.only_owner_of.total else []),
    ]


def _stays(fate: HeroFate) -> list[str]:
    teams = named(fate.teams, lambda team: team.name)
    todos = ngettext(
        "%(n)d open todo stays in their hands.", "%(n)d open todos stay in their hands.", fate.assigned.open
    )
    return [
        *([_("They stay on their teams: %(teams)s.") % {"teams": teams}] if fate.teams.total else []),
        *([todos % {"n": fate.assigned.open}] if fate.assigned.open else []),
        _("Their name stays wherever it stands, and so does the history."),
    ]
