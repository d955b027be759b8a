"""/heroes/{id}/deletion shows what a hero leaves; DELETE /heroes/{id} puts them in the trash."""

from dataclasses import dataclass

from starlette.responses import Response

from app.access.fate import HeroFate, TeamName
from app.i18n import _, ngettext
from app.models import Hero
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.deletions.views import (
    Line,
    Preview,
    PreviewPage,
    WayOut,
    ask,
    gone,
    lines,
    named,
    quoted,
    still_open,
    undoable,
)

router = Router()


@dataclass(frozen=True)
class HeroPreviewPage(PreviewPage):
    """The preview among the heroes."""

    section = "heroes"


@router.get("/heroes/{hero_id}/deletion")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What the hero leaves."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.trash", hero)
    fate = ctx.access.hero_fate(hero)
    view = Preview(
        question=_("Delete %(hero)s?") % {"hero": hero.name},
        lede=undoable(ctx.settings.trash_days),
        goes=goes(fate),
        nothing=_("Nothing but the hero: no team, no todo."),
        touches=_touches(fate, hero, ctx.hero),
        stays=_stays(fate),
        action=f"/heroes/{hero.id}",
        button=_("Delete %(hero)s") % {"hero": hero.first_name},
        keep=f"/heroes/{hero.id}",
        keep_words=_("Keep %(hero)s") % {"hero": hero.first_name},
        held=_held(fate, hero),
        ways_out=[
            WayOut(_("Roster of %(team)s") % {"team": team.name}, f"/teams/{team.id}/roster")
            for team in fate.only_owner_of.first
        ],
    )
    return ask(ctx, HeroPreviewPage(view))


@router.delete("/heroes/{hero_id}")
def destroy(ctx: Ctx, hero_id: Id) -> Response:
    """Put the hero in the trash."""
    ctx.access.trash_hero(ctx.access.with_trash(Hero, hero_id))
    return gone(ctx, f"hero-{hero_id}", "/heroes")


def goes(fate: HeroFate) -> list[Line]:
    """What a hero leaves, line by line."""
    teams, assigned, own = fate.teams.total, fate.assigned.todos, fate.own.todos
    names = named(fate.teams, _name)
    return lines(
        Line(teams, ngettext("team that they leave", "teams that they leave", teams), first=names),
        Line(
            assigned,
            ngettext("todo in their hands", "todos in their hands", assigned),
            still_open(fate.assigned),
            quoted(fate.assigned),
        ),
        Line(own, ngettext("todo of their own", "todos of their own", own), _("which only they see")),
    )


def _name(team: TeamName) -> str:
    return team.name


def _touches(fate: HeroFate, hero: Hero, by: Hero) -> list[str]:
    said = []
    if fate.unattended:
        left = ngettext(
            "%(n)d open todo will be in nobody’s hands.", "%(n)d open todos will be in nobody’s hands.", fate.unattended
        )
        said.append(left % {"n": fate.unattended})
    if hero.id == by.id:
        said.append(_("You will be signed out, and somebody else has to bring you back."))
    elif hero.can_sign_in:
        said.append(_("%(hero)s cannot sign in any more.") % {"hero": hero.first_name})
    return said


def _stays(fate: HeroFate) -> str:
    if not fate.comments:
        return _("The teams and all todos in them.")
    return ngettext(
        "The teams, all todos in them, and %(n)d comment under their name.",
        "The teams, all todos in them, and %(n)d comments under their name.",
        fate.comments,
    ) % {"n": fate.comments}


def _held(fate: HeroFate, hero: Hero) -> str:
    if fate.last_admin:
        return _("%(hero)s is the last admin. Make somebody else an admin first.") % {"hero": hero.first_name}
    if fate.only_owner_of.total:
        teams = named(fate.only_owner_of, _name)
        return _("%(hero)s is the only owner of %(teams)s. Make somebody else an owner first.") % {
            "hero": hero.first_name,
            "teams": teams,
        }
    return ""
