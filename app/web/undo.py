"""/undo: POST takes back the last step that was taken in this browser."""

from typing import Annotated

from pydantic import BaseModel
from starlette.responses import Response

from app.errors import Conflict
from app.forms import Form, bind
from app.i18n import _
from app.request import Ctx, Router
from app.web.changes.undo import as_it_is, take_back

router = Router()


class Last(BaseModel):
    """A form without a field: which step is meant is known here."""


@router.post("/undo")
def create(ctx: Ctx, form: Annotated[Form[Last], bind(Last)]) -> Response:  # noqa: ARG001 - it carries the one-use key
    """Take it back, and with every further time the one before."""
    step = ctx.access.step_to_undo(ctx.sign_in.id)
    if step is None:
        raise Conflict(_("There is nothing left to undo in this browser."))
    return take_back(ctx, step, as_it_is())
