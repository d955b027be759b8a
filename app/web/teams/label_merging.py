"""The page that merges a label into another."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.forms import Form, empty
from app.i18n import ngettext
from app.models import Label
from app.web.deletions.views import Line, lines, quoted
from app.web.teams.shapes import MergeForm
from app.web.teams.views import TeamPage, masthead


@dataclass(frozen=True)
class MergePage(TeamPage, template="teams/merger.html"):
    """The labels that it could go `into`; once one is chosen, what would become of the todos."""

    label: Label
    into: Label | None
    others: Sequence[Label]
    becomes: Sequence[Line]
    form: Form[MergeForm]


def merge_page(access: Access, label: Label, into: Label | None, form: Form[MergeForm] | None = None) -> MergePage:
    """The page, before and after the other label is chosen."""
    chosen = into if into is not None and into.id != label.id else None
    return MergePage(
        masthead=masthead(access, label.team, "labels"),
        label=label,
        into=chosen,
        others=[one for one in access.labels(label.team) if one.id != label.id],
        becomes=_becomes(access, label, chosen) if chosen else [],
        form=form or empty(MergeForm, into=str(chosen.id) if chosen else ""),
    )


def _becomes(access: Access, label: Label, into: Label) -> list[Line]:
    alone, both = access.merge_fate(label, into)
    names = {"label": label.name, "into": into.name}
    gets = ngettext(
        "todo wears “%(label)s” and will wear “%(into)s”",
        "todos wear “%(label)s” and will wear “%(into)s”",
        alone.todos,
    )
    has = ngettext("todo wears both and keeps “%(into)s”", "todos wear both and keep “%(into)s”", both)
    return lines(Line(alone.todos, gets % names, first=quoted(alone)), Line(both, has % names))
