"""/: My day; POST adds to it."""

from typing import Annotated

from starlette.responses import Response

from app.conditional import conditional
from app.forms import Form, bind
from app.models import Team
from app.models.rules import require
from app.paths import id_key
from app.rendering import append, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.home.adding import day_box, on_my_day, team_chosen
from app.web.home.answers import day_renewed
from app.web.home.page import day_page, place_page
from app.web.side import side_count
from app.web.teams.planting import Planted, plant
from app.web.teams.shapes import AddText

router = Router()


@router.get("/")
@conditional
def show(ctx: Ctx, place: str = "", after: str | None = None) -> Response:
    """My day; or, with `place`, a page of what stands there from behind `after`. For htmx these are more rows, where
    those that were added in the meantime stand in their order now."""
    if not place:
        return page(ctx, day_page(ctx.access))
    view = place_page(ctx.access, place, id_key(after))
    rows = view.rows
    return swaps(
        ctx,
        *(remove(row.id) for row in rows.rows),
        *(append(row, f"{rows.id}-rows") for row in rows.rows),
        replace(rows.more),
        otherwise=view,
    )


@router.post("/")
def create(ctx: Ctx, form: Annotated[Form[AddText], bind(AddText)]) -> Response:
    """Add what was typed to the team that was chosen; of a list show first what it becomes."""
    chosen = team_chosen(ctx.access, form.values["team"])
    ctx.access.hold_order(chosen.id)
    team = ctx.access.team(chosen.id)
    require(ctx.hero, "todo.create", team)
    planted = plant(ctx.access, team, None, form)
    if isinstance(planted, Planted):
        return _added(ctx, team, planted)
    box = on_my_day(ctx.access, planted)
    return swaps(ctx, replace(box), otherwise=day_page(ctx.access, box), status=422 if form.errors else 200)


def _added(ctx: Ctx, team: Team, planted: Planted) -> Response:
    for todo in planted.todos if ctx.hero.role_in(team.id) else ():
        if not todo.assignments:
            todo.assign(ctx.hero, by=ctx.hero)
    ctx.access.history()  # written down before anything is counted
    left_over = planted.outline.left_over
    box = day_box(ctx.access, team, left_over=left_over, focused=True)
    parts = [*day_renewed(ctx, new={todo.id for todo in planted.todos}), replace(box), *side_count(ctx.access, team)]
    return swaps(ctx, *parts, otherwise=day_page(ctx.access, box) if left_over else f"/#todo-{planted.todos[0].id}")
