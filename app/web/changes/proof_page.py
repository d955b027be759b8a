"""What asks for the password before a step is taken back that made an admin, or took that back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.access.undo.doubts import Choices, Doubt
from app.forms import Form
from app.models import ChangeSet
from app.rendering import Page
from app.request import Ctx
from app.toasts import SENTENCES


@dataclass(frozen=True)
class ProofPage(Page, template="changes/proof.html"):
    """What it would do, and the form that does it: with the password, and all that was decided before."""

    step: ChangeSet
    outcome: Sequence[str]
    form: Form[Any]
    choices: Choices
    only: int | None

    section = "changes"


def proof_page(ctx: Ctx, step: ChangeSet, sealed: Sequence[Doubt], form: Form[Any]) -> ProofPage:
    """The page that asks. Whoever was not asked yet has made no mistake."""
    if not form.values["current_password"]:
        form.errors.clear()
    outcome = [_outcome(ctx.access.known_hero(int(one.change.row_key)).name, one.back) for one in sealed]
    return ProofPage(step, outcome, form, form.data.choices, form.data.only)


def _outcome(name: str, back: Mapping[str, Any]) -> str:
    return SENTENCES["hero.appointed" if back["is_admin"] else "hero.dismissed"](name, 1, "")
