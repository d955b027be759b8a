"""What can be done to many todos at once, by the button that was pressed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Unprocessable
from app.i18n import _, ngettext
from app.models import Label, Section, Team, Todo
from app.models.order import ranks_after
from app.models.rules import require
from app.request import Ctx
from app.web.todos.shapes import SelectionForm


@dataclass(frozen=True)
class Act:
    """`do` is done to each todo once the rule `verb` allows it; `remarks` are what is to be said afterwards."""

    verb: str
    do: Callable[[Todo], None]
    remarks: Callable[[], Sequence[str]] = list


Make = Callable[[Ctx, SelectionForm, Sequence[Todo]], Act]


def act_of(ctx: Ctx, data: SelectionForm, todos: Sequence[Todo]) -> Act:
    """What the pressed button does to these todos. Raises NotFound, Forbidden; Unprocessable where none was pressed."""
    for name, make in MAKERS.items():
        if getattr(data, name):
            return make(ctx, data, todos)
    raise Unprocessable(_("Choose what to do with them. Nothing was changed."))


def _close(ctx: Ctx, _data: SelectionForm, todos: Sequence[Todo]) -> Act:
    still_open = [todo for todo in todos if not todo.closed]

    return Act("todo.close", lambda todo: todo.close(by=ctx.hero), lambda: _open_below(ctx, still_open))


def _open_below(ctx: Ctx, were_open: Sequence[Todo]) -> list[str]:
    """That those which were open and are done now have open sub-todos."""
    closed = [todo for todo in were_open if todo.closed]
    n = ctx.access.with_open_subs(closed) if closed else 0
    words = ngettext(
        "%(n)d of them has open sub-todos, which stay open.",
        "%(n)d of them have open sub-todos, which stay open.",
        n,
    )
    return [words % {"n": n}] if n else []


def _reopen(ctx: Ctx, _data: SelectionForm, _todos: Sequence[Todo]) -> Act:
    return Act("todo.reopen", lambda todo: todo.reopen(by=ctx.hero))


def _assign(ctx: Ctx, data: SelectionForm, _todos: Sequence[Todo]) -> Act:
    hero = ctx.access.known_hero(data.assign or 0)
    return Act("todo.assign", lambda todo: todo.assign(hero, by=ctx.hero))


def _put_label(ctx: Ctx, data: SelectionForm, _todos: Sequence[Todo]) -> Act:
    label = ctx.access.with_trash(Label, data.label or 0)
    return Act("todo.label", lambda todo: todo.put_label(label, by=ctx.hero))


def _set_due(ctx: Ctx, data: SelectionForm, _todos: Sequence[Todo]) -> Act:
    day = data.day if data.due == "given" else data.due
    if day is None:
        raise Unprocessable(_("Choose a day first. Nothing was changed."))
    values = {"due_on": day if isinstance(day, date) else None, "due_at": None}
    return Act("todo.edit", lambda todo: todo.edit(values, by=ctx.hero))


def _set_priority(ctx: Ctx, data: SelectionForm, _todos: Sequence[Todo]) -> Act:
    return Act("todo.edit", lambda todo: todo.edit({"priority": data.priority}, by=ctx.hero))


def _move(ctx: Ctx, data: SelectionForm, todos: Sequence[Todo]) -> Act:
    """To the end of a section, in the order in which they stand; where all stand there already, nothing moves."""
    section = None if data.section == "none" else ctx.access.with_trash(Section, data.section or 0)
    place = section.id if section else None
    if all(todo.parent_id is None and todo.section_id == place for todo in todos):
        return Act("todo.move", lambda _todo: None)
    teams = {section.team_id: section.team} if section else {todo.team_id: todo.team for todo in todos}
    free = {team_id: _ranks(ctx, team, section, len(todos)) for team_id, team in teams.items()}

    def do(todo: Todo) -> None:
        rank = next(free[todo.team_id]) if todo.team_id in free else todo.rank
        todo.move(section, rank, by=ctx.hero)
        if todo.parent_id is not None:
            todo.nest(None, rank, by=ctx.hero)

    still_open = [todo for todo in todos if not todo.closed]
    return Act("todo.move", do, lambda: _open_below(ctx, still_open))


def _transfer(ctx: Ctx, data: SelectionForm, todos: Sequence[Todo]) -> Act:
    """To another team, each with its sub-todos; a sub-todo whose todo was picked too goes along with that."""
    team = ctx.access.team(data.team or 0)
    require(ctx.hero, "todo.create", team)
    leaving = [todo for todo in todos if todo.team_id != team.id]
    below = ctx.access.branch(*leaving, trashed=True)
    tops, branches = _branches(leaving, below)
    ranks = _ranks(ctx, team, None, len(tops))
    everything = [*tops, *below]
    heroes, labels = _in_hands(everything), _worn(everything)

    def do(todo: Todo) -> None:
        if todo.id in branches:
            todo.transfer(team, None, next(ranks), by=ctx.hero, branch=branches[todo.id])

    def remarks() -> list[str]:
        return _fallen(team, heroes - _in_hands(everything), labels - _worn(everything))

    return Act("todo.move", do, remarks)


MAKERS: dict[str, Make] = {
    "close": _close,
    "reopen": _reopen,
    "assign": _assign,
    "label": _put_label,
    "due": _set_due,
    "priority": _set_priority,
    "section": _move,
    "team": _transfer,
}


def _ranks(ctx: Ctx, team: Team, section: Section | None, count: int) -> Iterator[str]:
    return iter(ranks_after(ctx.access.last_rank(team, section), count))


def _branches(todos: Sequence[Todo], below: Sequence[Todo]) -> tuple[list[Todo], dict[int, list[Todo]]]:
    """Those of the todos that are not below others of them, and by their ids what is below each."""
    parents = {todo.id: todo.parent_id for todo in below}
    branches: dict[int, list[Todo]] = {todo.id: [] for todo in todos if todo.id not in parents}
    for sub in below:
        top = sub.id
        while top in parents:
            top = parents[top] or 0
        branches[top].append(sub)
    return [todo for todo in todos if todo.id in branches], branches


def _in_hands(todos: Iterable[Todo]) -> int:
    return sum(not link.hero.trashed for todo in todos for link in todo.assignments)


def _worn(todos: Iterable[Todo]) -> int:
    return sum(not link.label.trashed for todo in todos for link in todo.label_links)


def _fallen(team: Team, heroes: int, labels: int) -> list[str]:
    assignments = ngettext(
        "%(n)d assignment fell off: that hero is not on %(team)s.",
        "%(n)d assignments fell off: those heroes are not on %(team)s.",
        heroes,
    )
    tags = ngettext(
        "%(n)d label fell off: %(team)s does not have it.",
        "%(n)d labels fell off: %(team)s does not have them.",
        labels,
    )
    told = ((heroes, assignments), (labels, tags))
    return [words % {"n": n, "team": team.name} for n, words in told if n]
