"""/changes/{step}/undo: POST takes a step back, or one change of it; what was changed since is asked first."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel
from starlette.responses import Response

from app.access.undo.doubts import Choice
from app.errors import Conflict
from app.forms import Form, bind
from app.models import ChangeSet
from app.models.types import Id as RecordId
from app.paths import Id
from app.rendering import elsewhere, swaps, with_step
from app.request import Ctx, Router
from app.web.changes.place import place_after
from app.web.changes.question import question_page

router = Router()


class UndoForm(BaseModel):
    """What was decided about each doubt, by its key; with `only` a single change of the step is taken back."""

    choices: dict[str, Choice] = {}
    only: RecordId | None = None


@router.post("/changes/{step}/undo")
def create(ctx: Ctx, step: Id, form: Annotated[Form[UndoForm], bind(UndoForm)]) -> Response:
    """Take it back. To take back what took something back is to do that again."""
    return take_back(ctx, ctx.access.step(step), form.data.choices, form.data.only)


def take_back(
    ctx: Ctx, step: ChangeSet, choices: Mapping[str, Choice] | None = None, only: int | None = None
) -> Response:
    """The answer: back where the form was, with the toast; or the question that has to be decided first."""
    ctx.access.hold_step(step)
    changes = ctx.access.changes_of(step, only)
    if step.undone_by is not None and only is None:
        return elsewhere(ctx.request, with_step(place_after(ctx, changes), step.undone_by))
    doubts = ctx.access.take_back(step, choices or {}, only)
    if doubts:
        return swaps(ctx, otherwise=question_page(ctx.access, step, doubts, only), status=Conflict.status)
    return swaps(ctx, otherwise=place_after(ctx, changes))
