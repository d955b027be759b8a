"""The page that moves a todo."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.paging import PAGE
from app.access.rows import TodoLine
from app.forms import Form, empty
from app.models import Hero, Section, Team, Todo, may
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import PlaceForm


@dataclass(frozen=True)
class Farewell:
    """What a move to another team takes along, and what it drops unless it is added there."""

    subs: int
    comments: int
    heroes: Sequence[Hero]
    labels: Sequence[str]
    may_enlist: bool
    may_make: bool


@dataclass(frozen=True)
class MovePage(PageOfTodo, template="todos/move.html"):
    """The forms. `farewell` is None within the team, where it can also go behind one of its `neighbours`; `parents` are
    those found for `words`."""

    target: Team
    neighbours: Sequence[TodoLine]
    form: Form[PlaceForm]
    sections: Sequence[Section]
    parents: Sequence[Todo]
    words: str
    teams: Sequence[Team]
    farewell: Farewell | None


def blank_place(todo: Todo, target: Team) -> Form[PlaceForm]:
    """The form as it opens: where the todo stands."""
    if target.id != todo.team_id:
        return empty(PlaceForm, end="last")
    section = shown_section(todo)
    return empty(PlaceForm, section=str(section.id) if section else "", parent=str(todo.parent_id or ""), end="last")


def move_page(access: Access, todo: Todo, target: Team, form: Form[PlaceForm], words: str) -> MovePage:
    """The page for a move to `target`, which may be its own team."""
    stays = target.id == todo.team_id
    return MovePage(
        todo=todo,
        team=todo.team,
        section_of=shown_section(todo),
        target=target,
        form=form,
        neighbours=[line for line in access.team_lines(target, done=False) if line.id != todo.id] if stays else [],
        sections=access.sections(target),
        parents=_parents(access, todo, words) if stays else [],
        words=words,
        teams=other_teams(access.hero, todo.team),
        farewell=None if stays else _farewell(access, todo, target),
    )


def own_teams(hero: Hero) -> list[Team]:
    """The hero's own teams to which they may add todos, as the side bar has them: the private one first."""
    teams = [link.team for link in hero.memberships if not link.team.trashed]
    mine = [one for one in teams if may(hero, "todo.create", one)]
    return sorted(mine, key=lambda one: (not one.is_private, one.name.lower(), one.id))


def other_teams(hero: Hero, team: Team) -> list[Team]:
    """The same besides this one."""
    return [one for one in own_teams(hero) if one.id != team.id]


def _parents(access: Access, todo: Todo, words: str) -> list[Todo]:
    below = {sub.id for sub in access.branch(todo)}
    found = [one for one in access.possible_parents(todo, words, PAGE) if one.id not in below]
    present = [] if todo.parent is None or todo.parent in found else [todo.parent]
    return [*present, *found]


def _farewell(access: Access, todo: Todo, target: Team) -> Farewell:
    branch = access.branch(todo)
    on_team = {link.hero_id for link in target.memberships}
    there = {label.name.casefold() for label in access.labels(target)}
    heroes = {link.hero_id: link.hero for one in (todo, *branch) for link in one.assignments if not link.hero.trashed}
    labels = {link.label.name for one in (todo, *branch) for link in one.label_links if not link.label.trashed}
    return Farewell(
        subs=len(branch),
        comments=access.comment_count([todo, *branch]),
        heroes=[hero for hero_id, hero in heroes.items() if hero_id not in on_team],
        labels=sorted(name for name in labels if name.casefold() not in there),
        may_enlist=may(access.hero, "team.enlist", target) and not target.is_private,
        may_make=may(access.hero, "label.create", target),
    )
