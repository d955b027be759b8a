"""/todos/{id}/assignments: POST gives a todo to a hero, DELETE …/{hero_id} takes it back."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.models import Role
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.todos.answers import facts_changed
from app.web.todos.shapes import AssignmentForm

router = Router()
Assign = Annotated[Form[AssignmentForm], bind(AssignmentForm)]


@router.post("/todos/{todo_id}/assignments")
def create(ctx: Ctx, todo_id: Id, form: Assign) -> Response:
    """Give it to a hero, who joins the team first if that was asked for."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.assign", todo)
    hero = ctx.access.known_hero(form.data.hero)
    if form.data.enlist:
        ctx.access.add(todo.team.enlist(hero, Role.MEMBER, by=ctx.hero))
    todo.assign(hero, by=ctx.hero)
    return facts_changed(ctx, todo)


@router.delete("/todos/{todo_id}/assignments/{hero_id}")
def destroy(ctx: Ctx, todo_id: Id, hero_id: Id) -> Response:
    """Take it back from a hero; one who does not have it stays without it."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.assign", todo)
    for link in [link for link in todo.assignments if link.hero_id == hero_id]:
        todo.unassign(link.hero, by=ctx.hero)
    return facts_changed(ctx, todo)
