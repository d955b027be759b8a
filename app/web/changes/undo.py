"""/changes/{step}/undo: POST takes a step back, or one change of it; what was changed since is asked first."""

from typing import Annotated

from pydantic import BaseModel
from starlette.responses import Response

from app.access.undo.doubts import Choice
from app.errors import Conflict
from app.forms import Form, bind, empty
from app.models import ChangeSet
from app.models.types import Id as RecordId
from app.paths import Id
from app.rendering import elsewhere, swaps, with_step
from app.request import Ctx, Router
from app.web.changes.place import place_after
from app.web.changes.proof_page import proof_page
from app.web.changes.question import question_page
from app.web.proof import doubt

router = Router()


class UndoForm(BaseModel):
    """What was decided about each doubt, by its key, and the password where it changes who is an admin; with `only` a
    single change of the step is taken back."""

    choices: dict[str, Choice] = {}
    only: RecordId | None = None
    current_password: str = ""


@router.post("/changes/{step}/undo")
def create(ctx: Ctx, step: Id, form: Annotated[Form[UndoForm], bind(UndoForm)]) -> Response:
    """Take it back. To take back what took something back is to do that again."""
    return take_back(ctx, ctx.access.step(step), form)


def as_it_is() -> Form[UndoForm]:
    """The form of somebody who takes all of a step back and has not been asked anything."""
    form = empty(UndoForm)
    form.keep(UndoForm())
    return form


def take_back(ctx: Ctx, step: ChangeSet, form: Form[UndoForm]) -> Response:
    """The answer: back where the form was, with the toast; or the question that has to be decided first, or the
    password that has to be given."""
    choices, only = form.data.choices, form.data.only
    ctx.access.hold_step(step)
    if refusal := _doubt(ctx, step, form):
        return refusal
    changes = ctx.access.changes_of(step, only)
    if step.undone_by is not None and only is None:
        return elsewhere(ctx.request, with_step(place_after(ctx, changes), step.undone_by))
    doubts = ctx.access.take_back(step, choices, only)
    if doubts:
        return swaps(ctx, otherwise=question_page(ctx.access, step, doubts, only), status=Conflict.status)
    return swaps(ctx, otherwise=place_after(ctx, changes))


def _doubt(ctx: Ctx, step: ChangeSet, form: Form[UndoForm]) -> Response | None:
    """As `doubt`, where it changes who is an admin."""
    sealed = ctx.access.sealed(step, form.data.choices, form.data.only)
    if not sealed:
        return None

    def show_again(status: int) -> Response:
        return swaps(ctx, otherwise=proof_page(ctx, step, sealed, form), status=status)

    if refusal := doubt(ctx, form, "current_password", show_again):
        return refusal
    ctx.access.hold_step(step)  # nobody held it while the password was looked at
    return None
