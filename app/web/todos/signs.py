"""Signs in the title of a todo that is there, or of a new sub-todo: #label, @hero, tomorrow, every monday."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from app.access import Access
from app.access.understanding import NAMED, Understood
from app.forms import Form
from app.grammar.reading import Reading, read_line
from app.grammar.signs import Kind
from app.i18n import Viewer, _, viewing
from app.models import Todo, may
from app.repeat_wording import repeat_words
from app.understood import here
from app.web.todos.shapes import TodoForm

VERBS = {Kind.HERO: "todo.assign", Kind.LABEL: "todo.label", Kind.SECTION: "todo.move"}


def understand(access: Access, todo: Todo, line: str, kinds: Collection[Kind] = NAMED) -> Understood:
    """A line for the todo's team."""
    reading = read_line(line, here())
    return access.vocabulary(todo.team, [reading]).understand(reading, kinds)


def slips_of(understood: Understood) -> dict[str, str]:
    """What is wrong with a title whose new label looks like one that there is."""
    if not understood.slips:
        return {}
    slip = understood.slips[0]
    words = _("#%(name)s is new. Did you mean #%(meant)s? Write that, or make #%(name)s on the page of labels first.")
    return {"title": words % {"name": slip.name, "meant": slip.meant.name}}


def with_signs(access: Access, todo: Todo, form: Form[TodoForm]) -> tuple[Form[TodoForm], Sequence[str]]:
    """The form with the signs that were typed into its title as values of its fields, and the new labels among them.

    Only what is new in the title counts: what it said before was meant as it is. What this hero may not change stays
    in the title.
    """
    if form.errors or form.data.title == todo.title:
        return form, ()
    reading = _only_new(read_line(form.data.title, here()), read_line(todo.title, here()))
    kinds = {kind for kind, verb in VERBS.items() if may(access.hero, verb, todo)}
    if todo.parent_id is not None:
        kinds -= {Kind.SECTION}
    understood = access.vocabulary(todo.team, [reading]).understand(reading, kinds)
    if not understood.reading.signs and not reading.escapes:
        return form, ()
    form.errors.update(slips_of(understood))
    data = form.data.model_copy(update=_fields(form.data, understood))
    return replace(form, _data=data), understood.new_labels


def _only_new(reading: Reading, before: Reading) -> Reading:
    """The reading without the signs that stood in the title already."""
    known = {before.line[sign.start : sign.end].casefold() for sign in before.signs}
    return reading.without([sign for sign in reading.signs if reading.line[sign.start : sign.end].casefold() in known])


def _fields(data: TodoForm, understood: Understood) -> dict[str, Any]:
    reading = understood.reading
    fields: dict[str, Any] = {"title": reading.title}
    if reading.day is not None and (reading.values(Kind.WHEN) or data.due_day is None):
        fields |= {"due_day": reading.day, "due_time": reading.time}
    if reading.priority:
        fields["priority"] = type(data.priority)(reading.priority)
    if reading.rule:
        with viewing(Viewer()):  # in the words that a form reads
            fields["repeat"] = repeat_words(reading.rule)
    if understood.section:
        fields["section"] = understood.section.id
    fields["heroes"] = list(dict.fromkeys([*data.heroes, *(face.id for face in understood.heroes)]))
    fields["labels"] = list(dict.fromkeys([*data.labels, *(tag.id for tag in understood.labels)]))
    return fields
