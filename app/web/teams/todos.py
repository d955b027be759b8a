"""/teams/{id}/todos: POST adds one todo, or a whole pasted list."""

from collections.abc import Sequence
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.grammar.outline import Outline
from app.models import Section, Team, Todo
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, Part, append, replace, swaps
from app.request import Ctx, Router
from app.web.side import side_count
from app.web.teams.adding import AddBox, AddPreview, add_box
from app.web.teams.addresses import board_url, list_url
from app.web.teams.board_views import Cards, board, board_page, column_counts, column_id, shown_by
from app.web.teams.list import Count, Rows, group_id, section_named, todo_list
from app.web.teams.planting import Planted, plant
from app.web.teams.shapes import AddText
from app.web.teams.views import list_page
from app.web.todos.views import todo_card, todo_row

router = Router()
AddForm = Annotated[Form[AddText], bind(AddText)]


@router.post("/teams/{team_id}/todos")
def create(ctx: Ctx, team_id: Id, form: AddForm) -> Response:
    """Add what was typed; of a list show first what it becomes, and ask about labels that look like slips."""
    ctx.access.hold_order(team_id)
    team = ctx.access.team(team_id)
    require(ctx.hero, "todo.create", team)
    section = section_named(ctx.access, team, str(form.values["section"]))
    planted = plant(ctx.access, team, section, form)
    if not isinstance(planted, Planted):
        return _box(ctx, planted, 422 if form.errors else 200)
    return _added(ctx, team, planted, section, form.data)


def _added(ctx: Ctx, team: Team, planted: Planted, section: Section | None, data: AddText) -> Response:
    outline, added = planted.outline, planted.todos
    box = add_box(team, section, done=data.done, left_over=outline.left_over, focused=True, board=data.board)
    new = (_new_cards if data.board else _new_rows)(ctx, team, outline, added, data.done)
    url = (board_url if data.board else list_url)(team, done=data.done, into=section)
    otherwise: str | Page = f"{url}#{'card' if data.board else 'todo'}-{added[0].id}"
    if outline.left_over:
        otherwise = _page(ctx, box)
    return swaps(ctx, *new, replace(box), *side_count(ctx.access, team), otherwise=otherwise)


def _new_rows(ctx: Ctx, team: Team, outline: Outline, added: Sequence[Todo], done: bool) -> list[Part]:
    """One todo comes to the end of its group; a list, or the first todo without a section, makes the list anew."""
    section: Section | None = added[0].section
    place = section.id if section else None
    count = ctx.access.section_counts(team, done=done).get(place, 0) if outline.count == 1 else 0
    if count == 0 or outline.section_count or (section is None and count == 1):
        return [replace(todo_list(ctx.access, team, done=done))]
    row = todo_row(ctx.access.line(added[0]), ctx.hero, new=True)
    return [append(Rows([row]), f"{group_id(place)}-rows"), replace(Count(place, count))]


def _new_cards(ctx: Ctx, team: Team, outline: Outline, added: Sequence[Todo], done: bool) -> list[Part]:
    """The same on a board."""
    if outline.count > 1 or outline.section_count:
        return [replace(board(ctx.access, team, done=done))]
    card = todo_card(ctx.access.line(added[0]), ctx.hero, new=True)
    counts = column_counts(ctx.access, team, shown_by(ctx.access, team, done=done))
    return [append(Cards([card]), f"{column_id(added[0].section_id)}-cards"), *(replace(count) for count in counts)]


def _box(ctx: Ctx, box: AddBox | AddPreview, status: int = 200) -> Response:
    return swaps(ctx, replace(box), otherwise=_page(ctx, box), status=status)


def _page(ctx: Ctx, box: AddBox | AddPreview) -> Page:
    if box.board:
        return board_page(ctx.access, box.team, shown=shown_by(ctx.access, box.team, done=box.done), add=box)
    return list_page(ctx.access, box.team, done=box.done, box=box)
