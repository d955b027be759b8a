"""The bar below a list that changes all picked todos at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from app.access import Access
from app.access.paging import PAGE
from app.access.rows import Face
from app.clock import exact
from app.i18n import viewer
from app.models import Hero, Label, Section, Team, may
from app.rendering import Fragment, View
from app.web.todos.duties import away_note, away_notes
from app.web.todos.move_page import other_teams, own_teams
from app.wording import due, today

DAYS = (0, 1, 7)
"""How far away the days are that it offers by name."""


@dataclass(frozen=True)
class BarKey(Fragment, template="todos/_bulk_key.html"):
    """The one-use key of its form; a new one stands for a selection that is done with."""

    key: str = field(default_factory=lambda: token_urlsafe(16))

    @property
    def id(self) -> str:
        """`bulk-key`"""
        return "bulk-key"


@dataclass(frozen=True)
class Bar(View, template="todos/_bulk.html"):
    """What can be done, and what there is to choose from: nothing where this hero may not. `still`: nothing can be done
    at all. `away` says of whom. `done`: the list shows todos done long ago too; `filtered`: a filter narrows it; `days`
    are offered by their ISO date and their words."""

    key: BarKey
    done: bool
    heroes: Sequence[Hero | Face]
    away: Mapping[int, str]
    labels: Sequence[Label]
    days: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    teams: Sequence[Team]
    may_move: bool
    may_trash: bool
    filtered: bool = False
    view: str = "list"
    still: bool = False


def selection_bar(access: Access, team: Team, sections: Sequence[Section], *, done: bool) -> Bar:
    """The bar of a list of this team, whose sections are given."""
    hero = access.hero
    may_move = may(hero, "todo.move", team)
    heroes = access.assignable(team) if may(hero, "todo.assign", team) else []
    return Bar(
        key=BarKey(),
        done=done,
        heroes=heroes,
        away=away_notes(access, heroes),
        labels=access.labels(team)[:PAGE] if may(hero, "todo.label", team) else [],
        days=days_offered(),
        sections=sections if may_move else [],
        teams=other_teams(hero, team) if may_move else [],
        may_move=may_move,
        may_trash=may(hero, "todo.trash", team),
        still=not team.awake,
    )


def days_offered() -> list[tuple[str, str]]:
    """The days that are offered by name, each by its ISO date and its words."""
    return [_day(days) for days in DAYS]


def mixed_bar(access: Access) -> Bar:
    """The bar of a list with todos of several teams, which have neither labels nor sections in common."""
    hero = access.hero
    teams = own_teams(hero)
    lines = access.hero_directory()
    return Bar(
        key=BarKey(),
        done=False,
        heroes=[line.face for line in lines],
        away={line.face.id: away_note(line.away_until) for line in lines if line.away_until},
        labels=[],
        days=days_offered(),
        sections=[],
        teams=teams,
        may_move=False,
        may_trash=bool(teams),
    )


def _day(days: int) -> tuple[str, str]:
    day = today() + timedelta(days=days)
    words = due(day, None, None, exact(), viewer().clock)
    return day.isoformat(), words.words if words else ""
