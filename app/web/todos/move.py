"""/todos/{id}/move shows where a todo can go; PUT /todos/{id}/place moves it."""

from typing import Annotated

from starlette.responses import Response

from app.errors import NotFound, Unprocessable
from app.forms import Form, bind
from app.models import LabelCreate, Role, Team, Todo
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id, id_key, search_words
from app.rendering import page, swaps, wants_parts
from app.request import Ctx, Router
from app.web.todos.move_page import blank_place, move_page
from app.web.todos.placed import placed, refused, spot_of
from app.web.todos.placing import go, goal_of
from app.web.todos.shapes import PlaceForm

router = Router()
Place = Annotated[Form[PlaceForm], bind(PlaceForm)]


@router.get("/todos/{todo_id}/move")
def show(ctx: Ctx, todo_id: Id, team: str = "", q: str = "") -> Response:
    """The form; with another `team` what goes along and what does not. `q` finds a parent."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.move", todo)
    target = _team(ctx, team) or todo.team
    view = move_page(ctx.access, todo, target, blank_place(todo, target), search_words(q))
    return page(ctx, view)


@router.put("/todos/{todo_id}/place")
def update(ctx: Ctx, todo_id: Id, form: Place) -> Response:
    """Move it in its team, or with its sub-todos to another."""
    ctx.access.hold_tree(todo_id, into=None if form.errors else form.data.team)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.move", todo)
    if form.errors:
        return _again(ctx, todo, todo.team, form)
    target = todo.team if form.data.team in (None, todo.team_id) else ctx.access.team(form.data.team or 0)
    was, found = spot_of(todo), True
    try:
        if target.id == todo.team_id:
            found = go(ctx, todo, goal_of(ctx, todo, form.data))
        else:
            _transfer(ctx, todo, target, form.data)
    except Unprocessable as refusal:
        form.errors[""] = refusal.message
        return _again(ctx, todo, target, form)
    return placed(ctx, todo, was, form.data, found=found)


def _team(ctx: Ctx, text: str) -> Team | None:
    if not text:
        return None
    team_id = id_key(text)
    if team_id is None:
        raise NotFound
    return ctx.access.team(team_id)


def _transfer(ctx: Ctx, todo: Todo, team: Team, data: PlaceForm) -> None:
    section = ctx.access.section(team, data.section) if data.section else None
    for hero_id in data.join:
        ctx.access.add(team.enlist(ctx.access.known_hero(hero_id), Role.MEMBER, by=ctx.hero))
    for name in data.make:
        ctx.access.named_label(team, LabelCreate(name=name))
    rank = rank_between(ctx.access.last_rank(team, section), None)
    if data.end == "first":
        rank = rank_between(None, ctx.access.first_rank(team, section))
    todo.transfer(team, section, rank, by=ctx.hero, branch=ctx.access.branch(todo, trashed=True))


def _again(ctx: Ctx, todo: Todo, target: Team, form: Form[PlaceForm]) -> Response:
    if form.values.get("view") and wants_parts(ctx.request):
        return refused(ctx, next(iter(form.errors.values())))
    return swaps(ctx, otherwise=move_page(ctx.access, todo, target, form, ""), status=422)
