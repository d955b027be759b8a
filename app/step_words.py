"""Sentences for steps that take more than one: how many there were, and where they went or to whom."""

from collections.abc import Callable, Mapping

from app.i18n import _, ngettext
from app.models.todo import NO_SECTION

Words = Callable[[str, int, str], str]
"""A sentence for what it was about, how many of them there were, and where they went or to whom."""
LEADING = frozenset(
    {"hero.deactivated", "membership.changed", "membership.removed", "assignment.created", "assignment.removed"}
)
"""What may weigh most where a hero hands over."""


def moved(name: str, n: int, to: str) -> str:
    if to == NO_SECTION:
        return _unsectioned(name, n)
    if n == 1:
        words = {"name": name, "to": to}
        return _("“%(name)s” moved to %(to)s.") % words if to else _("“%(name)s” moved.") % words
    if to:
        return ngettext("Moved %(n)d todo to %(to)s.", "Moved %(n)d todos to %(to)s.", n) % {"n": n, "to": to}
    return ngettext("Moved %(n)d todo.", "Moved %(n)d todos.", n) % {"n": n}


def _unsectioned(name: str, n: int) -> str:
    if n == 1:
        return _("“%(name)s” is in no section now.") % {"name": name}
    return ngettext("%(n)d todo is in no section now.", "%(n)d todos are in no section now.", n) % {"n": n}


def tied(one: Callable[[], str], several: Callable[[int], str], others: Callable[[], str]) -> Words:
    """The sentences of a link: of one todo, of several todos with the same, of one todo with several."""

    def words(name: str, n: int, to: str) -> str:
        sentence = one() if n == 1 else several(n) if to else others()
        return sentence % {"name": name, "n": n, "hero": to, "label": to}

    return words


def waits(name: str, n: int, to: str) -> str:
    if n == 1:
        return _("“%(name)s” is blocked by “%(other)s”.") % {"name": name, "other": to}
    return ngettext("“%(name)s” is blocked by %(n)d todo.", "“%(name)s” is blocked by %(n)d todos.", n) % {
        "name": name,
        "n": n,
    }


def waits_no_more(name: str, n: int, to: str) -> str:
    if n == 1:
        return _("“%(name)s” is no longer blocked by “%(other)s”.") % {"name": name, "other": to}
    words = ngettext(
        "“%(name)s” is no longer blocked by %(n)d todo.", "“%(name)s” is no longer blocked by %(n)d todos.", n
    )
    return words % {"name": name, "n": n}


def covers(name: str, to: str) -> str:
    """That somebody, perhaps `to`, covers for a hero."""
    names = {"name": name, "hero": to}
    return (_("%(hero)s covers for %(name)s.") if to else _("Others cover for %(name)s.")) % names


def covers_no_more(name: str, to: str) -> str:
    """That they do so no longer."""
    names = {"name": name, "hero": to}
    return (_("%(hero)s no longer covers for %(name)s.") if to else _("Nobody covers for %(name)s any more.")) % names


def is_handover(key: str, counts: Mapping[str, int]) -> bool:
    """Whether a step whose weightiest part is `key` hands over what somebody has, or most of it."""
    gives = counts.keys() >= {"assignment.created", "assignment.removed"}
    leaves = "membership.removed" in counts and ("membership.changed" in counts or counts["membership.removed"] > 1)
    ends = "hero.deactivated" in counts and len(counts) > 1
    return key in LEADING and (gives or leaves or ends)


def handed_over(name: str, counts: Mapping[str, int], to: str) -> str:
    """What became of it: where the todos went, how many memberships ended, and that the hero is deactivated."""
    given, taken = counts.get("assignment.created", 0), counts.get("assignment.removed", 0)
    ended = counts.get("membership.removed", 0)
    said = []
    if given and to:
        said.append(ngettext("%(n)d todo handed over to %(hero)s.", "%(n)d todos handed over to %(hero)s.", given))
    elif given:
        said.append(ngettext("%(n)d todo handed over.", "%(n)d todos handed over.", given))
    elif taken and not ended:
        said.append(ngettext("%(n)d todo handed back.", "%(n)d todos handed back.", taken))
    said = [words % {"n": given or taken, "hero": to} for words in said]
    if ended:
        said.append(ngettext("%(n)d membership ended.", "%(n)d memberships ended.", ended) % {"n": ended})
    if "hero.deactivated" in counts:
        said.append(_("%(name)s is deactivated: signed out everywhere, and cannot sign in.") % {"name": name})
    return " ".join(said)


def hero_merged(name: str, n: int, to: str) -> str:
    """That a hero became one with another, who has so many more todos."""
    if not to:
        return _("%(name)s merged into another hero.") % {"name": name}
    words = ngettext(
        "%(name)s merged into %(hero)s, who has %(n)d more todo now.",
        "%(name)s merged into %(hero)s, who has %(n)d more todos now.",
        n,
    )
    return words % {"name": name, "hero": to, "n": n}


def team_merged(name: str, n: int, to: str) -> str:
    """That a team became part of another, to which so many todos moved."""
    words = ngettext(
        "%(name)s is part of %(team)s now, with %(n)d todo.", "%(name)s is part of %(team)s now, with %(n)d todos.", n
    )
    return words % {"name": name, "team": to, "n": n}


def label_merged(name: str, n: int, to: str) -> str:
    """That a label became one with another, which so many more todos wear."""
    words = ngettext(
        "Label “%(name)s” merged into “%(label)s”, which %(n)d more todo wears now.",
        "Label “%(name)s” merged into “%(label)s”, which %(n)d more todos wear now.",
        n,
    )
    return words % {"name": name, "label": to, "n": n}
