"""/teams/{id}/todos: POST adds one todo, or a whole pasted list."""

from collections.abc import Sequence
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.grammar.outline import Outline, read_outline
from app.i18n import _
from app.models import Section, Team, Todo
from app.models.rules import require
from app.paths import Id
from app.rendering import Part, append, replace, swaps
from app.request import Ctx, Router
from app.web.side import side_count
from app.web.teams.list import AddBox, Count, Rows, add_box, group_id, list_url, section_named, todo_list
from app.web.teams.shapes import PASTE_TODOS_MAX, AddText
from app.web.teams.views import ListPage, masthead
from app.web.todos.views import todo_row
from app.wording import number

router = Router()
AddForm = Annotated[Form[AddText], bind(AddText)]


@router.post("/teams/{team_id}/todos")
def create(ctx: Ctx, team_id: Id, form: AddForm) -> Response:
    """Add what was typed or pasted."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "todo.create", team)
    section = section_named(ctx.access, team, str(form.values["section"]))
    done = bool(form.values["done"])
    if form.errors:
        return _refused(ctx, AddBox(team, section, form, done, focused=True))
    outline = read_outline(form.data.text)
    wrong = _wrong(outline)
    if wrong:
        form.errors["text"] = wrong
        return _refused(ctx, AddBox(team, section, form, done, focused=True))
    added = ctx.access.plant(team, outline, section)
    box = add_box(team, section, done=done, left_over=outline.left_over, focused=True)
    parts = [*_new_rows(ctx, team, outline, added, done), replace(box), *side_count(ctx.access, team)]
    otherwise: str | ListPage = f"{list_url(team, done=done, into=section)}#todo-{added[0].id}"
    if outline.left_over:
        otherwise = ListPage(masthead(ctx.access, team, "list"), todo_list(ctx.access, team, done=done), box)
    return swaps(ctx, *parts, otherwise=otherwise)


def _wrong(outline: Outline) -> str:
    if not outline.count:
        return _("There is no todo in this. Write each one on a line of its own.")
    if outline.count > PASTE_TODOS_MAX:
        return _(
            "This list has %(count)s todos, and %(most)s fit into one paste. Paste it in parts. Nothing was added."
        ) % {"count": number(outline.count), "most": number(PASTE_TODOS_MAX)}
    return ""


def _new_rows(ctx: Ctx, team: Team, outline: Outline, added: Sequence[Todo], done: bool) -> list[Part]:
    """One todo comes to the end of its group; a list, or the first todo without a section, makes the list anew."""
    section: Section | None = added[0].section
    place = section.id if section else None
    count = ctx.access.section_counts(team, done=done).get(place, 0) if outline.count == 1 else 0
    if count == 0 or outline.section_count or (section is None and count == 1):
        return [replace(todo_list(ctx.access, team, done=done))]
    row = todo_row(ctx.access.line(added[0]), ctx.hero, new=True)
    return [append(Rows([row]), f"{group_id(place)}-rows"), replace(Count(place, count))]


def _refused(ctx: Ctx, box: AddBox) -> Response:
    whole = ListPage(masthead(ctx.access, box.team, "list"), todo_list(ctx.access, box.team, done=box.done), box)
    return swaps(ctx, replace(box), otherwise=whole, status=422)
