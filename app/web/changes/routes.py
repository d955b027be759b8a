"""/changes: the hero's own steps; /changes/{step}: what one step changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access.faces import Face
from app.access.paging import PAGE
from app.forms import new_key
from app.paths import Id, id_key
from app.rendering import Page, page
from app.request import Ctx, Router
from app.web.changes.entries import Entry, entries_of
from app.web.changes.steps import Day, StepLine, days_of, step_line
from app.web.changes.words import name_of
from app.wording import moment

router = Router()


@dataclass(frozen=True)
class OwnChanges(Page, template="changes/index.html"):
    """What the hero did. `undo_key` and `redo_key` are the one-use keys of the two buttons for this browser, empty
    where there is nothing to undo or redo."""

    days: Sequence[Day]
    more: str
    undo_key: str
    redo_key: str

    section = "changes"


@dataclass(frozen=True)
class StepPage(Page, template="changes/show.html"):
    """One step: who took it, and what it changed as far as the hero may see it. `rest` is how many changes follow."""

    line: StepLine
    actor: Face | None
    name: str
    when: str
    entries: Sequence[Entry]
    more: str
    rest: int

    section = "changes"


@router.get("/changes")
def index(ctx: Ctx, before: str = "") -> Response:
    """A page of the hero's own steps, the newest first, from behind the step `before`."""
    steps = ctx.access.own_steps(id_key(before))
    view = OwnChanges(
        days=days_of(steps, ctx.hero, with_undo=True, at_rest=ctx.access.at_rest(steps)),
        more=f"/changes?before={steps[-1].id}" if len(steps) == PAGE else "",
        undo_key=new_key() if ctx.access.step_to_undo(ctx.sign_in.id) else "",
        redo_key=new_key() if ctx.access.step_to_redo(ctx.sign_in.id) else "",
    )
    return page(ctx, view)


@router.get("/changes/{step}")
def show(ctx: Ctx, step: Id, after: str = "") -> Response:
    """What it changed, from behind the change `after`."""
    found = ctx.access.step(step)
    told, past = ctx.access.told(found), ctx.access.past_of_step(found, id_key(after))
    rest = ctx.access.count_in_step(found, past[-1].change.id) if len(past) == PAGE else 0
    view = StepPage(
        line=step_line(told, ctx.hero, with_undo=ctx.access.may_undo(found)),
        actor=told.actor,
        name=name_of(told.actor, ctx.hero),
        when=moment(told.at),
        entries=entries_of(ctx.access, past, named=True),
        more=f"/changes/{step}?after={past[-1].change.id}" if rest else "",
        rest=rest,
    )
    return page(ctx, view)
