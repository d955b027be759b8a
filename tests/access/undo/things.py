"""What the verbs are done to, as the cast has it, or as it is made beforehand."""

from app.access import Access
from app.models import Comment, Label, Membership, SavedView, SavedViewCreate, Section, Todo
from app.models.order import ranks_after
from tests.access.undo.there_and_back import take_step
from tests.cast import Cast

RANK = ranks_after("a9", 1)[0]
"""Behind all that the cast has."""


def roof(mine: Access, cast: Cast) -> Todo:
    return mine.todo(cast.roof)


def house(mine: Access, cast: Cast) -> Label:
    return mine.label(mine.team(cast.z_force), cast.house)


def backlog(mine: Access, cast: Cast) -> Section:
    return mine.section(mine.team(cast.z_force), cast.backlog)


def guest(mine: Access, cast: Cast) -> Membership:
    return mine.membership_with_work(mine.team(cast.z_force), cast.tarantula)


def comment(mine: Access, cast: Cast) -> Comment:
    return next(iter(mine.todo(cast.roof).comments))


def view(mine: Access, cast: Cast) -> SavedView:
    """A view that the team shares, made and committed beforehand."""
    team = mine.team(cast.z_force)
    shared = SavedView.add(team, SavedViewCreate(name="Mine", query="assignee:me"), by=mine.hero, list_of=team)
    mine.add(shared)
    take_step(mine)
    return shared


def lead(mine: Access, cast: Cast) -> SavedView:
    """One that leads."""
    leading = view(mine, cast)
    leading.take_lead(by=mine.hero, instead_of=[])
    take_step(mine)
    return leading
