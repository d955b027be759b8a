"""What changes on My day when something was done there."""

from collections.abc import Collection

from app.access.rows import TodoLine
from app.paths import back_to
from app.rendering import Part, replace
from app.request import Ctx
from app.web.home.day import group_counts, lede, my_spans, the_day
from app.web.home.margin import waiting, week
from app.web.todos.duties import for_whom


def from_my_day(ctx: Ctx) -> bool:
    """Whether it was done on My day, or on a page of one of its places."""
    return back_to(ctx.request, "").partition("?")[0] == "/"


def covered_there(ctx: Ctx, line: TodoLine) -> str:
    """For whom it is done, where it was done on My day."""
    return for_whom(ctx.access.duties(), line, ctx.hero) if from_my_day(ctx) else ""


def day_counted(ctx: Ctx) -> list[Part]:
    """The numbers, where every row stays in its place."""
    counts = ctx.access.my_day_counts(my_spans())
    return [replace(lede(counts)), *(replace(count) for count in group_counts(counts).values())]


def day_renewed(ctx: Ctx, *, new: Collection[int] = ()) -> list[Part]:
    """All of it, where rows come, go, or stand elsewhere now."""
    parts = my_spans()
    counts = ctx.access.my_day_counts(parts)
    return [
        replace(lede(counts)),
        replace(the_day(ctx.access, parts, counts, new=new)),
        replace(week(ctx.access, counts)),
        replace(waiting(ctx.access)),
    ]
