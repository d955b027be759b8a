"""What stands around every signed-in page: side bar, theme, language, and the toast of the step just taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.teams import TeamLink
from app.forms import new_key
from app.i18n import viewer
from app.models import Hero, Team
from app.paths import id_key
from app.toasts import Toast, toast_for
from app.understood import own_words

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
    """The context of the signed-in layout. `key` is the one-use key of its forms."""

    hero: Hero
    teams: Sequence[Entry]
    section: str
    hue: str
    theme: str
    locale: str
    direction: str
    single_keys: bool
    keys_off: Sequence[str]
    toast: Toast | None
    key: str


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
        single_keys=access.hero.single_keys,
        keys_off=access.hero.keys_off,
        toast=told(access, step, trash_days),
        key=new_key(),
    )


def told(access: Access, step: str | None, trash_days: int) -> Toast | None:
    """The toast of what this very request did, else of a step that this hero has just taken; anything else in the
    address says nothing."""
    doing = access.history()
    if doing.changes or doing.origin:
        return toast_for(doing, trash_days, own_words(access, doing))
    known = id_key(step)
    done = None if known is None else access.own_step(known)
    return None if done is None else toast_for(done, trash_days, own_words(access, done))


def _entry(link: TeamLink, current: Team | None) -> Entry:
    return Entry(*link, current=current is not None and link.id == current.id)
