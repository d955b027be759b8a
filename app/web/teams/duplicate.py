"""/teams/{id}/duplicate: a team after the pattern of another; POST shows what it would be, then makes it."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from starlette.responses import Response

from app.access.duplicating import MOST, Original, Part, Plan
from app.forms import Form, bind, new_key
from app.i18n import _
from app.models import Team
from app.models.rules import require
from app.paths import Id
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.teams.duplicate_page import blank, duplicate_page
from app.web.teams.shapes import DuplicateForm
from app.wording import number

router = Router()
LAST = date(9998, 12, 31)


@router.get("/teams/{team_id}/duplicate")
def show(ctx: Ctx, team_id: Id) -> Response:
    """The form; everything goes along unless it is unticked."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.duplicate", team)
    return page(ctx, duplicate_page(ctx.access, team, blank(team)))


@router.post("/teams/{team_id}/duplicate")
def create(ctx: Ctx, team_id: Id, form: Annotated[Form[DuplicateForm], bind(DuplicateForm)]) -> Response:
    """Show what it would be; as the second step make it, and go there."""
    team = ctx.access.team(team_id)
    original = None if form.errors else _original(ctx, team, form)
    if original is None or form.errors:
        return swaps(ctx, otherwise=duplicate_page(ctx.access, team, form), status=422)
    if form.data.step != "make":
        return swaps(ctx, otherwise=duplicate_page(ctx.access, team, replace(form, key=new_key()), original))
    copy = ctx.access.duplicate(original, form.data.name)
    return swaps(ctx, otherwise=f"/teams/{copy.id}")


def _original(ctx: Ctx, team: Team, form: Form[DuplicateForm]) -> Original | None:
    """What is to be copied; None, and the form has errors, where that cannot be."""
    data = form.data
    if Part.TODOS in data.take:
        form.errors |= _too_many(ctx.access.todo_count(team))
    if data.dates in ("first", "days") and getattr(data, data.dates) is None:
        form.errors[data.dates] = (
            _("Say on which day the first of them shall be due.") if data.dates == "first" else _("Say how many days.")
        )
    if form.errors:
        return None
    plan = Plan(frozenset(data.take), data.done == "open", None if data.dates == "none" else 0)
    original = ctx.access.original(team, plan)
    if data.dates not in ("first", "days") or not original.days:
        return original
    first, last = original.days[0], original.days[-1]
    moved = (data.first - first).days if data.dates == "first" and data.first else data.days or 0
    if not (first.year > 1 and moved <= (LAST - last).days and moved >= (date(1900, 1, 1) - first).days):
        form.errors[data.dates] = _("Some dates would then be in no year we know. Choose a day that is nearer.")
    return replace(original, plan=replace(plan, moved=moved))


def _too_many(count: int) -> dict[str, str]:
    if count <= MOST:
        return {}
    words = _(
        "It has %(count)s todos, and %(most)s can be copied at once. Leave the todos out, or delete some first. "
        "Nothing was added."
    )
    return {"take": words % {"count": number(count), "most": number(MOST)}}
