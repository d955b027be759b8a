"""The history of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.paging import PAGE
from app.access.past import Happened
from app.models import Team
from app.models.trashable import Trashable
from app.rendering import Page
from app.request import Ctx
from app.web.changes.entries import Entry, entries_of


@dataclass(frozen=True)
class HistoryPage(Page, template="changes/history.html"):
    """What was done to it, the newest first. `url` is where it is itself, empty for what lies in the trash; `more` is
    where the earlier ones are."""

    title: str
    name: str
    url: str
    entries: Sequence[Entry]
    more: str
    days: int
    team: Team | None

    section = "teams"

    @property
    def paper(self) -> Team | None:
        """The team to which it belongs."""
        return self.team


@dataclass(frozen=True)
class HeroHistory(HistoryPage):
    """That of a hero."""

    section = "heroes"


def history_page(
    ctx: Ctx, record: Trashable, past: Sequence[Happened], *, title: str, name: str, team: Team | None
) -> HistoryPage:
    """A page of what happened to a record, asked for at the record's own address with `/history` behind it."""
    here = ctx.request.url.path
    return (HeroHistory if team is None else HistoryPage)(
        title=title,
        name=name,
        url="" if record.trashed else here.removesuffix("/history"),
        entries=entries_of(ctx.access, past),
        more=f"{here}?before={past[-1].change.id}" if len(past) == PAGE else "",
        days=ctx.settings.history_days,
        team=team,
    )
