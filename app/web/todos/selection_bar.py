"""The bar below a list that changes all picked todos at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from app.access import Access
from app.access.faces import Face
from app.access.heroes import HeroLine
from app.access.picking import Colleague
from app.access.rows import Shield, Tag
from app.clock import exact
from app.i18n import viewer
from app.models import Section, Team, may
from app.rendering import Fragment, KeptView, View
from app.web.todos.duties import away_note
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
class Verbs(KeptView, template="todos/_bulk_verbs.html"):
    """What can be done, and what there is to choose from: nothing where this hero may not. Beside a hero stands a note,
    such as that they are away; `days` are offered by their ISO date and their words, sections by their id and name."""

    heroes: tuple[tuple[Face, str], ...]
    labels: tuple[Tag, ...]
    days: tuple[tuple[str, str], ...]
    sections: tuple[tuple[int, str], ...]
    teams: tuple[tuple[int, Shield], ...]
    may_move: bool
    may_trash: bool


@dataclass(frozen=True)
class Bar(View, template="todos/_bulk.html"):
    """The bar; without `verbs` nothing can be done at all. `done`: the list shows todos done long ago too; `filtered`:
    a filter narrows it."""

    key: BarKey
    verbs: Verbs | None
    done: bool = False
    filtered: bool = False
    view: str = "list"


def selection_bar(access: Access, team: Team, sections: Sequence[Section], *, done: bool) -> Bar:
    """The bar of a list of this team, whose sections are given."""
    hero = access.hero
    if not team.awake:
        return Bar(BarKey(), None, done)
    may_move = may(hero, "todo.move", team)
    verbs = Verbs(
        heroes=_noted(access.crew(team)) if may(hero, "todo.assign", team) else (),
        labels=tuple(access.tags(team)) if may(hero, "todo.label", team) else (),
        days=days_offered(),
        sections=tuple((one.id, one.name) for one in sections) if may_move else (),
        teams=_shields(other_teams(hero, team)) if may_move else (),
        may_move=may_move,
        may_trash=may(hero, "todo.trash", team),
    )
    return Bar(BarKey(), verbs, done)


def mixed_bar(access: Access) -> Bar:
    """The bar of a list with todos of several teams, which have neither labels nor sections in common."""
    teams = own_teams(access.hero)
    return Bar(
        BarKey(),
        Verbs(
            heroes=_noted(access.hero_directory()),
            labels=(),
            days=days_offered(),
            sections=(),
            teams=_shields(teams),
            may_move=False,
            may_trash=bool(teams),
        ),
    )


def _noted(lines: Iterable[Colleague | HeroLine]) -> tuple[tuple[Face, str], ...]:
    return tuple((one.face, away_note(one.away_until) if one.away_until else "") for one in lines)


def _shields(teams: Sequence[Team]) -> tuple[tuple[int, Shield], ...]:
    return tuple((team.id, Shield(team.name, team.colour)) for team in teams)


def days_offered() -> tuple[tuple[str, str], ...]:
    """The days that are offered by name, each by its ISO date and its words."""
    return tuple(_day(days) for days in DAYS)


def _day(days: int) -> tuple[str, str]:
    day = today() + timedelta(days=days)
    words = due(day, None, None, exact(), viewer().clock)
    return day.isoformat(), words.words if words else ""
