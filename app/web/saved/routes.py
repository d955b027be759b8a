"""/saved: POST saves a view of a list; /saved/{id} leads to it, and DELETE trashes it; /saved/{id}/edit is its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from starlette.responses import Response

from app.forms import Form, bind, opened
from app.models import SavedView, SavedViewCreate, SavedViewUpdate, Team, may
from app.models.rules import require
from app.paths import Id, id_key
from app.rendering import Page, elsewhere, page, swaps, with_step
from app.request import Ctx, Router
from app.web.saved.shapes import SaveForm
from app.web.stale import opened as at_opening
from app.web.stale import weigh

router = Router()


@dataclass(frozen=True)
class SavedPage(Page, template="saved/edit.html"):
    """The form of a view, its deletion, and whether the team's list begins with it."""

    view: SavedView
    form: Form[SavedViewUpdate]
    may_lead: bool

    section = "saved"

    @property
    def paper(self) -> Team | None:
        """That of the team that shares it."""
        return self.view.team if self.view.shared else None


@dataclass(frozen=True)
class NewPage(Page, template="saved/new.html"):
    """The form of a new view that needs another look."""

    form: Form[SaveForm]

    section = "saved"


@router.post("/saved")
def create(ctx: Ctx, form: Annotated[Form[SaveForm], bind(SaveForm)]) -> Response:
    """Save the filter of a list under a name, for oneself or for the team."""
    if form.errors:
        return page(ctx, NewPage(form), 422)
    list_of = ctx.access.team(form.data.of) if form.data.of else None
    kept_by = list_of if list_of is not None and form.data.shared else ctx.access.own_team()
    data = SavedViewCreate(name=form.data.name, query=ctx.access.to_be_saved(form.data.query, list_of))
    view = SavedView.add(kept_by, data, by=ctx.hero, list_of=list_of)
    ctx.access.add(view)
    return swaps(ctx, otherwise=view.address)


@router.get("/saved/{saved_id}")
def show(ctx: Ctx, saved_id: Id, did: str = "") -> Response:
    """On to the list that it shows, which tells of the step that led here."""
    url, step = ctx.access.saved(saved_id).address, id_key(did)
    return elsewhere(ctx.request, with_step(url, step) if step else url)


@router.get("/saved/{saved_id}/edit")
def edit(ctx: Ctx, saved_id: Id) -> Response:
    """The form."""
    view = ctx.access.saved(saved_id)
    require(ctx.hero, "savedview.edit", view)
    form = opened(SavedViewUpdate, view)
    form.values = {**form.values, "query": ctx.access.in_names(view.query, view)}
    return page(ctx, _page(ctx, view, form))


@router.put("/saved/{saved_id}")
def update(ctx: Ctx, saved_id: Id, form: Annotated[Form[SavedViewUpdate], bind(SavedViewUpdate)]) -> Response:
    """Save it; ask where somebody else changed the same meanwhile."""
    view = ctx.access.saved(saved_id)
    require(ctx.hero, "savedview.edit", view)
    if form.errors:
        return page(ctx, _page(ctx, view, form), 422)
    values = _settled(ctx, view, form)
    if form.conflict:
        return page(ctx, _page(ctx, view, form), 409)
    view.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise=view.address)


@router.delete("/saved/{saved_id}")
def destroy(ctx: Ctx, saved_id: Id) -> Response:
    """Put it in the trash; the todos stay as they are."""
    view = ctx.access.with_trash(SavedView, saved_id)
    view.trash(by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{view.list_id}?view=all" if view.list_id else "/todos")


def _settled(ctx: Ctx, view: SavedView, form: Form[SavedViewUpdate]) -> dict[str, Any]:
    """What is to be written, of a filter as it is kept; the form shows it in names."""
    mine = form.changes | {"query": ctx.access.to_be_saved(form.data.query, view.list_of)}
    theirs = {name: getattr(view, name) for name in mine}
    since = ctx.access.since(view, form.version)

    def in_names(values: Mapping[str, Any]) -> dict[str, str]:
        return {name: ctx.access.in_names(text, view) if name == "query" else text for name, text in values.items()}

    sides = at_opening(theirs, since), theirs, mine
    return weigh(
        ctx.access, form, since, view.version, sides, in_names, lambda name, text: in_names({name: text})[name]
    )


def _page(ctx: Ctx, view: SavedView, form: Form[SavedViewUpdate]) -> SavedPage:
    may_lead = view.list_id == view.team_id and may(ctx.hero, "savedview.lead", view)
    return SavedPage(view, form, may_lead)
