"""/todos/{id}/labels: PUT puts labels on and takes them off."""

from collections.abc import Collection
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.models import LabelCreate, Todo
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.todos.answers import facts_changed
from app.web.todos.shapes import LabelsForm

router = Router()
ChooseLabels = Annotated[Form[LabelsForm], bind(LabelsForm)]


@router.put("/todos/{todo_id}/labels")
def update(ctx: Ctx, todo_id: Id, form: ChooseLabels) -> Response:
    """Only what was ticked or cleared changes; a new name becomes a label of the team."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.label", todo)
    change_labels(ctx, todo, form.data.labels, form.data.before, form.data.new)
    return facts_changed(ctx, todo)


def change_labels(ctx: Ctx, todo: Todo, wanted: Collection[int], before: Collection[int], new: str) -> None:
    """Put on what is wanted and was not there before, and take off what is no longer wanted."""
    for label_id in set(wanted) - set(before):
        todo.put_label(ctx.access.label(todo.team, label_id), by=ctx.hero)
    for link in [link for link in todo.label_links if link.label_id in set(before) - set(wanted)]:
        todo.take_label(link.label, by=ctx.hero)
    if new:
        todo.put_label(ctx.access.named_label(todo.team, LabelCreate(name=new)), by=ctx.hero)
