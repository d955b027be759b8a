"""What a list shows after picked todos were changed, and where one goes on without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from app.access.paging import PAGE
from app.access.rows import TodoLine
from app.i18n import _
from app.models import Team
from app.paths import back_to
from app.rendering import Page, Part, append, pop_up, remove, replace, swaps, wants_parts
from app.request import Ctx
from app.toasts import Toast
from app.web.home.answers import day_renewed, from_my_day
from app.web.side import side_count
from app.web.teams.board_views import board
from app.web.teams.list import Count, Rows, group_id, todo_list
from app.web.todos.answers import facts_parts
from app.web.todos.picks import Picks, place_of
from app.web.todos.selection_bar import BarKey
from app.web.todos.shapes import Picked
from app.web.todos.views import todo_row

ADDRESS = "/todos/selection"


@dataclass(frozen=True)
class RemarksPage(Page, template="todos/selection.html"):
    """What was not done, or only in part, without a script; the toast says what was."""

    remarks: Sequence[str]
    back: str
    team: Team

    section = "teams"

    @property
    def paper(self) -> Team:
        """The team's whose todos they were."""
        return self.team


def answered(ctx: Ctx, changed: Picks, data: Picked) -> Response:
    """The rows in their new places, and an empty selection; without a script the list, or what is to be said."""
    teams = _teams_left(ctx, changed)
    remarks = list(changed.remarks)
    if not ctx.access.history().changes:
        remarks.insert(0, _("That is so already. Nothing was changed."))
    # More rows than a page of the list shows are shown by that page, which is there sooner than all of them.
    # So is a narrowed list, which alone knows what is still on it.
    in_place = wants_parts(ctx.request) and ((len(changed.todos) <= PAGE and not data.filtered) or remarks)
    parts = _parts(ctx, teams, changed, data) if in_place else []
    said = [pop_up(Toast(" ".join(remarks)))] if remarks else []
    back = _back(ctx, teams[0], data)
    otherwise = RemarksPage(remarks, back, teams[0]) if remarks else f"{back}{_anchor(changed)}"
    return swaps(ctx, *parts, *said, otherwise=otherwise)


def _teams_left(ctx: Ctx, changed: Picks) -> list[Team]:
    """The teams on whose lists they stood."""
    ids = dict.fromkeys(changed.places[todo.id][0] for todo in changed.todos)
    return [ctx.access.team(team_id) for team_id in ids]


def _parts(ctx: Ctx, teams: Sequence[Team], changed: Picks, data: Picked) -> list[Part]:
    counts = side_count(ctx.access, *teams, *(todo.team for todo in changed.todos))
    if from_my_day(ctx):
        return [*day_renewed(ctx), *counts, replace(BarKey())]
    alone = changed.todos[0] if len(changed.todos) == 1 else None
    opened = facts_parts(ctx, alone) if alone is not None and not alone.trashed else []
    return [*_views_parts(ctx, teams, changed, data), *opened, *counts, replace(BarKey())]


def _views_parts(ctx: Ctx, teams: Sequence[Team], changed: Picks, data: Picked) -> list[Part]:
    if data.view == "board":
        return [replace(board(ctx.access, team, done=data.done)) for team in teams]
    lines = ctx.access.lines(changed.todos)
    return [part for team in teams for part in _list_parts(ctx, team, changed, lines, data.done)]


def _stays(line: TodoLine, changed: Picks) -> bool:
    return changed.places[line.id] == (line.team_id, line.section_id)


def _list_parts(ctx: Ctx, team: Team, changed: Picks, lines: Sequence[TodoLine], done: bool) -> list[Part]:
    """What changes on a team's list: rows and counts, or all of it where the group without a section comes or goes."""
    places = {one: section for one, (team_id, section) in changed.places.items() if team_id == team.id}
    mine = {todo.id for todo in changed.todos if todo.id in places}
    staying = [line for line in lines if line.id in mine and _stays(line, changed)]
    arriving = [line for line in lines if line.id in mine and line.team_id == team.id and not _stays(line, changed)]
    leaving = mine - {line.id for line in staying}
    counts = ctx.access.section_counts(team, done=done)
    emptied = None not in counts and None in {places[one] for one in leaving}
    filled = 0 < counts.get(None, 0) == sum(line.section_id is None for line in arriving)
    if emptied or filled:
        return [replace(todo_list(ctx.access, team, done=done))]
    return [
        *_rows(ctx, staying),
        *(remove(f"todo-{one}") for one in sorted(leaving)),
        *_new_rows(ctx, arriving),
        *(replace(Count(place, counts.get(place, 0))) for place in _groups(ctx, team)),
    ]


def _rows(ctx: Ctx, lines: Sequence[TodoLine]) -> list[Part]:
    pop = "todo.closed" in ctx.access.history().counts
    return [replace(todo_row(line, ctx.hero, pop=pop)) for line in lines]


def _new_rows(ctx: Ctx, lines: Sequence[TodoLine]) -> list[Part]:
    """At the ends of the groups that they came to."""
    groups = groupby(lines, key=lambda line: line.section_id)
    return [
        append(Rows([todo_row(line, ctx.hero, new=True) for line in group]), f"{group_id(place)}-rows")
        for place, group in groups
    ]


def _groups(ctx: Ctx, team: Team) -> list[int | None]:
    return [None, *(section.id for section in ctx.access.sections(team))]


def _back(ctx: Ctx, team: Team, data: Picked) -> str:
    """The list that they were picked in."""
    there = data.back or back_to(ctx.request, f"/teams/{team.id}")
    return f"/teams/{team.id}" if there.startswith(ADDRESS) else there


def _anchor(changed: Picks) -> str:
    """The first of them that is still there."""
    there = (todo.id for todo in changed.todos if not todo.trashed and place_of(todo) == changed.places[todo.id])
    return next((f"#todo-{one}" for one in there), "")
