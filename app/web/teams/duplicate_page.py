"""The page that makes a team after the pattern of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.access import Access
from app.access.duplicating import Original, Part
from app.access.faces import Face
from app.access.fate import TeamFate
from app.forms import Form, empty
from app.grammar.limits import NAME_MAX
from app.grammar.wording import cut
from app.i18n import _, ngettext
from app.models import Team
from app.rendering import Page
from app.web.deletions.views import Line, figure, lines
from app.web.teams.shapes import DuplicateForm
from app.wording import listing, long_date, number


@dataclass(frozen=True)
class DuplicatePage(Page, template="teams/duplicate.html"):
    """The form, with how much of each part there is; once it was looked at, what there would be (`makes`), who would be
    on it, and when the first and last todo would be due."""

    team: Team
    form: Form[DuplicateForm]
    parts: Sequence[tuple[str, str]]
    done: int
    looked: bool
    makes: Sequence[Line]
    faces: Sequence[Face]
    due: str

    section = "teams"

    @property
    def paper(self) -> Team:
        """Its own."""
        return self.team


def blank(team: Team) -> Form[DuplicateForm]:
    """The form as it opens: everything goes along, dates stay."""
    name = cut(_("%(team)s (copy)") % {"team": team.name}, NAME_MAX)
    return empty(DuplicateForm, name=name, take=[part.value for part in Part], done="leave", dates="keep")


def duplicate_page(
    access: Access, team: Team, form: Form[DuplicateForm], original: Original | None = None
) -> DuplicatePage:
    """The page, before and after one has looked at what it would be."""
    fate = access.team_fate(team)
    return DuplicatePage(
        team=team,
        form=form,
        parts=_parts(fate),
        done=fate.tally.todos - fate.tally.open,
        looked=original is not None,
        makes=_makes(original) if original else [],
        faces=[Face.of(link.hero) for link in original.heroes[:6]] if original else [],
        due=_due(original) if original else "",
    )


def _parts(fate: TeamFate) -> list[tuple[str, str]]:
    counted = {
        Part.HEROES: ngettext(
            "%(n)d hero and the role, and todos in the same hands",
            "%(n)d heroes and their roles, and todos in the same hands",
            fate.members,
        )
        % {"n": fate.members},
        Part.SECTIONS: _counted(ngettext("%(n)s section", "%(n)s sections", fate.sections.total), fate.sections.total),
        Part.LABELS: _counted(ngettext("%(n)s label", "%(n)s labels", fate.labels.total), fate.labels.total),
        Part.VIEWS: _counted(ngettext("%(n)s saved view", "%(n)s saved views", fate.views.total), fate.views.total),
        Part.TODOS: ngettext(
            "%(n)s todo, with sub-todos and what it waits for",
            "%(n)s todos, with sub-todos and what they wait for",
            fate.tally.todos,
        )
        % {"n": figure(fate.tally.todos, more=fate.tally.more)},
    }
    return [(part.value, words) for part, words in counted.items()]


def _counted(words: str, n: int) -> str:
    return words % {"n": number(n)}


def _makes(original: Original) -> list[Line]:
    todos = original.todos
    subs = len(todos) - len(original.tops)
    reopened = sum(todo.closed for todo in todos)
    detail = [
        ngettext("%(n)d of them a sub-todo", "%(n)d of them sub-todos", subs) % {"n": subs} if subs else "",
        ngettext("%(n)d of them opened again", "%(n)d of them opened again", reopened) % {"n": reopened}
        if reopened
        else "",
        ngettext("%(n)d done one left out", "%(n)d done ones left out", original.left_out) % {"n": original.left_out}
        if original.left_out
        else "",
    ]
    ties = len(original.ties)
    return lines(
        Line(
            len(todos), ngettext("todo, open", "todos, all of them open", len(todos)), ", ".join(filter(None, detail))
        ),
        Line(ties, ngettext("tie among them", "ties among them", ties)),
        Line(
            len(original.sections),
            ngettext("section", "sections", len(original.sections)),
            first=listing([one.name for one in original.sections]),
        ),
        Line(
            len(original.labels),
            ngettext("label", "labels", len(original.labels)),
            first=listing([one.name for one in original.labels]),
        ),
        Line(len(original.views), ngettext("saved view", "saved views", len(original.views))),
        Line(
            len(original.heroes),
            ngettext("hero", "heroes", len(original.heroes)),
            first=listing([link.hero.name for link in original.heroes]),
        ),
    )


def _due(original: Original) -> str:
    """When the first and the last of them would be due."""
    days, moved = original.days, original.plan.moved
    if not days:
        return _("None of it has a date.") if original.tops else ""
    if moved is None:
        return _("Dates and repeats are left out.")
    first, last = (long_date(day + timedelta(days=moved)) for day in (days[0], days[-1]))
    words = _("The first is due %(first)s.") if first == last else _("The first is due %(first)s, the last %(last)s.")
    return words % {"first": first, "last": last}
