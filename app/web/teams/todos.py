"""/teams/{id}/todos: POST adds one todo, or a whole pasted list."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.grammar.outline import read_outline
from app.i18n import _
from app.models import Team
from app.models.rules import require
from app.paths import Id
from app.rendering import replace, swaps
from app.request import Ctx, Router
from app.web.teams.list import AddBox, add_box, todo_list
from app.web.teams.shapes import AddText
from app.web.teams.views import ListPage, masthead

router = Router()
AddForm = Annotated[Form[AddText], bind(AddText)]


@router.post("/teams/{team_id}/todos")
def create(ctx: Ctx, team_id: Id, form: AddForm) -> Response:
    """Add what was typed or pasted."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "todo.create", team)
    if form.errors:
        return _show(ctx, team, AddBox(team, None, form), status=422)
    section = ctx.access.section(team, form.data.section) if form.data.section else None
    outline = read_outline(form.data.text)
    if not outline.count:
        form.errors["text"] = _("There is no todo in this. Write each one on a line of its own.")
        return _show(ctx, team, AddBox(team, section, form), status=422)
    added = ctx.access.plant(team, outline, section)
    anchor = f"todo-{added[0].id}"
    if outline.left_over:
        return _show(ctx, team, add_box(team, section, outline.left_over))
    return swaps(
        ctx.request,
        ctx.access,
        replace(todo_list(ctx.access, team)),
        replace(add_box(team, section)),
        otherwise=f"/teams/{team.id}{f'?into={section.id}' if section else ''}#{anchor}",
    )


def _show(ctx: Ctx, team: Team, box: AddBox, status: int = 200) -> Response:
    todos = todo_list(ctx.access, team)
    parts = [replace(box)] if box.form.errors else [replace(todos), replace(box)]
    whole = ListPage(masthead(ctx.access, team, "list"), todos, box)
    return swaps(ctx.request, ctx.access, *parts, otherwise=whole, status=status)
