"""The ties of a todo to others, as its pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.access.related import Tied, Ties
from app.i18n import N_, _
from app.understood import due_words
from app.web.todos.shapes import TieKind

WORDS: Mapping[TieKind, tuple[str, str]] = {
    TieKind.BLOCKED_BY: (N_("Blocked by"), "blocked"),
    TieKind.BLOCKS: (N_("Blocks"), "arrow"),
    TieKind.RELATES: (N_("Relates to"), "link"),
}
"""What each kind is called, and its icon."""


@dataclass(frozen=True)
class Tie:
    """One other todo; without a title it is one that the viewer cannot see. `remark` says when it is due, which team's
    it is, and that nobody waits for it there."""

    id: int
    title: str
    done: bool
    remark: str


@dataclass(frozen=True)
class TieGroup:
    """All ties of one kind, which is called by its words."""

    kind: TieKind
    words: str
    picture: str
    ties: Sequence[Tie]


def tie_groups(ties: Ties) -> list[TieGroup]:
    """The kinds of which there are any."""
    kinds = zip(TieKind, ties, strict=True)
    return [
        TieGroup(kind, _(WORDS[kind][0]), WORDS[kind][1], [_tie(kind, one) for one in tied])
        for kind, tied in kinds
        if tied
    ]


def _tie(kind: TieKind, tied: Tied) -> Tie:
    when = "" if tied.done else due_words(tied.due_on, tied.due_at)
    due = _("due %(when)s") % {"when": when} if when else ""
    rests = ""
    if tied.is_archived:
        holds_nothing_up = kind is TieKind.BLOCKED_BY and not tied.done
        rests = _("archived, so nothing waits for it") if holds_nothing_up else _("archived")
    return Tie(tied.id, tied.title, tied.done, ", ".join(filter(None, (due, tied.team, rests))))
