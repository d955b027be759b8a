"""Forms that somebody else was faster with: what only one of them changed merges, and what both changed is asked about.

The form then shows theirs, mine and, for long text, both; the side that is chosen comes back with it (see app.forms).
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.access import Access
from app.access.versions import Since
from app.forms import Form, typed
from app.i18n import _
from app.merging import Clash, merge, merge_lines
from app.models import Membership
from app.models.base import Versioned
from app.versus import Conflict, Versus
from app.web.stale_words import CHANGED, CHANGED_SEVERAL, QUESTIONS, TEXTS, said
from app.web.teams.shapes import RoleChange

Values = Mapping[str, Any]
Typed = Callable[[Values], Mapping[str, str]]
Say = Callable[[str, Any], str]


def settle(access: Access, record: Versioned, form: Form[Any]) -> dict[str, Any]:
    """What of a form whose fields are the record's is to be written over what others have saved since it was opened;
    where that is not clear the form gets a `conflict`, and nothing is to be written."""
    mine = form.changes
    theirs = {name: getattr(record, name) for name in mine}
    since = access.since(record, form.version)
    return weigh(access, form, since, record.version, (opened(theirs, since), theirs, mine))


def settle_role(access: Access, membership: Membership, form: Form[RoleChange]) -> dict[str, Any]:
    """The same for a role on a team."""
    since = access.role_since(membership, form.data.before)
    sides = dict(since.before), {"role": membership.role}, {"role": form.data.role}
    values = weigh(access, form, since, None, sides)
    if form.conflict:
        form.values = {**form.values, "before": membership.role.value}
    return values


def opened(now: Values, since: Since) -> dict[str, Any]:
    """These fields as they were when the form was opened."""
    return {name: since.before.get(name, value) for name, value in now.items()}


def weigh(
    access: Access,
    form: Form[Any],
    since: Since,
    version: int | None,
    sides: tuple[Values, Values, Values],
    as_typed: Typed | None = None,
    say: Say | None = None,
) -> dict[str, Any]:
    """The same for fields given as they were, as they are in `version`, and as the form means them."""
    base, theirs, mine = sides
    merged = merge(base, theirs, mine)
    if merged.clashes:
        fill, tell = as_typed or _plain, say or said
        settled = {name: value for name, value in theirs.items() if name not in merged.values | merged.clashes}
        form.values = {**form.values, **fill(settled)}
        form.conflict = _conflict(access, since, merged.clashes, fill, tell)
        # A form that is saved stays as it came: after a lost race the same one is settled again.
        form.version = version
    return merged.values


def _plain(values: Values) -> dict[str, str]:
    return {name: str(typed(value)) for name, value in values.items()}


def _conflict(access: Access, since: Since, clashes: Mapping[str, Clash], fill: Typed, say: Say) -> Conflict:
    author = next((face for name in clashes if (face := since.by.get(name))), None)
    mine = author is not None and author.id == access.hero.id
    who = _("Somebody") if author is None else author.first_name
    return Conflict(
        headline=_("You changed the same in another window meanwhile") if mine else _headline(clashes) % {"who": who},
        author=None if mine else author,
        whose=_("From your other window") if mine else _("By %(who)s") % {"who": who},
        choices=[_versus(name, clash, fill, say) for name, clash in clashes.items()],
    )


def _headline(clashes: Mapping[str, Clash]) -> str:
    return _(CHANGED[next(iter(clashes))] if len(clashes) == 1 else CHANGED_SEVERAL)


def _versus(name: str, clash: Clash, fill: Typed, say: Say) -> Versus:
    before, theirs, mine = (say(name, value) for value in (clash.base, clash.theirs, clash.mine))
    hunks = merge_lines(clash.base, clash.theirs, clash.mine) if name in TEXTS else ()
    return Versus(name, _(QUESTIONS[name]), before, theirs, mine, fill({name: clash.theirs}), hunks)
