"""/teams/{id}/sections: the headings of a team's list; POST adds one, PUT renames it, PUT …/place moves it,
GET …/text has its todos as text."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, opened
from app.models import Section, SectionCreate, SectionUpdate, Team
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.web.stale import settle
from app.web.teams.board_views import column_id
from app.web.teams.section_views import Edited, add_section, section_list, sections_page
from app.web.teams.shapes import SectionPlace
from app.web.texts import Text, answer

router = Router()
NameForm = Annotated[Form[SectionCreate], bind(SectionCreate)]
EditForm = Annotated[Form[SectionUpdate], bind(SectionUpdate)]


@router.get("/teams/{team_id}/sections")
def index(ctx: Ctx, team_id: Id) -> Response:
    """All sections."""
    team = ctx.access.team(team_id)
    return _show(ctx, team)


@router.get("/teams/{team_id}/sections/{section_id}/text")
def show_text(ctx: Ctx, team_id: Id, section_id: Id, done: str = "") -> Response:
    """A page to copy it from; with `as` markdown or text the text alone. `done`: with what is done for long."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    found = ctx.access.text_of_section(section, done=bool(done))
    text = Text(section.name, team, f"/teams/{team.id}#group-{section.id}", found, [section])
    return answer(ctx, text, ctx.request.query_params.get("as", ""))


@router.post("/teams/{team_id}/sections")
def create(ctx: Ctx, team_id: Id, form: NameForm, back: str = "") -> Response:
    """Add a section at the end; with `back` the form was on the board."""
    ctx.access.hold_order(team_id)
    team = ctx.access.team(team_id)
    require(ctx.hero, "section.create", team)
    if form.errors:
        whole = sections_page(ctx.access, team, form=form)
        return swaps(ctx, replace(add_section(team, form)), otherwise=whole, status=422)
    rank = rank_between(ctx.access.last_section_rank(team), None)
    section = Section.add(team, form.data, rank=rank, by=ctx.hero)
    ctx.access.add(section)
    if back:
        return swaps(ctx, otherwise=_on_board(section))
    return swaps(
        ctx,
        replace(section_list(ctx.access, team)),
        replace(add_section(team)),
        otherwise=f"/teams/{team.id}/sections#section-{section.id}",
    )


@router.get("/teams/{team_id}/sections/{section_id}/edit")
def edit(ctx: Ctx, team_id: Id, section_id: Id, back: str = "") -> Response:
    """The form in the place of the section; with `back` it leads to the board again."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.edit", section)
    return _show(ctx, team, Edited(section, opened(SectionUpdate, section), bool(back)))


@router.put("/teams/{team_id}/sections/{section_id}")
def update(ctx: Ctx, team_id: Id, section_id: Id, form: EditForm, back: str = "") -> Response:
    """Save its name, limit and whether what enters it is done; ask where somebody else changed the same meanwhile."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.edit", section)
    edited = Edited(section, form, bool(back))
    if form.errors:
        return _show(ctx, team, edited, status=422)
    values = settle(ctx.access, section, form)
    if form.conflict:
        return _show(ctx, team, edited, status=409)
    section.edit(values, by=ctx.hero)
    return _changed(ctx, team, section, back)


@router.put("/teams/{team_id}/sections/{section_id}/place")
def place(
    ctx: Ctx, team_id: Id, section_id: Id, form: Annotated[Form[SectionPlace], bind(SectionPlace)], back: str = ""
) -> Response:
    """Move it ahead of another section, or behind one; with neither it stays."""
    ctx.access.hold_order(team_id)
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.move", section)
    before, after = (None, None) if form.errors else (form.data.before, form.data.after)
    if before:
        section.move(ctx.access.rank_before(ctx.access.section(team, before)), by=ctx.hero)
    elif after:
        section.move(ctx.access.rank_after(ctx.access.section(team, after)), by=ctx.hero)
    return _changed(ctx, team, section, back)


def _changed(ctx: Ctx, team: Team, section: Section, back: str) -> Response:
    if back:
        return swaps(ctx, otherwise=_on_board(section))
    there = f"/teams/{team.id}/sections#section-{section.id}"
    return swaps(ctx, replace(section_list(ctx.access, team)), otherwise=there)


def _on_board(section: Section) -> str:
    return f"/teams/{section.team_id}/board#{column_id(section.id)}"


def _show(ctx: Ctx, team: Team, edited: Edited | None = None, status: int = 200) -> Response:
    sections = section_list(ctx.access, team, edited)
    whole = sections_page(ctx.access, team, list=sections)
    if edited is None:
        return page(ctx, whole, status)
    return swaps(ctx, replace(sections), otherwise=whole, status=status)
