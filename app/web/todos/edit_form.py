"""The form that changes a todo, and the page around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.access import Access
from app.forms import Form, Typed, empty
from app.models import Hero, Label, Section, Todo, may
from app.paths import id_key, search_words
from app.rendering import Fragment
from app.web.todos.duties import away_notes
from app.web.todos.merging import now_stored, typed
from app.web.todos.others import Others, others_for
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import TodoForm


@dataclass(frozen=True)
class EditForm(Fragment, template="todos/_form.html"):
    """The form. `team_heroes` and `others` are those to choose from; `away` says of whom."""

    todo: Todo
    form: Form[TodoForm]
    sections: Sequence[Section]
    labels: Sequence[Label]
    team_heroes: Sequence[Hero]
    away: Mapping[int, str]
    others: Others
    searched: str
    may_assign: bool
    may_label: bool
    may_move: bool
    may_trash: bool

    @property
    def id(self) -> str:
        """`todo-form`"""
        return "todo-form"


@dataclass(frozen=True)
class EditPage(PageOfTodo, template="todos/edit.html"):
    """The page of the form."""

    edit: EditForm


def opened_form(todo: Todo) -> Form[TodoForm]:
    """The form as it opens: what is stored, in the viewer's time zone."""
    heroes = [str(link.hero_id) for link in todo.assignments if not link.hero.trashed]
    labels = [str(link.label_id) for link in todo.label_links if not link.label.trashed]
    section = shown_section(todo)
    values: dict[str, Any] = {
        **typed(now_stored(todo)),
        "section": str(section.id) if section else "none",
        "heroes": heroes,
        "heroes_before": heroes,
        "labels": labels,
        "labels_before": labels,
    }
    return replace(empty(TodoForm, **values), version=todo.version)


def edit_form(access: Access, todo: Todo, form: Form[TodoForm]) -> EditForm:
    """The form as it was opened or typed, with what this hero may choose from."""
    may_assign, may_label = may(access.hero, "todo.assign", todo), may(access.hero, "todo.label", todo)
    may_move = may(access.hero, "todo.move", todo)
    wanted = search_words(form.values.get("search"))
    chosen = _numbers(form.values.get("heroes")) | _numbers(form.values.get("heroes_before"))
    heroes = access.assignable(todo.team, wanted, chosen) if may_assign else []
    return EditForm(
        todo=todo,
        form=form,
        sections=access.sections(todo.team) if may_move and todo.parent_id is None else [],
        labels=access.labels(todo.team) if may_label else [],
        team_heroes=heroes,
        away=away_notes(access, heroes),
        others=others_for(access, todo.team, wanted) if may_assign else Others(),
        searched=wanted,
        may_assign=may_assign,
        may_label=may_label,
        may_move=may_move,
        may_trash=may(access.hero, "todo.trash", todo),
    )


def edit_page(edit: EditForm) -> EditPage:
    """The page around a form."""
    return EditPage(edit.todo, edit.todo.team, shown_section(edit.todo), edit)


def _numbers(values: Typed | None) -> set[int]:
    return {number for value in values or [] if (number := id_key(value))}
