"""/heroes/{id}/merger: two heroes who are one person become one, after a look at what moves and what is doubled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.access import Access
from app.access.fate import Listed, TeamName
from app.access.hero_merging import Union
from app.forms import Form, bind, empty
from app.i18n import _, ngettext
from app.models import Hero
from app.models.rules import require
from app.paths import Id, id_key, search_words
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.deletions.views import Line, lines, named, quoted
from app.web.teams.shapes import MergeForm

router = Router()


@dataclass(frozen=True)
class HeroMergePage(Page, template="heroes/merger.html"):
    """The heroes that the hero could go `into`, found by `q`; once one is chosen, what would become of both. `held` is
    why they cannot be merged as they are, `turned` where the other way round would do."""

    hero: Hero
    into: Hero | None
    others: Sequence[Hero]
    q: str
    becomes: Sequence[Line]
    besides: Sequence[str]
    held: str
    turned: bool
    form: Form[MergeForm]

    section = "heroes"


@router.get("/heroes/{hero_id}/merger")
def show(ctx: Ctx, hero_id: Id, into: str = "", q: str = "") -> Response:
    """Into whom they could go; with `into` what would become of both."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.merge", hero)
    other = id_key(into)
    return page(ctx, merge_page(ctx.access, hero, _other(ctx, hero, other) if other else None, search_words(q)))


@router.post("/heroes/{hero_id}/merger")
def merge(ctx: Ctx, hero_id: Id, form: Annotated[Form[MergeForm], bind(MergeForm)]) -> Response:
    """Merge them, in one step."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.merge", hero)
    if form.errors or form.data.into == hero.id:
        form.errors.setdefault("into", _("Choose another hero to merge them into. Nothing was changed."))
        return swaps(ctx, otherwise=merge_page(ctx.access, hero, None, form=form), status=422)
    into = ctx.access.known_hero(form.data.into)
    ctx.access.merge_heroes(hero, into)
    return swaps(ctx, otherwise=f"/heroes/{into.id}")


def merge_page(
    access: Access, hero: Hero, into: Hero | None, q: str = "", form: Form[MergeForm] | None = None
) -> HeroMergePage:
    """The page, before and after the other hero is chosen."""
    union = access.union(hero, into) if into else None
    held = _held(access, hero, into, union) if into and union else ""
    return HeroMergePage(
        hero=hero,
        into=into,
        others=[] if into else access.mergers(hero, q),
        q=q,
        becomes=_becomes(hero, into, union) if into and union else [],
        besides=_besides(hero, into, union) if into and union else [],
        held=held,
        turned=bool(into and held and hero.can_sign_in and not into.can_sign_in) or hero.id == access.hero.id,
        form=form or empty(MergeForm),
    )


def _other(ctx: Ctx, hero: Hero, other_id: int) -> Hero | None:
    into = ctx.access.known_hero(other_id)
    return into if into.id != hero.id else None


def _held(access: Access, hero: Hero, into: Hero, union: Union) -> str:
    if union.archived.total:
        return _("%(teams)s must be brought back from the archive first: nothing changes in an archived team.") % {
            "teams": _names(union.archived)
        }
    if union.fate.last_admin:
        return _("%(hero)s is the last admin. Make somebody else an admin first.") % {"hero": hero.first_name}
    return access.held_apart(hero, into)


def _becomes(hero: Hero, into: Hero, union: Union) -> list[Line]:
    name = {"hero": hero.name, "into": into.name}
    joins, rises, stays, given = union.joins.total, union.rises.total, union.stays.total, union.given.todos
    return lines(
        Line(
            joins,
            ngettext("team that %(into)s joins", "teams that %(into)s joins", joins) % name,
            first=_names(union.joins),
        ),
        Line(
            rises,
            ngettext(
                "team that both are on, where %(into)s gets the stronger role of %(hero)s",
                "teams that both are on, where %(into)s gets the stronger role of %(hero)s",
                rises,
            )
            % name,
            first=_names(union.rises),
        ),
        Line(
            stays,
            ngettext(
                "team that both are on, where %(into)s keeps their role",
                "teams that both are on, where %(into)s keeps their role",
                stays,
            )
            % name,
            first=_names(union.stays),
        ),
        Line(
            given,
            ngettext("todo that %(into)s is given", "todos that %(into)s is given", given) % name,
            first=quoted(union.given),
        ),
        Line(
            union.both,
            ngettext("todo that both have and %(into)s keeps", "todos that both have and %(into)s keeps", union.both)
            % name,
        ),
    )


def _besides(hero: Hero, into: Hero, union: Union) -> list[str]:
    name = {"hero": hero.first_name, "into": into.first_name, "n": union.fate.comments}
    said = []
    if union.fate.comments:
        said.append(
            ngettext(
                "%(n)d comment stays under the name of %(hero)s, and so does what the history says.",
                "%(n)d comments stay under the name of %(hero)s, and so does what the history says.",
                union.fate.comments,
            )
            % name
        )
    else:
        said.append(_("The history goes on to say what %(hero)s did.") % name)
    if hero.can_sign_in:
        said.append(
            _("%(hero)s is signed out everywhere and cannot sign in any more. %(into)s signs in as before.") % name
        )
    if hero.is_admin and not into.is_admin:
        said.append(_("%(hero)s is an admin; %(into)s does not become one.") % name)
    return said


def _names(teams: Listed[TeamName]) -> str:
    return named(teams, lambda team: team.name)
