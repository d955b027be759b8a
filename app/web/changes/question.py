"""What undo asks first: where somebody was there since, both versions, and the choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.access import Access
from app.access.names import Names
from app.access.past import Happened
from app.access.undo.doubts import Doubt
from app.access.undo.involved import LINKS
from app.forms import new_key
from app.i18n import _
from app.models import Change, ChangeSet, Hero
from app.rendering import Page
from app.web.changes.sentences import FACETS
from app.web.changes.values import TEXTS, value_words
from app.web.changes.words import ends, name_of
from app.word_diff import diff_markup
from app.wording import moment

LONG = 80
"""Characters from which on a text is shown by how it differs from the other."""


@dataclass(frozen=True)
class Side:
    """One of the two cards: what is chosen with it, what it is called and what it would leave there."""

    value: str
    words: str
    text: str
    diff: Markup


@dataclass(frozen=True)
class Question:
    """A choice to make about one record; without sides it can only be left as it is, and `sentence` says why."""

    key: str
    about: str
    facet: str
    sentence: str
    sides: Sequence[Side]


@dataclass(frozen=True)
class QuestionPage(Page, template="changes/question.html"):
    """All of them, with the form that answers; `only` is the change that is taken back alone. `open` is whether there
    is anything to choose."""

    step: ChangeSet
    questions: Sequence[Question]
    only: int | None
    open: bool
    key: str

    section = "changes"


def question_page(access: Access, step: ChangeSet, doubts: Sequence[Doubt], only: int | None = None) -> QuestionPage:
    """The page that asks about these doubts."""
    changes = [doubt.change for doubt in doubts]
    names, since = access.names(changes), access.done_since(step, changes)
    questions = [_question(doubt, access.hero, names, _last(doubt, since)) for doubt in doubts]
    return QuestionPage(step, questions, only, any(question.sides for question in questions), new_key())


def _question(doubt: Doubt, hero: Hero, names: Names, since: Happened | None) -> Question:
    facet = doubt.facet or ("role" if "role" in doubt.back else "")
    return Question(
        key=doubt.key,
        about=_about(doubt.change, hero, names),
        facet=_(FACETS.get((doubt.change.entity, facet), "")),
        sentence=doubt.refusal or _changed(since, hero),
        sides=[] if doubt.refusal else _sides(doubt, facet, names),
    )


def _about(change: Change, hero: Hero, names: Names) -> str:
    """What it is about; a link by both its ends."""
    what, to = ends(change, hero, names)
    return _("%(what)s, %(to)s") % {"what": what, "to": to} if change.entity in LINKS else what


def _last(doubt: Doubt, since: Sequence[Happened]) -> Happened | None:
    """The last change to what the doubt is about."""
    row = (doubt.change.entity, doubt.change.row_key)
    same = (one for one in since if (one.change.entity, one.change.row_key) == row)
    return next((one for one in same if not doubt.now or doubt.now.keys() & one.change.after.keys()), None)


def _changed(since: Happened | None, hero: Hero) -> str:
    if since is None:
        return _("Others have worked on it since.")
    words = {"who": name_of(since.actor, hero), "when": moment(since.at)}
    return _("%(who)s changed this %(when)s.") % words


def _sides(doubt: Doubt, facet: str, names: Names) -> list[Side]:
    if not facet:
        return [
            Side("leave", _("Keep it"), "", Markup("")),
            Side("undo", _("Delete it all the same"), "", Markup("")),
        ]
    now, back = (value_words(facet, values, names) for values in (doubt.now, doubt.back))
    if facet in TEXTS and max(len(now), len(back)) > LONG:
        return [
            Side("leave", _("As it is now"), "", diff_markup(back, now)),
            Side("undo", _("As undo would write it"), "", diff_markup(now, back)),
        ]
    return [
        Side("leave", _("As it is now"), now or _("nothing"), Markup("")),
        Side("undo", _("As undo would write it"), back or _("nothing"), Markup("")),
    ]
