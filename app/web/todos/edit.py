"""/todos/{id}/edit shows the form; PUT /todos/{id} saves it."""

from typing import Annotated, Any

from starlette.responses import Response

from app.forms import Form, bind
from app.models import Role, Todo
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.web.todos.edit_form import edit_form, edit_page, opened_form
from app.web.todos.labels import change_labels
from app.web.todos.merging import Conflict, caught_up, conflict, merged
from app.web.todos.shapes import TodoForm

router = Router()
EditTodo = Annotated[Form[TodoForm], bind(TodoForm)]


@router.get("/todos/{todo_id}/edit")
def edit(ctx: Ctx, todo_id: Id) -> Response:
    """The form."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.edit", todo)
    return page(ctx, edit_page(edit_form(ctx.access, todo, opened_form(todo))))


@router.put("/todos/{todo_id}")
def update(ctx: Ctx, todo_id: Id, form: EditTodo) -> Response:
    """Save what this hero changed; ask where somebody else changed the same meanwhile."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.edit", todo)
    if form.values.get("search") and not form.values.get("save"):
        form.errors.clear()
        return _show(ctx, todo, form, 200)
    if form.errors:
        return _show(ctx, todo, form, 422)
    outcome = merged(ctx.access, todo, form)
    if outcome.clashes:
        choices = conflict(ctx.access, todo, outcome.clashes, form.version)
        return _show(ctx, todo, caught_up(form, todo, outcome), 409, choices)
    _write(ctx, todo, outcome.values)
    _link(ctx, todo, form.data)
    return swaps(ctx, otherwise=f"/todos/{todo.id}")


def _show(ctx: Ctx, todo: Todo, form: Form[TodoForm], status: int, choices: Conflict | None = None) -> Response:
    view = edit_form(ctx.access, todo, form, choices)
    return swaps(ctx, replace(view), otherwise=edit_page(view), status=status)


def _write(ctx: Ctx, todo: Todo, values: dict[str, Any]) -> None:
    if "due" in values:
        values["due_on"], values["due_at"] = values.pop("due")
    moves, section_id = "section" in values, values.pop("section", None)
    todo.edit(values, by=ctx.hero)
    if moves:
        section = ctx.access.section(todo.team, section_id) if section_id else None
        todo.move(section, rank_between(ctx.access.last_rank(todo.team, section), None), by=ctx.hero)


def _link(ctx: Ctx, todo: Todo, data: TodoForm) -> None:
    """Only what was ticked or cleared in this form, so that what others ticked meanwhile stays."""
    for hero_id in data.enlist:
        ctx.access.add(todo.team.enlist(ctx.access.known_hero(hero_id), Role.MEMBER, by=ctx.hero))
    for hero_id in {*data.heroes, *data.enlist} - {*data.heroes_before}:
        todo.assign(ctx.access.known_hero(hero_id), by=ctx.hero)
    for link in [link for link in todo.assignments if link.hero_id in {*data.heroes_before} - {*data.heroes}]:
        todo.unassign(link.hero, by=ctx.hero)
    change_labels(ctx, todo, data.labels, data.labels_before, data.new_label)
