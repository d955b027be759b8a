"""Who is away, and for whom somebody does a todo that is not in their own hands."""

from collections.abc import Sequence
from datetime import date

from app.access import Access
from app.access.covering import Duty
from app.access.faces import Face
from app.access.rows import TodoLine
from app.i18n import _
from app.models import Hero
from app.wording import plain_date


def for_whom(duties: Sequence[Duty], line: TodoLine, hero: Hero) -> str:
    """Whom this hero covers in it, and until when; empty where they do not, or have it themselves."""
    having = {face.id for face in line.heroes}
    mine = [duty for duty in duties if duty.team_id == line.team_id and duty.face.id in having]
    if hero.id in having or not mine:
        return ""
    return _("for %(hero)s until %(day)s") % {"hero": mine[0].face.first_name, "day": plain_date(mine[0].until)}


def away_notes(access: Access, heroes: Sequence[Hero | Face]) -> dict[int, str]:
    """What a picker says beside those of these heroes who are away, by their ids."""
    away = access.away([hero.id for hero in heroes])
    return {hero_id: away_note(until) for hero_id, until in away.items()}


def away_note(until: date) -> str:
    """What is said beside a hero who is away until the end of that day."""
    return _("away until %(day)s") % {"day": plain_date(until)}
