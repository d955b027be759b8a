"""/trash/{step}/deletion and /trash/deletion show what goes for good; DELETE /trash/{step} and /trash drop it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.chrome import STEP
from app.i18n import _, ngettext
from app.models import Hero, Team, Todo
from app.models.trashable import Trashable
from app.paths import Id
from app.rendering import elsewhere
from app.request import Ctx, Router
from app.web.deletions import heroes, teams, todos
from app.web.deletions.views import Line, Preview, PreviewPage, ask, lines
from app.web.trash.views import told

router = Router()

COUNTED: dict[str, Callable[[int], str]] = {
    "team": lambda n: ngettext("team", "teams", n),
    "hero": lambda n: ngettext("hero", "heroes", n),
    "todo": lambda n: ngettext("todo", "todos", n),
    "section": lambda n: ngettext("section", "sections", n),
    "label": lambda n: ngettext("label", "labels", n),
    "savedview": lambda n: ngettext("saved view", "saved views", n),
    "comment": lambda n: ngettext("comment", "comments", n),
}


@dataclass(frozen=True)
class PurgePage(PreviewPage):
    """The preview in the trash."""

    section = "trash"


@router.get("/trash/deletion")
def show_all(ctx: Ctx) -> Response:
    """What goes for good when the trash is emptied."""
    counts = ctx.access.trash_counts()
    view = Preview(
        question=_("Empty the trash?"),
        lede=_("Nobody can bring any of it back after this, nor what went with it."),
        goes=lines(*(Line(counts.get(kind, 0), words(counts.get(kind, 0))) for kind, words in COUNTED.items())),
        nothing=_("There is nothing in it."),
        stays=_("What others deleted and only they can restore."),
        action="/trash",
        button=_("Empty the trash"),
        keep="/trash",
        keep_words=_("Leave it in the trash"),
    )
    return ask(ctx, PurgePage(view))


@router.get("/trash/{step}/deletion")
def show(ctx: Ctx, step: Id) -> Response:
    """What goes for good with this."""
    records = ctx.access.to_purge(step)
    name = told(ctx.access.entry(step))
    view = Preview(
        question=_("Delete “%(name)s” for good?") % {"name": name},
        lede=_("Nobody can bring it back after this."),
        goes=_goes(ctx, records),
        nothing=_("Nothing else goes with it."),
        stays=_("All else stays as it is."),
        action=f"/trash/{step}",
        button=_("Delete for good"),
        keep="/trash",
        keep_words=_("Leave it in the trash"),
    )
    return ask(ctx, PurgePage(view))


@router.delete("/trash")
def destroy_all(ctx: Ctx) -> Response:
    """Drop everything for good."""
    ctx.access.empty_trash()
    return elsewhere(ctx.request, "/trash")


@router.delete("/trash/{step}")
def destroy(ctx: Ctx, step: Id) -> Response:
    """Drop this for good; what is gone already stays so."""
    done = ctx.access.purge(step)
    return elsewhere(ctx.request, f"/trash?{STEP}={done}" if done else "/trash")


def _goes(ctx: Ctx, records: Sequence[Trashable]) -> list[Line]:
    """What goes along, whether it was in the trash on its own account or not."""
    match records[0]:
        case Team() as team:
            return teams.goes(ctx.access.team_fate(team, whole=True))
        case Hero() as hero:
            return heroes.goes(ctx.access.hero_fate(hero))
        case Todo():
            branch = [one for one in records if isinstance(one, Todo)]
            inner = {one.id for one in branch}
            return todos.goes(ctx.access.todo_fate(*(one for one in branch if one.parent_id not in inner), whole=True))
    return []
