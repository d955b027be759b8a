"""/todos/{id}/edit shows the form; PUT /todos/{id} saves it."""

from typing import Annotated, Any

from starlette.responses import Response

from app.forms import Form, bind
from app.models import LabelCreate, Role, Todo
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.web.todos.answers import saved
from app.web.todos.edit_form import edit_form, edit_page, opened_form
from app.web.todos.labels import change_labels
from app.web.todos.merging import settle_todo
from app.web.todos.page import shown_section
from app.web.todos.shapes import TodoForm
from app.web.todos.signs import with_signs

router = Router()
EditTodo = Annotated[Form[TodoForm], bind(TodoForm)]


@router.get("/todos/{todo_id}/edit")
def edit(ctx: Ctx, todo_id: Id) -> Response:
    """The form."""
    todo = ctx.access.todo_with_links(todo_id)
    require(ctx.hero, "todo.edit", todo)
    return page(ctx, edit_page(edit_form(ctx.access, todo, opened_form(todo))))


@router.put("/todos/{todo_id}")
def update(ctx: Ctx, todo_id: Id, form: EditTodo, restore: str = "") -> Response:
    """Save what this hero changed; ask where somebody else changed the same meanwhile. With `restore` the todo comes
    back from the trash first."""
    ctx.access.hold_tree(todo_id)
    if restore:
        ctx.access.bring_back(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.edit", todo)
    if form.values.get("search") and not form.values.get("save"):
        form.errors.clear()
        return _show(ctx, todo, form, 200)
    form, new_labels = with_signs(ctx.access, todo, form)
    if form.errors:
        return _show(ctx, todo, form, 422)
    section = shown_section(todo)
    values = settle_todo(ctx.access, todo, form)
    if form.conflict:
        return _show(ctx, todo, form, 409)
    _write(ctx, todo, values)
    _link(ctx, todo, form.data)
    for name in new_labels:
        todo.put_label(ctx.access.named_label(todo.team, LabelCreate(name=name)), by=ctx.hero)
    return saved(ctx, todo, moved=bool(restore) or section is not shown_section(todo))


def _show(ctx: Ctx, todo: Todo, form: Form[TodoForm], status: int) -> Response:
    view = edit_form(ctx.access, todo, form)
    return swaps(ctx, replace(view), otherwise=edit_page(view), status=status)


def _write(ctx: Ctx, todo: Todo, values: dict[str, Any]) -> None:
    if "due" in values:
        values["due_on"], values["due_at"] = values.pop("due")
    if "repeat" in values:
        values["recurrence"] = values.pop("repeat")
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
