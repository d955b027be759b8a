"""/trash/{step}/restoration: POST brings back all that one step put in the trash."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel
from starlette.responses import Response

from app.errors import Conflict
from app.forms import Form, bind
from app.i18n import _
from app.models import Label, Todo
from app.models.types import OptionalName
from app.paths import Id
from app.rendering import Page, elsewhere, page, swaps
from app.request import Ctx, Router
from app.web.trash.views import place_of

router = Router()


class Restoration(BaseModel):
    """How to bring it back: under another name, or with the todo above it."""

    name: OptionalName = ""
    above: bool = False


RestorationForm = Annotated[Form[Restoration], bind(Restoration)]


@dataclass(frozen=True)
class RestorationPage(Page, template="trash/restoration.html"):
    """What stands in the way, and the way around it: a new name (`rename`), or restoring what is above as well."""

    title: str
    sentence: str
    action: str
    button_words: str
    form: Form[Restoration]
    rename: bool

    section = "trash"


@router.post("/trash/{step}/restoration")
def create(ctx: Ctx, step: Id, form: RestorationForm) -> Response:
    """Bring it back; what is back already is only shown."""
    records = ctx.access.thrown_away(step)
    if not records:
        return elsewhere(ctx.request, place_of(ctx.access.came_back(step)))
    root = records[0]
    ctx.access.hold_tree(*(record.id for record in records if isinstance(record, Todo)))
    while (todo := ctx.access.below_trash(records)) is not None:
        if form.errors or not form.data.above:
            return page(ctx, _ask_for_both(step, todo, form), Conflict.status)
        records = [*ctx.access.thrown_away(todo.parent.trashed_by), *records]  # type: ignore[union-attr, arg-type]  # both are there
    for label in records:
        if isinstance(label, Label) and not _name_free(ctx, label, form):
            status = 422 if form.errors else Conflict.status
            return page(ctx, _ask_for_name(step, label, form), status)
    ctx.access.restore(records, step)
    return swaps(ctx, otherwise=place_of(root))


def _ask_for_both(step: int, todo: Todo, form: Form[Restoration]) -> RestorationPage:
    above = todo.parent.title if todo.parent else ""
    return RestorationPage(
        title=_("“%(todo)s” belongs under “%(above)s”") % {"todo": todo.title, "above": above},
        sentence=_("That is in the trash too. Nothing was changed; bring both back, and they stand as they did."),
        action=f"/trash/{step}/restoration",
        button_words=_("Restore both"),
        form=form,
        rename=False,
    )


def _name_free(ctx: Ctx, label: Label, form: Form[Restoration]) -> bool:
    """Whether the label can come back, under the name that was typed if there is one."""
    if form.errors:
        return False
    name = form.data.name or label.name
    if ctx.access.label_name_is_free(label.team, name, label):
        if form.data.name:
            label.edit({"name": name}, by=ctx.hero)
        return True
    if form.data.name:
        form.errors["name"] = _("There is a label “%(name)s” already. Choose another name.") % {"name": name}
    return False


def _ask_for_name(step: int, label: Label, form: Form[Restoration]) -> RestorationPage:
    return RestorationPage(
        title=_("There is another “%(label)s” by now") % {"label": label.name},
        sentence=_("%(team)s has a new label of this name. Nothing was changed; bring this one back under another.")
        % {"team": label.team.name},
        action=f"/trash/{step}/restoration",
        button_words=_("Restore under this name"),
        form=form,
        rename=True,
    )
