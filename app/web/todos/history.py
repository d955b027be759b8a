"""/todos/{id}/history: who changed what of a todo, when, from what to what."""

from starlette.responses import Response

from app.i18n import _
from app.models import Todo
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.changes.history_page import history_page
from app.web.changes.in_trash import restorable

router = Router()


@router.get("/todos/{todo_id}/history")
def index(ctx: Ctx, todo_id: Id, before: str = "") -> Response:
    """A page of it, from behind the change `before`; of a todo in the trash for whoever may restore it."""
    todo = restorable(ctx.access, ctx.access.with_trash(Todo, todo_id))
    past = ctx.access.past_of_todo(todo, id_key(before))
    title = _("History of “%(todo)s”") % {"todo": todo.title}
    return page(ctx, history_page(ctx, todo, past, title=title, name=todo.title, team=todo.team))
