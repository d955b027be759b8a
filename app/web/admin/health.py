"""/admin/health: what is wrong, if anything is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from app import __version__
from app.checkup import NEWEST, Finding, around
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, tabs
from app.wording import number

DEEPER = "python -m app doctor"
"""What looks at every row."""

router = Router()


@dataclass(frozen=True)
class AdminHealthPage(AdminPage, template="admin/health.html"):
    """What was found, what is wrong first. `looked_at` is how many of the newest rows of each table were, `command`
    looks at them all."""

    findings: Sequence[Finding]
    faults: int
    looked_at: str
    command: str


@router.get("/admin/health")
def index(ctx: Ctx) -> Response:
    """Look for what is wrong; the mail server may take its time, and nobody waits for the database meanwhile."""
    ctx.access.oversee()
    outside = ctx.guest.aside(partial(around, ctx.settings))
    findings = [Finding("Sidekick", __version__), *outside, *ctx.access.check_up()]
    wrong_first = sorted(findings, key=lambda one: not one.fault)
    faults = sum(one.fault for one in findings)
    return page(ctx, AdminHealthPage(tabs("health"), wrong_first, faults, number(NEWEST), DEEPER))
