"""/todos/selection: POST changes the todos that are picked in a list, or asks before they go; DELETE trashes them."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.request import Ctx, Router
from app.web.todos.acts import act_of
from app.web.todos.picks import Picks, fitting, permitted, picked
from app.web.todos.selection_answers import answered
from app.web.todos.selection_preview import ask_first
from app.web.todos.shapes import Picked, SelectionForm

router = Router()


@router.post("/todos/selection")
def update(ctx: Ctx, form: Annotated[Form[SelectionForm], bind(SelectionForm)]) -> Response:
    """Do what the pressed button says to all of them, in one step."""
    picks = picked(ctx, form.data)
    if form.data.delete:
        return ask_first(ctx, permitted(ctx, picks, "todo.trash"), form.data)
    act = act_of(ctx, form.data, picks.todos)
    changed = fitting(permitted(ctx, picks, act.verb), act.do)
    ctx.access.history()  # written down before anything is counted
    told = Picks(changed.todos, changed.places, [*act.remarks(), *changed.remarks])
    return answered(ctx, told, form.data)


@router.delete("/todos/selection")
def destroy(ctx: Ctx, form: Annotated[Form[Picked], bind(Picked)]) -> Response:
    """Put all of them in the trash, with their sub-todos, in one step."""
    picks = permitted(ctx, picked(ctx, form.data), "todo.trash")
    ctx.access.trash_todo(*picks.todos)
    return answered(ctx, picks, form.data)
