"""/teams/{id}/labels: the coloured words of a team; POST adds one, PUT renames and recolours it, POST …/merger merges
it into another."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, empty
from app.i18n import _
from app.models import Label, LabelCreate, LabelUpdate, Team
from app.models.rules import require
from app.paths import Id, id_key
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.web.stale import settle
from app.web.teams.label_merging import merge_page
from app.web.teams.label_views import AddLabel, label_form, label_list, label_row, labels_page, taken
from app.web.teams.shapes import MergeForm

router = Router()


@router.get("/teams/{team_id}/labels")
def index(ctx: Ctx, team_id: Id, after: str | None = None) -> Response:
    """A page of the labels."""
    team = ctx.access.team(team_id)
    return page(ctx, labels_page(ctx.access, team, after=id_key(after)))


@router.post("/teams/{team_id}/labels")
def create(ctx: Ctx, team_id: Id, form: Annotated[Form[LabelCreate], bind(LabelCreate)]) -> Response:
    """Add a label."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "label.create", team)
    if not form.errors and not ctx.access.label_name_is_free(team, form.data.name):
        form.errors["name"] = taken()
    if form.errors:
        whole = labels_page(ctx.access, team, form=form)
        return swaps(ctx, replace(AddLabel(team, form)), otherwise=whole, status=422)
    label = Label.add(team, form.data, by=ctx.hero)
    ctx.access.add(label)
    return swaps(
        ctx,
        replace(label_list(ctx.access, team)),
        replace(AddLabel(team, empty(LabelCreate), again=True)),
        otherwise=f"/teams/{team.id}/labels#label-{label.id}",
    )


@router.get("/teams/{team_id}/labels/{label_id}")
def show(ctx: Ctx, team_id: Id, label_id: Id) -> Response:
    """One label in its place in the list."""
    team = ctx.access.team(team_id)
    row = label_row(ctx.access, team, ctx.access.label(team, label_id))
    return swaps(ctx, replace(row), otherwise=labels_page(ctx.access, team, edited=row))


@router.get("/teams/{team_id}/labels/{label_id}/edit")
def edit(ctx: Ctx, team_id: Id, label_id: Id) -> Response:
    """The form in the place of the label."""
    team = ctx.access.team(team_id)
    label = ctx.access.label(team, label_id)
    require(ctx.hero, "label.edit", label)
    return _show(ctx, team, label, label_form(label), 200)


@router.put("/teams/{team_id}/labels/{label_id}")
def update(ctx: Ctx, team_id: Id, label_id: Id, form: Annotated[Form[LabelUpdate], bind(LabelUpdate)]) -> Response:
    """Rename or recolour it."""
    team = ctx.access.team(team_id)
    label = ctx.access.label(team, label_id)
    require(ctx.hero, "label.edit", label)
    if not form.errors and not ctx.access.label_name_is_free(team, form.data.name, label):
        form.errors["name"] = taken()
    if form.errors:
        return _show(ctx, team, label, form, 422)
    values = settle(ctx.access, label, form)
    if form.conflict:
        return _show(ctx, team, label, form, 409)
    label.edit(values, by=ctx.hero)
    row = label_row(ctx.access, team, label)
    return swaps(ctx, replace(row), otherwise=f"/teams/{team.id}/labels#{row.id}")


@router.get("/teams/{team_id}/labels/{label_id}/merger")
def show_merger(ctx: Ctx, team_id: Id, label_id: Id, into: str = "") -> Response:
    """Into which label it could go; with `into` what would become of its todos."""
    team = ctx.access.team(team_id)
    label = ctx.access.label(team, label_id)
    require(ctx.hero, "label.merge", label)
    other = id_key(into)
    return page(ctx, merge_page(ctx.access, label, ctx.access.label(team, other) if other else None))


@router.post("/teams/{team_id}/labels/{label_id}/merger")
def merge(ctx: Ctx, team_id: Id, label_id: Id, form: Annotated[Form[MergeForm], bind(MergeForm)]) -> Response:
    """Merge it into another, in one step."""
    ctx.access.hold_order(team_id)
    team = ctx.access.team(team_id)
    label = ctx.access.label(team, label_id)
    require(ctx.hero, "label.merge", label)
    if form.errors or form.data.into == label.id:
        form.errors.setdefault("into", _("Choose another label to merge it into. Nothing was changed."))
        return swaps(ctx, otherwise=merge_page(ctx.access, label, None, form), status=422)
    into = ctx.access.label(team, form.data.into)
    label.merge(into, ctx.access.wearing(label), by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{team.id}/labels#label-{into.id}")


def _show(ctx: Ctx, team: Team, label: Label, form: Form[LabelUpdate], status: int) -> Response:
    row = label_row(ctx.access, team, label, form)
    whole = labels_page(ctx.access, team, edited=row)
    return swaps(ctx, replace(row), otherwise=whole, status=status)
