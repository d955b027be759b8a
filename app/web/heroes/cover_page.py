"""The page on which it is arranged who covers for a hero."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.covering import CoverLine, grouped
from app.access.faces import Face
from app.access.holdings import Holding
from app.forms import Form
from app.i18n import _
from app.models import Hero
from app.rendering import Page
from app.web.heroes.shapes import CoverForm
from app.wording import listing, long_date, today


@dataclass(frozen=True)
class Covered:
    """Somebody covers: until when, and on which teams."""

    face: Face
    words: str


@dataclass(frozen=True)
class CoverPage(Page, template="heroes/cover.html"):
    """Who covers for a hero now, and the form for more. `is_me`: they do it for themselves."""

    hero: Hero
    is_me: bool
    covered: Sequence[Covered]
    form: Form[CoverForm]
    stand_ins: Sequence[tuple[str, str]]
    teams: Sequence[tuple[str, str]]
    first_day: str

    section = "heroes"


def cover_page(access: Access, hero: Hero, teams: Sequence[Holding], form: Form[CoverForm]) -> CoverPage:
    """The page, with the form empty or as it was typed."""
    faces = {face.id: face for one in teams for face in one.successors}
    named = sorted(faces.values(), key=lambda face: face.name.casefold())
    return CoverPage(
        hero=hero,
        is_me=hero.id == access.hero.id,
        covered=[
            Covered(face, _("until %(day)s on %(teams)s") % {"day": long_date(until), "teams": listing(places)})
            for (face, until), places in grouped(access.covers_of(hero)).items()
        ],
        form=form,
        stand_ins=[(str(face.id), face.name) for face in named],
        teams=[("", _("All teams that both are on")), *((str(one.link.team_id), one.link.team.name) for one in teams)],
        first_day=today().isoformat(),
    )


def away_words(lines: Sequence[CoverLine]) -> list[str]:
    """That a hero is away, until when, and who covers."""
    return [
        _("Away until %(day)s · %(hero)s covers") % {"day": long_date(until), "hero": face.first_name}
        for face, until in grouped(lines)
    ]
