"""/redo: POST does again what was undone last in this browser."""

from typing import Annotated

from starlette.responses import Response

from app.errors import Conflict
from app.forms import Form, bind
from app.i18n import _
from app.request import Ctx, Router
from app.web.changes.undo import as_it_is, take_back
from app.web.undo import Last

router = Router()


@router.post("/redo")
def create(ctx: Ctx, form: Annotated[Form[Last], bind(Last)]) -> Response:  # noqa: ARG001 - it carries the one-use key
    """Do it again, if nothing else was done since."""
    step = ctx.access.step_to_redo(ctx.sign_in.id)
    if step is None:
        raise Conflict(_("There is nothing to redo in this browser."))
    return take_back(ctx, step, as_it_is())
