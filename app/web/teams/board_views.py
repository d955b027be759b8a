"""A team's board: its sections as columns of cards."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.access import Access
from app.access.filtering import Narrowing
from app.access.paging import PAGE
from app.access.rows import TodoLine
from app.access.section_rows import Held, totals
from app.filtering.model import Field, Filter
from app.filtering.words import ALL
from app.forms import new_key
from app.models import Section, Team, may
from app.rendering import Fragment, View
from app.web.filtering.asked import Asked
from app.web.filtering.bar import FilterBar, filter_bar, one_condition, without_order
from app.web.teams.adding import AddBox, AddPreview, add_box
from app.web.teams.addresses import board_url
from app.web.teams.views import TeamPage, masthead
from app.web.todos.selection_bar import Bar, selection_bar
from app.web.todos.views import TodoCard, todo_card


def column_id(section_id: int | None) -> str:
    """The id of a section's column: `column-3`, `column-none`."""
    return f"column-{section_id or 'none'}"


@dataclass(frozen=True)
class Cards(View, template="teams/_cards.html"):
    """Cards of one column."""

    cards: Sequence[TodoCard]


@dataclass(frozen=True)
class ColumnCount(Fragment, template="teams/_column_count.html"):
    """How many todos a column shows; beside its `limit`, of which only what is open counts, as long as it has one."""

    section_id: int | None
    count: int
    open_count: int
    limit: int | None

    @property
    def id(self) -> str:
        """`column-3-count`"""
        return f"{column_id(self.section_id)}-count"


@dataclass(frozen=True)
class ColumnMore(Fragment, template="teams/_more.html"):
    """The link to the rest of a column; without `url`, when all of it stands there, to its beginning."""

    section_id: int | None
    url: str

    @property
    def id(self) -> str:
        """`column-3-more`"""
        return f"{column_id(self.section_id)}-more"


@dataclass(frozen=True)
class Column(Fragment, template="teams/_column.html"):
    """One section of the board, between the ids of the `previous` and the `next`, or the todos without one (`section`
    None). `more` is where the rest is, if any; `add_url` where a todo is added to it, if this hero may."""

    team: Team
    section: Section | None
    cards: Cards
    count: ColumnCount
    more: ColumnMore | None
    add_url: str
    previous: int | None
    next: int | None
    may_arrange: bool

    @property
    def id(self) -> str:
        """`column-3`, `column-none`"""
        return column_id(self.section.id if self.section else None)


@dataclass(frozen=True)
class Board(Fragment, template="teams/_board.html"):
    """All columns. `may_move`: cards can be put elsewhere; `may_arrange`: so can columns."""

    team: Team
    columns: Sequence[Column]
    done: bool
    bar: Bar
    may_move: bool
    may_arrange: bool
    key: str = field(default_factory=new_key)

    @property
    def id(self) -> str:
        """`board`"""
        return "board"


@dataclass(frozen=True)
class BoardPage(TeamPage, template="teams/board.html"):
    """The team's board, with the box to add to it."""

    board: Board
    filters: FilterBar
    add: AddBox | AddPreview | None


@dataclass(frozen=True)
class Shown:
    """What of a team a board shows: what its address asks for, and the conditions that this makes on todos."""

    asked: Asked
    narrowing: Narrowing

    @property
    def done(self) -> bool:
        """Whether todos done long ago may be among them."""
        return self.asked.done or self.narrowing.asks_state


def shown_by(access: Access, team: Team, asked: Asked | None = None, *, done: bool = False) -> Shown:
    """What an address asks for; without one all of the team, with todos `done` long ago or without."""
    asked = asked or Asked(f"/teams/{team.id}/board", one_condition(Field.STATE, ALL) if done else Filter())
    return Shown(asked, access.narrowing(asked.told, team))


def board(access: Access, team: Team, *, done: bool = False, shown: Shown | None = None) -> Board:
    """The first page of each column, as this hero sees it; with todos `done` long ago or without."""
    shown = shown or shown_by(access, team, done=done)
    sections = access.sections(team)
    held = access.held(team, done=shown.done, where=shown.narrowing.where)
    lines = access.board_lines(team, done=shown.done, where=shown.narrowing.where, held=held)
    counts = column_counts(access, team, shown, sections=sections, held=held)
    ids = [None, *(section.id for section in sections), None]
    beside = {section.id: (ids[at], ids[at + 2]) for at, section in enumerate(sections)}
    columns = [
        _column(access, team, section, lines, count, beside.get(section.id, (None, None)) if section else (None, None))
        for section, count in zip((None, *sections), counts, strict=True)
    ]
    if not counts[0].count:
        columns.append(columns.pop(0))  # an empty place is not what one wants to see first
    return _board(access, team, sections, [_with_more(shown, one) for one in columns], shown)


def one_column(
    access: Access, team: Team, section: Section | None, shown: Shown, *, after: tuple[str, int] | None
) -> Board:
    """The board with a page of one column alone, from behind a key."""
    section_id = section.id if section else None
    lines = access.section_lines(team, section_id, done=shown.done, after=after, where=shown.narrowing.where)
    sections = access.sections(team)
    counts = column_counts(access, team, shown, sections=sections)
    count = next(one for one in counts if one.section_id == section_id)
    column = _column(access, team, section, lines, count, (None, None))
    if len(lines) == PAGE:
        column = _with_more(shown, column)
    return _board(access, team, sections, [column], shown)


def column_counts(
    access: Access,
    team: Team,
    shown: Shown,
    *,
    sections: Sequence[Section] | None = None,
    held: Sequence[Held] | None = None,
) -> list[ColumnCount]:
    """The counts of all columns, that of the todos without a section first."""
    counts = totals(access.held(team, done=shown.done, where=shown.narrowing.where) if held is None else held)
    open_counts = access.open_counts(team)
    places = [None, *(access.sections(team) if sections is None else sections)]
    return [
        ColumnCount(
            section_id := section.id if section else None,
            counts.get(section_id, 0),
            open_counts.get(section_id, 0),
            section.todo_limit if section else None,
        )
        for section in places
    ]


def board_page(
    access: Access,
    team: Team,
    *,
    shown: Shown,
    into: Section | None = None,
    add: AddBox | AddPreview | None = None,
) -> BoardPage:
    """The board with its add box, which adds to the section `into`. What is added might not be among what a filter
    shows, so a narrowed board has none."""
    adds = shown.asked.plain and may(access.hero, "todo.create", team)
    box = add or (add_box(team, into, done=shown.asked.done, board=True) if adds else None)
    filters = board_filters(access, team, shown)
    return BoardPage(masthead(access, team, "board"), board(access, team, shown=shown), filters, box)


def board_filters(access: Access, team: Team, shown: Shown) -> FilterBar:
    """The bar that narrows the board. Its order is the team's own."""
    return without_order(filter_bar(access, shown.asked, shown.narrowing, team, access.sections(team)))


def _board(access: Access, team: Team, sections: Sequence[Section], columns: Sequence[Column], shown: Shown) -> Board:
    done = shown.asked.done
    bar = replace(selection_bar(access, team, sections, done=done), view="board", filtered=not shown.asked.plain)
    return Board(team, columns, done, bar, may(access.hero, "todo.move", team), may(access.hero, "section.edit", team))


def _column(
    access: Access,
    team: Team,
    section: Section | None,
    lines: Sequence[TodoLine],
    count: ColumnCount,
    beside: tuple[int | None, int | None],
) -> Column:
    mine = [line for line in lines if line.section_id == count.section_id]
    return Column(
        team=team,
        section=section,
        cards=Cards([todo_card(line, access.hero) for line in mine]),
        count=count,
        more=None,
        add_url=board_url(team, into=section) if may(access.hero, "todo.create", team) else "",
        previous=beside[0],
        next=beside[1],
        may_arrange=may(access.hero, "section.edit", team),
    )


def _with_more(shown: Shown, column: Column) -> Column:
    """With the link to its rest, if it has one."""
    cards = column.cards.cards
    if len(cards) >= column.count.count or not cards:
        return column
    last, section_id = cards[-1].line, column.count.section_id
    url = shown.asked.url(column=str(section_id or "none"), after=f"{last.rank},{last.id}")
    return replace(column, more=ColumnMore(section_id, url))
