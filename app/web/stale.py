"""Plain forms that somebody else was faster with: fields merge, and a clash asks."""

from typing import Any

from app.access import Access
from app.forms import Form
from app.i18n import _
from app.merging import merge
from app.models.base import Versioned


def settle(access: Access, record: Versioned, form: Form[Any]) -> dict[str, Any]:
    """What of the form is to be written over what others have saved since it was opened.

    A field that both changed gets an error that shows theirs; the form then carries the present version, so that saving
    it again keeps what was typed.
    """
    mine = form.changes
    theirs = {name: getattr(record, name) for name in mine}
    earlier = access.values_before(record, record.version if form.version is None else form.version)
    merged = merge({name: earlier.get(name, value) for name, value in theirs.items()}, theirs, mine)
    for name, clash in merged.clashes.items():
        form.errors[name] = _(
            "Somebody changed this to “%(theirs)s” while you were editing. Save again to put yours there."
        ) % {"theirs": clash.theirs}
    if merged.clashes:  # a form that is saved stays as it came: after a lost race the same one is settled again
        form.version = record.version
    return merged.values
