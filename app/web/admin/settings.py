"""/admin/settings: what is set, and where it is from."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.checkup import InForce, in_force
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, tabs

router = Router()


@dataclass(frozen=True)
class AdminSettingsPage(AdminPage, template="admin/settings.html"):
    """Every setting, those that somebody chose first."""

    settings: Sequence[InForce]


@router.get("/admin/settings")
def index(ctx: Ctx) -> Response:
    """The settings in force, without the secrets in them."""
    ctx.access.oversee()
    chosen_first = sorted(in_force(ctx.settings), key=lambda one: not one.chosen)
    return page(ctx, AdminSettingsPage(tabs("settings"), chosen_first))
