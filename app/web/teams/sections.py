"""/teams/{id}/sections: the headings of a team's list; POST adds one, PUT renames it, PUT …/place moves it."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, opened
from app.models import Section, SectionCreate, Team
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.web.stale import settle
from app.web.teams.section_views import add_section, section_list, sections_page
from app.web.teams.shapes import SectionPlace

router = Router()
NameForm = Annotated[Form[SectionCreate], bind(SectionCreate)]


@router.get("/teams/{team_id}/sections")
def index(ctx: Ctx, team_id: Id) -> Response:
    """All sections."""
    team = ctx.access.team(team_id)
    return _show(ctx, team)


@router.post("/teams/{team_id}/sections")
def create(ctx: Ctx, team_id: Id, form: NameForm) -> Response:
    """Add a section at the end."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "section.create", team)
    if form.errors:
        whole = sections_page(ctx.access, team, form=form)
        return swaps(ctx, replace(add_section(team, form)), otherwise=whole, status=422)
    rank = rank_between(ctx.access.last_section_rank(team), None)
    section = Section.add(team, form.data, rank=rank, by=ctx.hero)
    ctx.access.add(section)
    return swaps(
        ctx,
        replace(section_list(ctx.access, team)),
        replace(add_section(team)),
        otherwise=f"/teams/{team.id}/sections#section-{section.id}",
    )


@router.get("/teams/{team_id}/sections/{section_id}/edit")
def edit(ctx: Ctx, team_id: Id, section_id: Id) -> Response:
    """The form in the place of the section."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.edit", section)
    return _show(ctx, team, section, opened(SectionCreate, section))


@router.put("/teams/{team_id}/sections/{section_id}")
def update(ctx: Ctx, team_id: Id, section_id: Id, form: NameForm) -> Response:
    """Rename it; ask where somebody else did so meanwhile."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.edit", section)
    if form.errors:
        return _show(ctx, team, section, form, status=422)
    values = settle(ctx.access, section, form)
    if form.errors:
        return _show(ctx, team, section, form, status=409)
    section.edit(values, by=ctx.hero)
    return _changed(ctx, team, section)


@router.put("/teams/{team_id}/sections/{section_id}/place")
def place(ctx: Ctx, team_id: Id, section_id: Id, form: Annotated[Form[SectionPlace], bind(SectionPlace)]) -> Response:
    """Move it ahead of another section, or behind one; with neither it stays."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.move", section)
    before, after = (None, None) if form.errors else (form.data.before, form.data.after)
    if before:
        section.move(ctx.access.rank_before(ctx.access.section(team, before)), by=ctx.hero)
    elif after:
        section.move(ctx.access.rank_after(ctx.access.section(team, after)), by=ctx.hero)
    return _changed(ctx, team, section)


def _changed(ctx: Ctx, team: Team, section: Section) -> Response:
    there = f"/teams/{team.id}/sections#section-{section.id}"
    return swaps(ctx, replace(section_list(ctx.access, team)), otherwise=there)


def _show(
    ctx: Ctx, team: Team, edited: Section | None = None, form: Form[SectionCreate] | None = None, status: int = 200
) -> Response:
    sections = section_list(ctx.access, team, edited=edited, form=form)
    whole = sections_page(ctx.access, team, list=sections)
    if edited is None:
        return page(ctx, whole, status)
    return swaps(ctx, replace(sections), otherwise=whole, status=status)
