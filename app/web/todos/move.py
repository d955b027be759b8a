"""/todos/{id}/move shows where a todo can go; PUT /todos/{id}/place moves it."""

from typing import Annotated

from starlette.responses import Response

from app.errors import NotFound, Unprocessable
from app.forms import Form, bind
from app.models import LabelCreate, Role, Section, Team, Todo
from app.models.order import rank_between
from app.models.rules import require
from app.paths import Id, id_key, search_words
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.todos.move_page import blank_place, move_page
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
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.move", todo)
    if form.errors:
        return _again(ctx, todo, todo.team, form)
    target = todo.team if form.data.team in (None, todo.team_id) else ctx.access.team(form.data.team or 0)
    try:
        if target.id == todo.team_id:
            _move(ctx, todo, form.data)
        else:
            _transfer(ctx, todo, target, form.data)
    except Unprocessable as refusal:
        form.errors[""] = refusal.message
        return _again(ctx, todo, target, form)
    return swaps(ctx, otherwise=f"/todos/{todo.id}")


def _team(ctx: Ctx, text: str) -> Team | None:
    if not text:
        return None
    team_id = id_key(text)
    if team_id is None:
        raise NotFound
    return ctx.access.team(team_id)


def _section(ctx: Ctx, team: Team, section_id: int | None) -> Section | None:
    return ctx.access.section(team, section_id) if section_id else None


def _rank(ctx: Ctx, team: Team, section: Section | None, parent: Todo | None, end: str) -> str:
    if end == "first":
        return rank_between(None, ctx.access.first_rank(team, section, parent))
    return rank_between(ctx.access.last_rank(team, section, parent), None)


def _move(ctx: Ctx, todo: Todo, data: PlaceForm) -> None:
    parent = ctx.access.todo(data.parent) if data.parent else None
    section = _section(ctx, todo.team, data.section) if parent is None else None
    if _stands_there(ctx, todo, section, parent, data.end):
        return
    rank = _rank(ctx, todo.team, section, parent, data.end)
    todo.nest(parent, rank, by=ctx.hero, branch=ctx.access.branch(todo, trashed=True))
    if parent is None:
        todo.move(section, rank, by=ctx.hero)


def _stands_there(ctx: Ctx, todo: Todo, section: Section | None, parent: Todo | None, end: str) -> bool:
    """Whether it is first or last there already, so that moving twice changes nothing."""
    same = (todo.parent_id, todo.section_id) == (parent and parent.id, section and section.id)
    rank = ctx.access.first_rank if end == "first" else ctx.access.last_rank
    return same and rank(todo.team, section, parent) == todo.rank


def _transfer(ctx: Ctx, todo: Todo, team: Team, data: PlaceForm) -> None:
    section = _section(ctx, team, data.section)
    for hero_id in data.join:
        ctx.access.add(team.enlist(ctx.access.known_hero(hero_id), Role.MEMBER, by=ctx.hero))
    for name in data.make:
        ctx.access.named_label(team, LabelCreate(name=name))
    rank = _rank(ctx, team, section, None, data.end)
    todo.transfer(team, section, rank, by=ctx.hero, branch=ctx.access.branch(todo, trashed=True))


def _again(ctx: Ctx, todo: Todo, target: Team, form: Form[PlaceForm]) -> Response:
    return swaps(ctx, otherwise=move_page(ctx.access, todo, target, form, ""), status=422)
