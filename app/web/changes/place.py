"""Where to go once a step was taken back: to where its button was, if there is still anything to see."""

import re
from collections.abc import Callable, Mapping, Sequence

from app.access import Access
from app.errors import NotFound
from app.models import Change
from app.paths import back_to, id_key
from app.request import Ctx

PAGES: Mapping[str, Callable[[Access], Callable[[int], object]]] = {
    "todos": lambda access: access.todo,
    "teams": lambda access: access.team,
    "heroes": lambda access: access.known_hero,
    "comments": lambda access: access.comment,
    "saved": lambda access: access.saved,
}
"""Pages about one thing, and what finds it."""


def place_after(ctx: Ctx, changes: Sequence[Change]) -> str:
    """The address to go to once these changes were taken back. What was deleted is shown in its own place."""
    first = changes[0] if changes else None
    if first is not None and first.kind == "trashed" and (home := _home(ctx.access, first)):
        return home
    ours = f"/teams/{first.team_id}" if first is not None and first.team_id else "/teams"
    anchor = f"todo-{first.row_key}" if first is not None and first.entity == "todo" else ""
    url = back_to(ctx.request, ours, anchor)
    return next((one for one in (url, ours) if _shows(ctx.access, one)), "/teams")


def _shows(access: Access, url: str) -> bool:
    """Whether the page of one thing still has it."""
    found = re.match(r"/(\w+)/(\d+)", url)
    number = id_key(found[2]) if found else None
    if found is None or number is None or found[1] not in PAGES:
        return True
    try:
        PAGES[found[1]](access)(number)
    except NotFound:
        return False
    return True


def _home(access: Access, change: Change) -> str:
    """Where a thing is found once it is back; empty where it is not."""
    homes = {
        "hero": f"/heroes/{change.row_key}",
        "team": f"/teams/{change.row_key}",
        "section": f"/teams/{change.team_id}#group-{change.row_key}",
        "label": f"/teams/{change.team_id}/labels#label-{change.row_key}",
        "todo": f"/todos/{change.row_key}",
        "savedview": f"/saved/{change.row_key}",
    }
    url = homes.get(change.entity, "")
    return url if url and _shows(access, url) else ""
