"""What stands around every signed-in page: side bar, theme, language, and the toast of the step just taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.teams import TeamLink
from app.i18n import viewer
from app.models import Hero, Team
from app.paths import id_key
from app.toasts import Toast, toast_for

STEP = "did"
"""The query parameter that names the change set to tell about."""


@dataclass(frozen=True)
class Entry:
    """A team in the side bar."""

    id: int
    name: str
    colour: str
    open_count: int
    current: bool


@dataclass(frozen=True)
class Chrome:
    """The context of the signed-in layout."""

    hero: Hero
    teams: Sequence[Entry]
    section: str
    hue: str
    theme: str
    locale: str
    direction: str
    toast: Toast | None


def chrome(access: Access, step: str | None, trash_days: int, section: str, team: Team | None) -> Chrome:
    """What stands around a page of this section, on the paper of this team."""
    return Chrome(
        hero=access.hero,
        teams=[_entry(link, team) for link in access.sidebar()],
        section=section,
        hue=team.colour if team else "",
        theme=access.hero.theme,
        locale=viewer().tag,
        direction=viewer().language.text_direction,
        toast=told(access, step, trash_days),
    )


def told(access: Access, step: str | None, trash_days: int) -> Toast | None:
    """The toast of what this very request did, else of a step that this hero has just taken; anything else in the
    address says nothing."""
    doing = access.history()
    if doing.changes:
        return toast_for(doing, trash_days)
    known = id_key(step)
    done = None if known is None else access.own_step(known)
    return None if done is None else toast_for(done, trash_days)


def _entry(link: TeamLink, current: Team | None) -> Entry:
    return Entry(*link, current=current is not None and link.id == current.id)
