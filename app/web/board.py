"""/board: one board for all teams that a hero is on, a column each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from app.access import Access
from app.access.filtering import Narrowing
from app.access.rows import is_open
from app.access.teams import TeamLink
from app.conditional import conditional
from app.rendering import Page, page
from app.request import Ctx, Router
from app.web.filtering.asked import Asked, asked_in
from app.web.filtering.bar import FilterBar, filter_bar, without_order
from app.web.todos.move_page import own_teams
from app.web.todos.views import TodoCard, todo_card
from app.wording import COUNTED, so_many

router = Router()


@dataclass(frozen=True)
class TeamColumn:
    """What is shown of a team, the soonest due first; the first page of its `count` todos, `rest` how many more there
    are on its own board at `url`. `takes`: this hero may put todos there."""

    team: TeamLink
    cards: Sequence[TodoCard]
    count: int
    url: str
    takes: bool

    @property
    def rest(self) -> int:
        """How many todos are not shown."""
        return self.count - len(self.cards)

    @property
    def more(self) -> str:
        """The same, as far as they were counted."""
        return so_many(self.rest, COUNTED - len(self.cards))


@dataclass(frozen=True)
class BoardsPage(Page, template="board/show.html"):
    """The columns, the hero's private team first."""

    columns: Sequence[TeamColumn]
    filters: FilterBar

    section = "board"


@router.get("/board")
@conditional
def show(ctx: Ctx) -> Response:
    """The open todos of all my teams, or those that the address asks for, side by side. What is dropped on another team
    goes there once it is shown what falls off."""
    asked = asked_in(ctx.request, "/board")
    narrowing = ctx.access.narrowing(asked.told, None)
    bar = without_order(filter_bar(ctx.access, asked, narrowing, None, ()))
    return page(ctx, BoardsPage(_columns(ctx.access, asked, narrowing), replace(bar, done=None)))


def _columns(access: Access, asked: Asked, narrowing: Narrowing) -> list[TeamColumn]:
    where = [*narrowing.where, *([] if narrowing.asks_state else [is_open()])]
    lines, counts = access.teams_board_lines(where), access.teams_board_counts(where)
    mine = {team.id for team in own_teams(access.hero)}
    columns = []
    for team in access.sidebar():
        cards = [todo_card(line, access.hero) for line in lines if line.team_id == team.id]
        own = replace(asked, path=f"/teams/{team.id}/board").url()
        columns.append(TeamColumn(team, cards, counts.get(team.id, 0), own, team.id in mine))
    return columns
