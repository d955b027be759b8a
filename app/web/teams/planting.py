"""What becomes of a text from an add box: todos, or a box that asks first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.lists import Said
from app.access.understanding import Answers
from app.forms import Form
from app.grammar.outline import Outline, read_outline
from app.i18n import _
from app.models import Section, Team, Todo
from app.understood import here
from app.web.teams.adding import AddBox, AddPreview, asked_again, box_with, preview
from app.web.teams.shapes import PASTE_LABELS_MAX, PASTE_TODOS_MAX, AddText
from app.wording import number


@dataclass(frozen=True)
class Planted:
    """The top todos that a text became."""

    outline: Outline
    todos: Sequence[Todo]


def plant(access: Access, team: Team, section: Section | None, form: Form[AddText]) -> Planted | AddBox | AddPreview:
    """Add what was typed to a team that is at hand. Otherwise the box with what is wrong (then the form has errors) or
    asked, or the preview of a list."""
    if form.errors:
        return box_with(access, team, section, form)
    if form.data.step == "back":
        return box_with(access, team, section, asked_again(form))
    outline = read_outline(form.data.text)
    wrong = _wrong(outline)
    said = Said() if wrong else access.said(team, outline, here(), Answers.given(form.data.same, form.data.make))
    wrong = wrong or _too_many_labels(said)
    if wrong:
        form.errors["text"] = wrong
        return box_with(access, team, section, form)
    if said.slips:
        return box_with(access, team, section, asked_again(form), said.slips)
    if "\n" in form.data.text.strip() and form.data.step is None:
        return preview(team, section, form, access.forecast(team, outline, said), outline.left_over)
    return Planted(outline, access.plant(team, outline, section, said))


def _wrong(outline: Outline) -> str:
    if not outline.count:
        return _("There is no todo in this. Write each one on a line of its own.")
    if outline.count > PASTE_TODOS_MAX:
        return _(
            "This list has %(count)s todos, and %(most)s fit into one paste. Paste it in parts. Nothing was added."
        ) % {"count": number(outline.count), "most": number(PASTE_TODOS_MAX)}
    return ""


def _too_many_labels(said: Said) -> str:
    count = len(said.new_labels)
    if count <= PASTE_LABELS_MAX:
        return ""
    return _(
        "This list has %(count)s new labels, and %(most)s fit into one paste. Paste it in parts. Nothing was added."
    ) % {"count": number(count), "most": number(PASTE_LABELS_MAX)}
