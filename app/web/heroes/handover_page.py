"""The page on which a hero hands over, before and after one has looked at what would become of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.handing_over import Gift, Portion
from app.access.holdings import Holding
from app.forms import Form
from app.i18n import _, ngettext
from app.models import Hero, Team, may
from app.rendering import Page
from app.web.deletions.views import Line, lines, named
from app.web.heroes.handover_checks import guests_ask
from app.web.heroes.shapes import HandoverForm
from app.wording import listing

Options = Sequence[tuple[str, str]]
"""What there is to choose from: values and their words."""


@dataclass(frozen=True)
class TeamChoice:
    """One team: how many todos, the first of them, to whom they can go, and who could own it where it has no other
    owner. `why_not` says who can give them to others where the viewer cannot."""

    team: Team
    count: str
    first: str
    heirs: Options
    owners: Options
    why_not: str


@dataclass(frozen=True)
class Outcome:
    """What would become of one team's."""

    team: Team
    lines: Sequence[Line]
    notes: Sequence[str]


@dataclass(frozen=True)
class HandoverPage(Page, template="heroes/handover.html"):
    """What a hero has, with a choice for each team; once it was `looked` at, what would become of it. `is_me`: it is
    their own."""

    hero: Hero
    is_me: bool
    form: Form[HandoverForm]
    choices: Sequence[TeamChoice]
    leaving: Options
    may_deactivate: bool
    looked: bool
    outcomes: Sequence[Outcome]
    besides: str

    section = "heroes"


def handover_page(
    access: Access,
    hero: Hero,
    holdings: Sequence[Holding],
    form: Form[HandoverForm],
    portions: Sequence[Portion] | None = None,
) -> HandoverPage:
    """The page, before and after one has looked."""
    is_me = hero.id == access.hero.id
    may_deactivate = not is_me and not hero.deactivated and may(access.hero, "hero.deactivate", hero)
    ends = portions is not None and form.data.deactivate
    return HandoverPage(
        hero=hero,
        is_me=is_me,
        form=form,
        choices=[_choice(one) for one in holdings],
        leaving=[(str(one.link.team_id), one.link.team.name) for one in holdings],
        may_deactivate=may_deactivate,
        looked=portions is not None,
        outcomes=[_outcome(one, is_me=is_me) for one in portions or ()],
        besides=_("%(hero)s is signed out everywhere and cannot sign in any more.") % {"hero": hero.first_name}
        if ends
        else "",
    )


def _choice(holding: Holding) -> TeamChoice:
    n = holding.todos.total
    return TeamChoice(
        team=holding.link.team,
        count=ngettext("%(n)d open todo", "%(n)d open todos", n) % {"n": n} if n else _("Nothing in hand"),
        first=named(holding.todos, "“{}”".format),
        heirs=_heirs(holding),
        owners=[(str(face.id), face.name) for face in holding.successors] if holding.led_alone else [],
        why_not="" if holding.may_give or not n else guests_ask(holding),
    )


def _heirs(holding: Holding) -> Options:
    if not holding.todos.total or not holding.may_give:
        return []
    return [
        ("keep", _("Leave as it is")),
        ("nobody", _("Back to nobody")),
        *([("spread", _("Spread evenly, by how much each has"))] if len(holding.successors) > 1 else []),
        *((str(face.id), _("All to %(hero)s") % {"hero": face.name}) for face in holding.heirs),
    ]


def _outcome(portion: Portion, *, is_me: bool) -> Outcome:
    return Outcome(portion.link.team, _lines(portion), _notes(portion, is_me=is_me))


def _lines(portion: Portion) -> list[Line]:
    left, shared = portion.unattended, portion.shared
    known = sum(heir is not None for _todo, heir in portion.shares) - sum(gift.count for gift in portion.gifts)
    return lines(
        *(_gift_line(portion, gift) for gift in portion.gifts),
        Line(known, ngettext("todo that they have already", "todos that they have already", known)),
        Line(
            shared,
            ngettext("todo that others have too, who keep it", "todos that others have too, who keep them", shared),
        ),
        Line(
            left,
            ngettext("todo back to nobody", "todos back to nobody", left),
            first=_titles([todo.title for todo, heir in portion.shares if heir is None]) if not shared else "",
        ),
    )


def _gift_line(portion: Portion, gift: Gift) -> Line:
    names = {"hero": gift.heir.name}
    titles = [todo.title for todo, heir in portion.shares if heir is gift.heir]
    return Line(
        gift.count,
        ngettext("todo for %(hero)s", "todos for %(hero)s", gift.count) % names,
        _("%(now)d open now, %(then)d then") % {"now": gift.open, "then": gift.open + gift.count},
        _titles(titles),
    )


def _titles(titles: Sequence[str]) -> str:
    return listing([f"“{title}”" for title in titles])


def _notes(portion: Portion, *, is_me: bool) -> list[str]:
    if not portion.leaves:
        return []
    names = {"hero": portion.link.hero.first_name, "team": portion.link.team.name}
    said = [_("You leave %(team)s.") % names if is_me else _("%(hero)s leaves %(team)s.") % names]
    if portion.successor is not None:
        said.append(_("%(hero)s becomes its owner.") % {"hero": portion.successor.name})
    return said
