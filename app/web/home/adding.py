"""The box of My day, which adds to a team of choice: what nobody is named for is for whoever writes it."""

from dataclasses import replace

from app.access import Access
from app.access.faces import Face
from app.errors import NotFound
from app.forms import Form
from app.i18n import _
from app.models import Hero, Team
from app.paths import id_key
from app.web.teams.adding import AddBox, AddPreview, ReadingLine, add_box, box_with, reading_line
from app.web.teams.shapes import AddText
from app.web.todos.move_page import own_teams


def team_chosen(access: Access, text: object) -> Team:
    """The team whose id a form or an address gives, else the first that the hero may add to. Raises NotFound."""
    chosen = id_key(str(text or ""))
    if chosen is not None:
        return access.team(chosen)
    first = next(iter(own_teams(access.hero)), None)
    if first is None:
        raise NotFound(_("There is no team that you may add todos to. Make one first. Nothing was added."))
    return first


def day_box(
    access: Access, team: Team, form: Form[AddText] | None = None, *, left_over: str = "", focused: bool = False
) -> AddBox:
    """The box, empty or as it was typed."""
    box = add_box(team, left_over=left_over, focused=focused) if form is None else box_with(access, team, None, form)
    return with_choice(access, box)


def with_choice(access: Access, box: AddBox) -> AddBox:
    """A box with all teams to choose from, its own among them."""
    teams = own_teams(access.hero)
    listed = teams if any(one.id == box.team.id for one in teams) else [*teams, box.team]
    return replace(box, teams=listed, reading=_for(access.hero, box.team, box.reading))


def on_my_day(access: Access, box: AddBox | AddPreview) -> AddBox | AddPreview:
    """A box or preview of a team's list as My day has it."""
    return with_choice(access, box) if isinstance(box, AddBox) else replace(box, chosen=True)


def day_reading(access: Access, team: Team, text: str) -> ReadingLine:
    """How a text is understood for this team."""
    return _for(access.hero, team, reading_line(access, team, text))


def _for(hero: Hero, team: Team, reading: ReadingLine) -> ReadingLine:
    if not reading.title:
        return reading
    return replace(reading, team=team, heroes=reading.heroes or [Face.of(hero)])
