"""Where a form puts a todo in its team: a section or a parent, and the rank there."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import Unprocessable
from app.i18n import _
from app.models import Section, Todo
from app.models.order import rank_between
from app.request import Ctx
from app.web.todos.page import hidden_section, shown_section
from app.web.todos.shapes import PlaceForm


@dataclass(frozen=True)
class Goal:
    """Where it shall go: a section (None: none), or below a parent; there beside the todos `after` or `before`, else to
    an end. `lost`: what it was to stand beside is not there any more."""

    section: Section | None
    parent: Todo | None
    after: int | None = None
    before: int | None = None
    end: str | None = None
    lost: bool = False


def goal_of(ctx: Ctx, todo: Todo, data: PlaceForm) -> Goal:
    """What the form means. Raises NotFound, Unprocessable."""
    if data.step:
        return _out(todo) if data.step == "out" else _in(ctx, todo)
    guide = ctx.access.picked([data.behind]) if data.behind else ()
    beside = [one for one in guide if one.team_id == todo.team_id and one.id != todo.id and not one.trashed]
    if beside:
        return Goal(shown_section(beside[0]), beside[0].parent, after=beside[0].id)
    parent = ctx.access.todo(data.parent) if data.parent else None
    section = ctx.access.section(todo.team, data.section) if data.section and parent is None else None
    lost = data.behind is not None and data.behind != todo.id
    return Goal(section, parent, data.after, data.before, data.end, lost)


def _out(todo: Todo) -> Goal:
    above = todo.parent
    if above is None:
        raise Unprocessable(_("It is not below another todo. Nothing was changed."))
    return Goal(shown_section(above), above.parent, after=above.id)


def _in(ctx: Ctx, todo: Todo) -> Goal:
    ahead = ctx.access.standing(todo, done=False).previous
    if ahead is None:
        raise Unprocessable(_("There is no todo ahead of it to put it below. Nothing was changed."))
    return Goal(None, ctx.access.todo(ahead))


def go(ctx: Ctx, todo: Todo, goal: Goal) -> bool:
    """Move it there, unless it stands there; whether what it was to stand beside was there. Raises Forbidden,
    Unprocessable."""
    rank, found = _rank(ctx, todo, goal)
    here = (todo.parent_id, _id(shown_section(todo))) == (_id(goal.parent), _id(goal.section))
    if not here or rank != todo.rank:
        hidden = hidden_section(todo)
        todo.nest(goal.parent, rank, by=ctx.hero, branch=_branch(ctx, todo, goal))
        if goal.parent is None:
            todo.move(goal.section or hidden, rank, by=ctx.hero)
    return found


def _id(record: Section | Todo | None) -> int | None:
    return record.id if record else None


def _branch(ctx: Ctx, todo: Todo, goal: Goal) -> Sequence[Todo]:
    """What is below it, which decides whether it can go below the goal."""
    return ctx.access.branch(todo, trashed=True) if goal.parent else ()


def _rank(ctx: Ctx, todo: Todo, goal: Goal) -> tuple[str, bool]:
    if goal.after or goal.before:
        beside = ctx.access.rank_beside(todo, goal.section, goal.parent, after=goal.after, before=goal.before)
        if beside:
            return beside, True
    lost = goal.lost or bool(goal.after or goal.before)
    return end_rank(ctx, todo, goal), not lost


def end_rank(ctx: Ctx, todo: Todo, goal: Goal) -> str:
    """A rank at an end; its own where it stands there."""
    first = goal.end == "first"
    section = goal.section or (hidden_section(todo) if goal.parent is None else None)
    rank = (ctx.access.first_rank if first else ctx.access.last_rank)(todo.team, section, goal.parent)
    if (todo.parent_id, _id(shown_section(todo)), todo.rank) == (_id(goal.parent), _id(goal.section), rank):
        return todo.rank
    return rank_between(None, rank) if first else rank_between(rank, None)
